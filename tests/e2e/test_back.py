"""Leaving and staying: the native buttons of the bar, and closeView.

Those buttons are not in the page, so this file is also a program: the WebView's process that
presses the button whose label arrives in a pipe, as a finger or a screen reader would.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from native_buttons import Window, open_window

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Runner
    from e2e.conftest import Opener, Starter

BACK, CLOSE = "뒤로가기", "닫기"
CLOSES_ITSELF: Final = """<!doctype html><script>
  ReactNativeWebView.postMessage(JSON.stringify(
    { type: "method", functionName: "closeView", eventId: "x", args: [] }));
</script>"""
LISTENS: Final = """<!doctype html><script>
  ReactNativeWebView.postMessage(JSON.stringify(
    { type: "addEventListener", functionName: "backEvent", eventId: "x", args: [] }));
</script>"""


@pytest.fixture
def window(start_miniapp: Starter, tmp_path: Path) -> Window:
    return open_window(start_miniapp, tmp_path)


@pytest.fixture
def on_environment_page(window: Window) -> Window:
    window.page.get_by_test_id("tab-environment").click()
    expect(window.page.get_by_test_id("toggle-backEvent")).to_be_visible()
    return window


def test_a_subscriber_gets_back_and_nothing_else_happens(on_environment_page: Window) -> None:
    window = on_environment_page
    page, shell = window.page, window.miniapp.shell
    page.get_by_test_id("toggle-backEvent").click()
    shell.await_entry("subscribe", name="backEvent")
    for times in ("1", "2"):
        window.press(BACK)
        expect(page.get_by_test_id("count-backEvent")).to_have_attribute("data-count", times)
    assert page.url.split("?")[0].endswith("/environment")
    assert "value" not in shell.await_entry("event", name="backEvent")


def test_back_leads_through_the_history_once_nobody_listens(on_environment_page: Window) -> None:
    window = on_environment_page
    page, shell = window.page, window.miniapp.shell
    page.get_by_test_id("toggle-backEvent").click()
    shell.await_entry("subscribe", name="backEvent")
    page.get_by_test_id("toggle-backEvent").click()
    shell.await_entry("unsubscribe", name="backEvent")
    window.press(BACK)
    expect(page.get_by_test_id("session")).to_be_visible()
    assert page.evaluate("location.pathname") == "/"


def test_back_at_the_first_page_closes_the_window(window: Window) -> None:
    window.press(BACK)
    window.await_end()
    assert window.miniapp.shell.journal("state", text="navigation: close")


def test_the_close_button_closes_the_window_whoever_listens(on_environment_page: Window) -> None:
    window = on_environment_page
    window.page.get_by_test_id("toggle-backEvent").click()
    window.miniapp.shell.await_entry("subscribe", name="backEvent")
    window.press(CLOSE)
    window.await_end()


def test_close_view_closes_the_window(new_miniapp: Opener) -> None:
    miniapp = new_miniapp()
    miniapp.page.get_by_test_id("tab-environment").click()
    # The page may be gone before Playwright hears that it has clicked.
    with suppress(PlaywrightError):
        miniapp.page.get_by_test_id("run-closeView").click()
    if not miniapp.page.is_closed():
        miniapp.page.wait_for_event("close")
    assert miniapp.shell.journal("call", name="closeView")


def test_back_at_the_first_page_ends_the_run(run_preview: Runner) -> None:
    run = run_preview()
    run.entry("loaded", ok=True)
    run.control.ask("POST", "/press", {"button": "back"})
    assert run.wait() == 0
    assert run.journal("state", text="navigation: close")


def test_the_close_button_ends_the_run_whoever_listens(run_preview: Runner, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(LISTENS, "utf-8")
    run = run_preview(str(tmp_path))
    run.entry("subscribe", name="backEvent")
    run.control.ask("POST", "/press", {"button": "close"})
    assert run.wait() == 0


def test_close_view_ends_the_run(run_preview: Runner, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(CLOSES_ITSELF, "utf-8")
    run = run_preview(str(tmp_path))
    assert run.wait() == 0
    assert run.journal("call", name="closeView")
