"""A package in a test's hands: read, unpacked, or refused in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError
from aitdesk.miniapp.ait import Package, read_package

if TYPE_CHECKING:
    from pathlib import Path


def read(file: Path, content: bytes) -> Package:
    file.write_bytes(content)
    return read_package(file)


def unpacked(package: Package, folder: Path) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    package.unpack(folder)
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def refusal(file: Path, content: bytes) -> str:
    """Return what is wrong with a package, by the one line that says it."""
    with pytest.raises(ConfigError) as caught:
        unpacked(read(file, content), file.parent / "page")
    line = str(caught.value)
    head, tail = f"TARGET {file} is no whole package: ", "; build it again, or give the folder"
    assert (line.startswith(head), line.endswith(tail), "\n" in line) == (True, True, False), line
    return line.removeprefix(head).removesuffix(tail)
