from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from aitdesk.doctor.versions import EngineVersion, installed, is_fatal_pair, load_engine, required

if TYPE_CHECKING:
    from pathlib import Path


def _python(folder: Path, script: str) -> str:
    program = folder / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("pyside", "python", "is_fatal"),
    [
        ("6.11.0", (3, 11), False),
        ("6.12.0", (3, 11), True),
        ("6.13.1", (3, 11), True),
        ("7.0.0", (3, 11), True),
        ("6.12.0", (3, 12), False),
        ("6.8.3", (3, 11), False),
    ],
)
def test_only_new_pyside_kills_old_python(
    pyside: str, python: tuple[int, int], *, is_fatal: bool
) -> None:
    assert is_fatal_pair(pyside, python=python) == is_fatal


def test_the_installed_version_is_one_that_the_package_requires() -> None:
    assert str(installed("PySide6-Essentials")) in required("PySide6-Essentials")


def test_the_next_line_of_the_engine_is_none_that_the_package_requires() -> None:
    assert "6.12.0" not in required("PySide6-Addons")


def test_of_a_package_that_is_not_named_any_version_serves() -> None:
    assert "0.1" in required("no-such-package-anywhere")


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert installed("no-such-package-anywhere") is None


def test_the_engine_tells_its_version_of_chromium() -> None:
    loaded = load_engine()
    assert loaded.failure == ""
    assert re.fullmatch(r"\d+(\.\d+){3}", loaded.chromium or "")


def test_an_engine_that_kills_its_process_is_told(tmp_path: Path) -> None:
    python = _python(tmp_path, "kill -ABRT $$")
    assert load_engine(python) == EngineVersion(None, "loading it ended its process (Aborted)")


def test_an_engine_that_does_not_load_tells_why_in_one_line(tmp_path: Path) -> None:
    python = _python(tmp_path, "printf 'Traceback\\nImportError: libnss3.so: no\\n' >&2; exit 1")
    assert load_engine(python) == EngineVersion(None, "ImportError: libnss3.so: no")


def test_an_engine_that_fails_without_a_word_is_told(tmp_path: Path) -> None:
    assert load_engine(_python(tmp_path, "exit 3")) == EngineVersion(
        None, "loading it ended with 3"
    )
