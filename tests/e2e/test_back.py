"""Leaving and staying: the native buttons of the bar, and closeView.

The window has no remote control, so this file is also a program: a preview that presses the
button whose label arrives on its standard input, as a finger or a screen reader would.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

if TYPE_CHECKING:
    from aitdesk.session import Session
    from e2e.conftest import MiniApp, Starter

BACK, CLOSE = "뒤로가기", "닫기"
PROGRAM = (sys.executable, __file__)


def on_environment_page(run_miniapp: Starter) -> MiniApp:
    miniapp = run_miniapp(command=PROGRAM)
    miniapp.page.get_by_test_id("tab-environment").click()
    expect(miniapp.page.get_by_test_id("toggle-backEvent")).to_be_visible()
    return miniapp


def test_a_subscriber_gets_back_and_nothing_else_happens(run_miniapp: Starter) -> None:
    miniapp = on_environment_page(run_miniapp)
    page = miniapp.page
    page.get_by_test_id("toggle-backEvent").click()
    miniapp.entry("subscribe", name="backEvent")
    for times in ("1", "2"):
        miniapp.press(BACK)
        expect(page.get_by_test_id("count-backEvent")).to_have_attribute("data-count", times)
    assert page.url.split("?")[0].endswith("/environment")
    assert "value" not in miniapp.entry("event", name="backEvent")


def test_back_leads_through_the_history_once_nobody_listens(run_miniapp: Starter) -> None:
    miniapp = on_environment_page(run_miniapp)
    page = miniapp.page
    page.get_by_test_id("toggle-backEvent").click()
    miniapp.entry("subscribe", name="backEvent")
    page.get_by_test_id("toggle-backEvent").click()
    miniapp.entry("unsubscribe", name="backEvent")
    miniapp.press(BACK)
    expect(page.get_by_test_id("session")).to_be_visible()
    assert page.evaluate("location.pathname") == "/"


def test_back_at_the_first_page_ends_the_run(run_miniapp: Starter) -> None:
    miniapp = run_miniapp(command=PROGRAM)
    miniapp.entry("loaded", ok=True)
    miniapp.press(BACK)
    assert miniapp.wait() == 0
    assert miniapp.journal("state", text="navigation: close")


def test_the_close_button_ends_the_run_whoever_listens(run_miniapp: Starter) -> None:
    miniapp = on_environment_page(run_miniapp)
    miniapp.page.get_by_test_id("toggle-backEvent").click()
    miniapp.entry("subscribe", name="backEvent")
    miniapp.press(CLOSE)
    assert miniapp.wait() == 0


def test_close_view_ends_the_run(run_miniapp: Starter) -> None:
    miniapp = run_miniapp()
    miniapp.page.get_by_test_id("tab-environment").click()
    # The page may be gone before Playwright hears that it has clicked.
    with suppress(PlaywrightError):
        miniapp.page.get_by_test_id("run-closeView").click()
    assert miniapp.wait() == 0
    assert miniapp.journal("call", name="closeView")


# What follows runs in the program's process.


async def press_on_demand(session: Session) -> int:
    """Press what standard input names, until the window is gone."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QAbstractButton, QApplication

    pipe = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(pipe), sys.stdin
    )
    ended = asyncio.ensure_future(session.ended.wait())
    while not ended.done():
        line = asyncio.ensure_future(pipe.readline())
        await asyncio.wait({ended, line}, return_when=asyncio.FIRST_COMPLETED)
        if not line.done():
            line.cancel()
            break
        label = line.result().decode().strip()
        (button,) = (
            widget
            for widget in QApplication.allWidgets()
            if isinstance(widget, QAbstractButton) and widget.accessibleName() == label
        )
        # On the button's own thread.
        QTimer.singleShot(0, button, button.click)
    return 0


def main() -> int:
    """Preview the sample with the options that `Starter` gives."""
    from aitdesk.host import Host
    from aitdesk.preview import open_lines
    from aitdesk.wanted import Wanted, prepare

    options = argparse.ArgumentParser()
    options.add_argument("--headless", action="store_true")
    options.add_argument("--debug-port", type=int)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    wanted = Wanted(is_headless=chosen.headless, debug_port=chosen.debug_port, out=chosen.out)
    preview = prepare(wanted)
    with open_lines(chosen.out / "journal.jsonl") as lines:
        preview.journal.watch(lambda entry: print(entry.line(), file=lines))
        return Host(preview.settings, preview.journal).run(press_on_demand)


if __name__ == "__main__":
    sys.exit(main())
