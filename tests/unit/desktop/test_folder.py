from __future__ import annotations

import os
from pathlib import Path

import pytest

from aitdesk.desktop import folder
from aitdesk.desktop.entry import MediaEntry


def test_the_newest_comes_first_and_equal_ones_by_name(tmp_path: Path) -> None:
    for name, at_s in {"b.jpg": 5, "a.png": 5, "new.webm": 9, "old.gif": 1}.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (at_s, at_s))
    assert folder.entries(tmp_path) == [
        MediaEntry("new.webm", "VIDEO", "video/webm", "new.webm", tmp_path / "new.webm"),
        MediaEntry("a.png", "PHOTO", "image/png", "a.png", tmp_path / "a.png"),
        MediaEntry("b.jpg", "PHOTO", "image/jpeg", "b.jpg", tmp_path / "b.jpg"),
        MediaEntry("old.gif", "PHOTO", "image/gif", "old.gif", tmp_path / "old.gif"),
    ]


@pytest.mark.parametrize("ending", [*folder.PICTURES, *folder.VIDEOS])
def test_every_ending_is_known_in_either_case(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a{ending.upper()}").touch()
    kind = "PHOTO" if ending in folder.PICTURES else "VIDEO"
    assert [entry.type for entry in folder.entries(tmp_path)] == [kind]


@pytest.mark.parametrize("name", [".hidden.jpg", "a.txt", "jpg", "a.jpg.part"])
def test_other_files_are_left_out(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert folder.entries(tmp_path) == []


def test_folders_and_links_to_nowhere_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").mkdir()
    (tmp_path / "b.jpg").symlink_to(tmp_path / "gone.jpg")
    assert folder.entries(tmp_path) == []


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        folder.entries(tmp_path / "gone")


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    assert folder.path_of("~/pictures") == Path("/home/someone/pictures")
