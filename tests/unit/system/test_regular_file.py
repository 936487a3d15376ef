from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError
from aitdesk.system.regular_file import is_there, named, opened, place_of, read

if TYPE_CHECKING:
    from pathlib import Path

# Each of these blocks, or never ends, for whoever opens it as a file.
ODD = ("fifo", "device", "socket", "loop")


def make(kind: str, place: Path) -> Path:
    match kind:
        case "fifo":
            os.mkfifo(place)
        case "device":
            place.symlink_to("/dev/zero")
        case "socket":
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(str(place))
        case "loop":
            place.symlink_to(place.name)
        case _:
            place.mkdir()
    return place


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("fifo", "it is no regular file"),
        ("device", "it is no regular file"),
        ("socket", "No such device or address"),
        ("loop", "Too many levels of symbolic links"),
        ("folder", "Is a directory"),
    ],
)
def test_what_is_no_regular_file_is_refused_at_once(kind: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:  # noqa: PT011  # its reason is what is compared
        opened(make(kind, tmp_path / "a.js"))
    assert caught.value.strerror == reason


def test_a_file_is_read_up_to_its_limit_and_no_further(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert read(file, most_bytes=5) == b"12345"
    with pytest.raises(OSError, match="larger than"):
        read(file, most_bytes=4)


@pytest.mark.parametrize("kind", ODD)
def test_a_name_is_taken_by_whatever_is_no_folder(kind: str, tmp_path: Path) -> None:
    assert is_there(make(kind, tmp_path / "a"))


@pytest.mark.parametrize("name", ["missing", "folder", "x" * 3000, "nu\0ll"])
def test_a_name_is_free_where_there_is_no_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert not is_there(tmp_path / name)


def test_a_path_need_not_be_there(tmp_path: Path) -> None:
    assert place_of(tmp_path / "a" / "b") == tmp_path / "a" / "b"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\0b", '"a�b" is no usable path (no system has such a name)'),
        ("x" * 3000, f'"{"x" * 120}…" is no usable path (File name too long)'),
        (
            "~nobody-of-that-name/x",
            (
                '"~nobody-of-that-name/x" is no usable path '
                "(no home folder is known for its ~: write the path in full)"
            ),
        ),
    ],
)
def test_a_path_that_no_system_has_is_one_line_that_says_where_it_stands(
    text: str, told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        named(text, by="--out")
    assert str(caught.value) == f"--out {told}"
