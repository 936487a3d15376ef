from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitdesk.desktop import saving
from aitdesk.errors import StoreError
from aitdesk.storage import disk

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = {
    "a.pdf": "a.pdf",
    "사진 1.png": "사진 1.png",
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "/absolute/a.txt": "a.txt",
    "C:\\a.txt": "a.txt",
    "..": "untitled",
    ".": "untitled",
    "": "untitled",
    " . ": "untitled",
    "a/": "a",
    ".hidden": "hidden",
    "a\0b.txt": "ab.txt",
    "a\nb.txt": "ab.txt",
    "gpj\u202e.exe": "gpj.exe",
    "half \ud800.txt": "half.txt",
    'a<>:"|?*b.txt': "a_______b.txt",
    "CON": "_CON",
    "com1.txt": "_com1.txt",
    "console.txt": "console.txt",
    "a.": "a",
    "a.tar.gz": "a.tar.gz",
    "e\u0301.txt": "é.txt",
}


def listed(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize(("wish", "name"), NAMES.items())
def test_a_name_is_made_safe(wish: str, name: str) -> None:
    assert saving.clean(wish) == name


@given(st.text(st.characters(), max_size=400) | st.sampled_from([*NAMES]))
def test_every_name_is_one_file_of_the_folder_on_any_system(wish: str) -> None:
    name = saving.clean(wish)
    assert Path(name).name == name
    assert name not in {"", ".", ".."}
    assert not name.startswith(".")
    assert not set(name) & set('/\\<>:"|?*\0')
    assert len(name.encode()) <= 230
    assert saving.clean(name) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = saving.clean("가" * 300 + ".pdf")
    assert name == "가" * 60 + ".pdf"


def test_a_file_lies_in_the_folder_which_is_made_when_it_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    file = saving.save(folder, name="a.txt", content=b"hello")
    assert (file, listed(folder)) == (folder / "a.txt", {"a.txt": b"hello"})


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"mine")
    files = [saving.save(tmp_path, name="a.txt", content=text) for text in (b"1", b"2")]
    assert [file.name for file in files] == ["a (2).txt", "a (3).txt"]
    assert listed(tmp_path) == {"a.txt": b"mine", "a (2).txt": b"1", "a (3).txt": b"2"}


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    file = saving.save(folder, name="a.txt", content=b"hello")
    assert (file.name, outside.exists()) == ("a (2).txt", False)


def test_many_at_once_get_a_name_each(tmp_path: Path) -> None:
    def write(number: int) -> None:
        saving.save(tmp_path, name="a.txt", content=str(number).encode())

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, listed(tmp_path).values())) == list(range(12))


def test_a_full_disk_leaves_nothing_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(file: Path, content: bytes) -> None:
        file.write_bytes(content[:2])
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(disk, "write", write)
    with pytest.raises(StoreError) as problem:
        saving.save(tmp_path, name="[a].txt", content=b"hello")
    line = f"[a].txt cannot be saved in {tmp_path} (No space left on device): "
    assert (
        str(problem.value) == f"{line}make room there, or name another folder as documents.folder"
    )
    assert listed(tmp_path) == {}


def test_a_folder_that_is_a_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"a\.txt cannot be saved in .*name another folder"):
        saving.save(tmp_path / "file", name="a.txt", content=b"hello")


def test_names_go_on_where_the_free_one_is(tmp_path: Path) -> None:
    def touched(names: Iterable[str]) -> None:
        for name in names:
            (tmp_path / name).touch()

    touched(["a", "a (2)", "a (4)"])
    assert saving.save(tmp_path, name="a", content=b"x").name == "a (3)"
