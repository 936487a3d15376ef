"""The window on a display: an X server of the test's own, a picture of its screen, a real mouse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QImage

from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

AITDESK = str(Path(sys.executable).with_name("aitdesk"))
TITLE = "에이아이티 샘플"
WIDTH_PX, HEIGHT_PX, BAR_PX = 393, 852, 98

# Only a program on the display can see it, and Qt takes one platform a process.
TAKE_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


@dataclass
class Window:
    """A run of the sample on a display, with where its window is on the screen."""

    process: subprocess.Popen[bytes]
    display: str
    out: Path
    x_px: int = 0
    y_px: int = 0

    def entries(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        """Return the journal's entries of this kind that have these fields."""
        file = self.out / "journal.jsonl"
        lines = file.read_text("utf-8").rpartition("\n")[0].split("\n") if file.exists() else []
        entries = [json.loads(line) for line in lines if line]
        return [each for each in entries if {**each, **fields, "kind": kind} == each]

    def wait_for(self, kind: str, **fields: object) -> None:
        """Wait for such an entry."""
        wait_until(lambda: self.entries(kind, **fields), what=lambda: f"no {kind} {fields}")

    def find(self) -> None:
        """Note where the window is, once it is there."""
        search = ("search", "--onlyvisible", "--name", TITLE)
        wait_until(lambda: self.xdotool(*search), what=lambda: "no window")
        (window,) = self.xdotool(*search).split()
        geometry = self.xdotool("getwindowgeometry", "--shell", window).split()
        place = dict(line.split("=") for line in geometry)
        self.x_px, self.y_px = int(place["X"]), int(place["Y"])

    def click(self, x_px: int, y_px: int) -> None:
        """Click a place of the window."""
        place = (str(self.x_px + x_px), str(self.y_px + y_px))
        self.xdotool("mousemove", *place, "click", "1")

    def picture(self) -> QImage:
        """Return what the screen shows of the window."""
        file = str(self.out / "screen.png")
        child = [sys.executable, "-c", TAKE_PICTURE, file]
        subprocess.run(child, env=on(self.display), check=True)
        return QImage(file).copy(self.x_px, self.y_px, WIDTH_PX, HEIGHT_PX)

    def xdotool(self, *words: str) -> str:
        """Do something with the mouse and keyboard of the display."""
        words = ("xdotool", *words)
        done = subprocess.run(words, env=on(self.display), capture_output=True, check=False)
        return done.stdout.decode()


def on(display: str) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("QT")}
    return {**kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def colours(picture: QImage, *, from_px: int, to_px: int) -> int:
    """Count the colours of some rows."""
    rows = range(from_px, to_px, 2)
    return len({picture.pixel(x, y) for y in rows for x in range(0, picture.width(), 2)})


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server with a screen larger than a phone."""
    reader, writer = os.pipe()
    screen = ("-screen", "0", "800x1000x24", "-nolisten", "tcp")
    server = subprocess.Popen(
        ("Xvfb", "-displayfd", str(writer), *screen),
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.fixture
def window(display: str, tmp_path: Path) -> Iterator[Window]:
    """The sample, loaded and painted."""
    command = (AITDESK, "preview", "--out", str(tmp_path / "out"))
    environment = {**on(display), "AITDESK_HOME": str(tmp_path / "home")}
    with (tmp_path / "stderr").open("w") as stderr:
        process = subprocess.Popen(command, env=environment, stderr=stderr)
    window = Window(process, display, tmp_path / "out")
    try:
        window.wait_for("call", name="setStorageItem")
        window.find()
        yield window
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def test_the_screen_shows_bar_and_page(window: Window) -> None:
    def is_shown() -> bool:
        picture = window.picture()
        bar = colours(picture, from_px=0, to_px=BAR_PX)
        page = colours(picture, from_px=BAR_PX + 2, to_px=700)
        # Text alone has dozens of shades; a page that is not composed has its background.
        return bar > 20 and page > 50

    wait_until(is_shown, what=lambda: f"an empty window: {window.out / 'screen.png'}")


def test_close_ends_the_run(window: Window) -> None:
    window.click(360, 76)
    assert window.process.wait(PATIENCE_S) == 0


def test_back_goes_back_inside_the_page_and_then_closes(window: Window) -> None:
    window.click(196, 780)  # the second tab of the sample
    window.wait_for("navigation", url="https://aitdesk-sample.apps.tossmini.com/storage")
    window.click(26, 76)
    window.wait_for("state", text="navigation: history_back")
    wait_until(
        lambda: "/storage" not in window.entries("navigation")[-1]["url"],
        what=lambda: str(window.entries("navigation")),
    )
    window.click(26, 76)
    assert window.process.wait(PATIENCE_S) == 0


def test_home_on_the_keyboard_goes_to_the_first_page(window: Window) -> None:
    window.click(196, 780)
    window.wait_for("navigation", url="https://aitdesk-sample.apps.tossmini.com/storage")
    window.xdotool("key", "alt+Home")
    window.wait_for("navigation", url="https://aitdesk-sample.apps.tossmini.com/")


def test_more_loads_the_page_again(window: Window) -> None:
    window.click(318, 76)
    # The menu is white where the page under it is grey.
    wait_until(
        lambda: window.picture().pixelColor(225, 105).name() == "#ffffff", what=lambda: "no menu"
    )
    window.click(298, 124)
    wait_until(lambda: len(window.entries("loaded")) > 1, what=lambda: "no second load")
