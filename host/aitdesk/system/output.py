"""The folder for what a run leaves behind, which nobody wants in version control."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def make_output(folder: Path) -> None:
    """Make a folder that git ignores; one that is there is left as it is. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file whole, or leave it as it was. Raises OSError."""
    new = file.with_name(f"{file.name}.part")
    new.write_bytes(content)
    new.replace(file)
