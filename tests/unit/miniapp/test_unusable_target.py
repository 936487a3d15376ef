"""A target that no system can open, or that leads elsewhere: refused in one line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from targets import refusal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("a\0b", 'TARGET "a�b" is no usable path (no system has such a name)'),
        ("x" * 3000, f'TARGET "{"x" * 120}…" is no usable path (File name too long)'),
        ("\x1b[31mred\nline", 'TARGET "�[31mred�line" is not there: '),
        ("\udcff", 'TARGET "�" is not there: '),
    ],
)
def test_a_target_that_cannot_be_is_one_line(target: str, told: str) -> None:
    assert refusal(target).startswith(told)
    assert refusal(target).isprintable()


def test_links_that_go_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    told = f'TARGET "{tmp_path}/loop" is no usable path (Too many levels of symbolic links)'
    assert refusal(str(tmp_path / "loop")) == told


def test_a_root_page_outside_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").symlink_to(tmp_path / "index.html")
    told = f"{tmp_path}/site/index.html is a link out of its folder: what it means is not served"
    assert refusal(str(tmp_path / "site")) == told


def test_a_root_page_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "index.html")
    told = f"{tmp_path}/index.html cannot be read (it is no regular file)"
    assert refusal(str(tmp_path)) == told
