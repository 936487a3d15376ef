"""The contributors' map is that of the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from package_source import ROOMS

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
FILE = ROOT / "host" / "README.md"
NO_FOLDERS = ("errors", "value", "journal", "__main__")


def test_the_picture_shows_the_rooms_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    from rooms import drawn

    text = FILE.read_text("utf-8")
    assert drawn(text) == text


def test_the_table_names_the_rooms_in_their_order() -> None:
    named = re.findall(r"^\| `(\w+)/` \|", FILE.read_text("utf-8"), re.MULTILINE)
    assert named == [each for each in ROOMS if each not in NO_FOLDERS]
