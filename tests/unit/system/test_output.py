from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.runs.preview import open_lines
from aitdesk.system.output import make_output

if TYPE_CHECKING:
    from pathlib import Path


def test_git_ignores_a_folder_that_was_made(tmp_path: Path) -> None:
    open_lines(tmp_path / "app" / "aitdesk-out" / "journal.jsonl").close()
    ignored = tmp_path / "app" / "aitdesk-out" / ".gitignore"
    assert (ignored.read_text("utf-8"), (tmp_path / "app" / ".gitignore").exists()) == (
        "*\n",
        False,
    )


def test_a_folder_of_the_persons_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    make_output(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_its_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileExistsError):
        make_output(tmp_path / "out")
