"""The native buttons of a mini-app's bar, which are not in its page.

This file is also a program: the WebView's process that presses the button whose label arrives in a
pipe, as a finger or a screen reader would.
"""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from PySide6.QtWidgets import QAbstractButton

    from aitdesk.driver import MiniApp
    from e2e.conftest import Starter

PROGRAM: Final = (sys.executable, __file__)
PIPE: Final = "AITDESK_TEST_BUTTONS"
"""The variable that tells the program where the labels come from."""

ALL: Final = "?"
"""Makes the program tell every button in place of pressing one."""


@dataclass(frozen=True)
class Window:
    """A mini-app, and its native buttons."""

    miniapp: MiniApp
    pipe: Path

    @property
    def page(self) -> Page:
        """What is in the window."""
        return self.miniapp.page

    def press(self, label: str) -> None:
        """Press a native button."""
        with self.pipe.open("w") as labels:
            labels.write(f"{label}\n")

    def await_end(self) -> None:
        """Wait until the window is gone."""
        if not self.page.is_closed():
            self.page.wait_for_event("close")


def open_window(starter: Starter, folder: Path, *, target: Path | None = None) -> Window:
    """Open a mini-app whose buttons can be pressed; the pipe is made in the folder."""
    pipe = folder / "buttons"
    os.mkfifo(pipe)
    return Window(starter(target=target, command=PROGRAM, environment={PIPE: str(pipe)}), pipe)


# What follows runs in the program's process.


def press_on_demand() -> None:
    """Press what the pipe names, or tell what there is, until the process ends."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    while True:
        with Path(os.environ[PIPE]).open() as labels:  # it ends whenever one has been written
            for line in labels:
                label, app = line.strip(), QApplication.instance()
                assert app is not None
                QTimer.singleShot(0, app, tell if label == ALL else partial(press, label))


def press(label: str) -> None:
    """Press a button; on its thread."""
    (button,) = (each for each in buttons() if each.accessibleName() == label)
    button.click()


def tell() -> None:
    """Tell which buttons are to be seen, as a line of the page's console; on their thread."""
    from aitdesk.engine.qt.window import FurtherWindow as OpenedWindow

    shown = [each for each in buttons() if each.isVisible()]
    labels = " ".join(each.accessibleName() for each in shown)
    window = shown[0].window()
    assert isinstance(window, OpenedWindow)
    window.controls.tell(lambda session: session.logged("info", labels, source="bar", line=0))


def buttons() -> list[QAbstractButton]:
    """Return those of the mini-app's window, which is not the first, from left to right."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractButton, QApplication

    from aitdesk.engine.qt.window import FurtherWindow as OpenedWindow

    found = [
        each
        for each in QApplication.allWidgets()
        if isinstance(each, QAbstractButton) and isinstance(each.window(), OpenedWindow)
    ]
    return sorted(found, key=lambda each: each.mapToGlobal(QPoint(0, 0)).x())


def main() -> None:
    """Run the command that the driver runs."""
    from aitdesk.__main__ import main as run

    threading.Thread(target=press_on_demand, daemon=True).start()
    run()


if __name__ == "__main__":
    main()
