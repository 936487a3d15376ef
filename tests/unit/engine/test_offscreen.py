from __future__ import annotations

import json
from pathlib import Path

import pytest

from aitdesk.engine.qt.offscreen import screen
from aitdesk.errors import ConfigError
from aitdesk.phone.device import profile


def test_the_screen_is_as_large_and_as_sharp_as_the_phones(tmp_path: Path) -> None:
    found = screen(profile("iPhone 15 Pro"), tmp_path / "home")
    file = Path(found["QT_QPA_PLATFORM"].removeprefix("offscreen:configfile="))
    (shown,) = json.loads(file.read_text())["screens"]
    assert (found["QT_SCALE_FACTOR"], shown["width"], shown["height"]) == ("3", 1179, 2556)
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(ConfigError) as caught:
        screen(profile("iPhone 15 Pro"), tmp_path / "home")
    assert str(caught.value) == (
        f"--device-pixels: {tmp_path / 'home' / 'offscreen-1179x2556.json'} cannot be written "
        "(Not a directory): leave it out"
    )
