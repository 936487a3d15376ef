from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.miniapp.sdk_detection import evidence_in_scripts

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = "a.__CONSTANT_HANDLER_MAP", "a.__appsInTossConstants"


def told(folder: Path, files: dict[str, str]) -> tuple[str, str] | None:
    """Return the line that these files tell, and which of them does."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    evidence = evidence_in_scripts(folder)
    return None if evidence is None else (evidence.line.value, evidence.told_by)


@pytest.mark.parametrize(
    ("files", "evidence"),
    [
        ({}, None),
        ({"index.html": "", "a.js": "nothing"}, None),
        ({"index.html": f"<script>{OLD}</script>"}, ("2", "index.html")),
        ({"index.html": f"<script>{NEW}</script>"}, ("3", "index.html")),
        ({"assets/index-1a.js": OLD}, ("2", "assets/index-1a.js")),
        ({"assets/index-1a.mjs": NEW}, ("3", "assets/index-1a.mjs")),
        ({"assets/index-1a.js": OLD + NEW}, ("3", "assets/index-1a.js")),
        ({"a.js": OLD, "b/c/d.js": NEW}, ("3", "b/c/d.js")),
        ({"a.js": OLD, "b.js": OLD}, ("2", "a.js")),
        ({"a.css": NEW, "a.json": NEW, "a.js.map": NEW, "other.html": NEW}, None),
        ({"node_modules/a.js": NEW, ".cache/a.js": NEW}, None),
    ],
)
def test_the_scripts_of_a_folder_tell_the_line(
    files: dict[str, str], evidence: tuple[str, str] | None, tmp_path: Path
) -> None:
    assert told(tmp_path, files) == evidence


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.js").write_text(NEW)
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "a.js").symlink_to(tmp_path / "outside" / "a.js")
    (tmp_path / "page" / "b").symlink_to(tmp_path / "outside")
    assert evidence_in_scripts(tmp_path / "page") is None


def test_no_more_is_read_than_a_start_has_time_for(tmp_path: Path) -> None:
    with (tmp_path / "a.js").open("wb") as large:
        large.truncate(16 << 20)
    (tmp_path / "b.js").write_text(NEW)
    assert evidence_in_scripts(tmp_path) is None


def test_no_more_files_are_read_than_a_start_has_time_for(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.js").touch()
    (tmp_path / "x.js").write_text(NEW)
    assert evidence_in_scripts(tmp_path) is None
