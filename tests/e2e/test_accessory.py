"""What a mini-app has put into the bar: its own button, a home button, or as a game neither.

The buttons are native, so this file is also a program: a preview of a target that presses what
its standard input names.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton

    from aitdesk.session import Session
    from e2e.conftest import MiniApp, Starter

PROGRAM: Final = (sys.executable, __file__)
CLOSE, HOME = "닫기", "홈"
ALL: Final = "?"
"""Makes the program tell every button in place of pressing one."""

CONFIG: Final = """
import {{ defineConfig }} from "@apps-in-toss/web-framework/config";
export default defineConfig({{
  appName: "bar-test",
  brand: {{ displayName: "{name}", primaryColor: "#3182F6", icon: "" }},
  {more}
  permissions: [],
  outdir: "dist",
}});
"""
LISTEN: Final = """() => {
  window.heard = [];
  sdk.tdsEvent.addEventListener("navigationAccessoryEvent", {
    onEvent: (pressed) => heard.push(pressed),
  });
}"""
ADD: Final = """([id, title, name]) =>
  sdk.partner.addAccessoryButton({ id, title, icon: { name } })"""
INITIAL: Final = """navigationBar: {
  initialAccessoryButton: { id: "first", title: "검색", icon: { name: "icon-search-mono" } },
},"""


@pytest.fixture
def opened(run_miniapp: Starter, sdk_page: str, tmp_path: Path) -> Callable[[str, str], MiniApp]:
    """Open a mini-app of this name that configures its bar."""

    def open_(name: str, more: str) -> MiniApp:
        copytree(sdk_page, tmp_path / "dist")
        (tmp_path / "granite.config.ts").write_text(CONFIG.format(name=name, more=more), "utf-8")
        miniapp = run_miniapp(str(tmp_path), command=PROGRAM)
        miniapp.page.wait_for_function("window.sdk")
        return miniapp

    return open_


def test_the_button_of_the_mini_app_tells_each_press(
    opened: Callable[[str, str], MiniApp],
) -> None:
    miniapp = opened("단추", "")
    page = miniapp.page
    page.evaluate(LISTEN)
    miniapp.entry("subscribe", name="navigationAccessoryEvent")
    for button in (["heart", "하트", "icon-heart-mono"], ["star", "별", "icon-star-mono"]):
        page.evaluate(ADD, button)
        miniapp.press(button[1])
        page.wait_for_function("(id) => heard.at(-1)?.id === id", arg=button[0])
    miniapp.press("별")
    page.wait_for_function("heard.length === 3")
    assert page.evaluate("heard") == [{"id": "heart"}, {"id": "star"}, {"id": "star"}]


def test_the_configured_button_is_there_until_it_is_removed(
    opened: Callable[[str, str], MiniApp],
) -> None:
    miniapp = opened("단추", INITIAL)
    page = miniapp.page
    page.evaluate(LISTEN)
    miniapp.entry("subscribe", name="navigationAccessoryEvent")
    miniapp.press("검색")
    page.wait_for_function("heard.length === 1")
    page.evaluate("sdk.partner.removeAccessoryButton()")
    # Nobody can press it now; a program that could all the same would not be heard.
    miniapp.press("검색")
    miniapp.entry("state", text="the accessory button was pressed")
    page.evaluate("sdk.getNetworkStatus()")
    assert page.evaluate("heard") == [{"id": "first"}]


def test_the_home_button_leads_home_unless_the_mini_app_listens(
    opened: Callable[[str, str], MiniApp],
) -> None:
    miniapp = opened("집", "navigationBar: { withHomeButton: true },")
    page = miniapp.page
    page.evaluate("location.href = '/deep?x=1'")
    miniapp.entry("navigation", url="https://bar-test.apps.tossmini.com/deep?x=1")
    page.wait_for_function("window.sdk && location.pathname === '/deep'")
    page.evaluate("""() => {
      window.heard = 0;
      window.stop_ = sdk.graniteEvent.addEventListener("homeEvent", { onEvent: () => heard++ });
    }""")
    miniapp.entry("subscribe", name="homeEvent")
    miniapp.press(HOME)
    page.wait_for_function("heard === 1")
    assert page.evaluate("location.pathname") == "/deep"
    page.evaluate("stop_()")
    miniapp.entry("unsubscribe", name="homeEvent")
    miniapp.press(HOME)
    page.wait_for_function("location.pathname === '/'")


@pytest.mark.parametrize(
    ("name", "question"),
    [("벽돌깨기", "벽돌깨기를 종료할까요?"), ("떡볶이 왕국", "떡볶이 왕국을 종료할까요?")],
)
def test_a_game_asks_before_it_closes(
    opened: Callable[[str, str], MiniApp], name: str, question: str
) -> None:
    miniapp = opened(name, 'webViewProps: { type: "game" },')
    sheet = miniapp.page.get_by_test_id("aitdesk-sheet")
    miniapp.press(CLOSE)
    expect(sheet).to_contain_text(question)
    miniapp.page.get_by_test_id("aitdesk-choice-cancel").click()
    expect(sheet).to_have_count(0)
    assert miniapp.page.evaluate("sdk.getNetworkStatus()") == "WIFI"
    miniapp.press(CLOSE)
    # The page may be gone before Playwright hears that it has clicked.
    with suppress(PlaywrightError):
        miniapp.page.get_by_test_id("aitdesk-choice-close").click(no_wait_after=True)
    assert miniapp.wait() == 0


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ("", "뒤로가기 이름 더보기 닫기"),
        (INITIAL, "뒤로가기 이름 검색 더보기 닫기"),
        ("navigationBar: { withHomeButton: true },", "뒤로가기 홈 더보기 닫기"),
        ("navigationBar: { withBackButton: false, withTitle: false },", "더보기 닫기"),
        ("navigationBar: { withHomeButton: true, withTitle: false },", "뒤로가기 더보기 닫기"),
        ('webViewProps: { type: "game" },', "더보기 닫기"),
    ],
    ids=["plain", "accessory", "home", "bare", "home without title", "game"],
)
def test_the_bar_has_what_is_configured_from_left_to_right(
    opened: Callable[[str, str], MiniApp], more: str, shown: str
) -> None:
    miniapp = opened("이름", more)
    miniapp.press(ALL)
    assert miniapp.entry("console", source="bar")["text"] == shown


@pytest.mark.parametrize("is_transparent", [False, True])
def test_a_page_under_a_transparent_bar_has_the_whole_screen(
    opened: Callable[[str, str], MiniApp], *, is_transparent: bool
) -> None:
    more = "navigationBar: { transparentBackground: true }," if is_transparent else ""
    miniapp = opened("창", more)
    height = miniapp.page.evaluate("innerHeight")
    miniapp.press(CLOSE)
    assert (height, miniapp.wait()) == (852 if is_transparent else 754, 0)


# What follows runs in the program's process.


def buttons() -> list[QAbstractButton]:
    """Return the buttons from left to right; on their thread."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractButton, QApplication

    found = [each for each in QApplication.allWidgets() if isinstance(each, QAbstractButton)]
    return sorted(found, key=lambda each: each.mapToGlobal(QPoint(0, 0)).x())


async def press_on_demand(session: Session) -> int:
    """Press what standard input names, or tell what there is, until the window is gone."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    loop, app = asyncio.get_running_loop(), QApplication.instance()
    assert app is not None

    def tell() -> None:
        labels = " ".join(each.accessibleName() for each in buttons() if each.isVisible())
        log = partial(session.logged, "info", labels, source="bar", line=0)
        loop.call_soon_threadsafe(log)

    def press(label: str) -> None:
        (button,) = (each for each in buttons() if each.accessibleName() == label)
        button.click()

    pipe = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(pipe), sys.stdin)
    ended = asyncio.ensure_future(session.ended.wait())
    while not ended.done():
        line = asyncio.ensure_future(pipe.readline())
        await asyncio.wait({ended, line}, return_when=asyncio.FIRST_COMPLETED)
        if not line.done():
            line.cancel()
            break
        label = line.result().decode().strip()
        QTimer.singleShot(0, app, tell if label == ALL else partial(press, label))
    return 0


def main() -> int:
    """Preview a target with the options that `Starter` gives."""
    from aitdesk.host import Host
    from aitdesk.preview import open_lines
    from aitdesk.wanted import Wanted, prepare

    options = argparse.ArgumentParser()
    options.add_argument("target")
    options.add_argument("--headless", action="store_true")
    options.add_argument("--debug-port", type=int)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    preview = prepare(
        Wanted(
            target=chosen.target,
            is_headless=chosen.headless,
            debug_port=chosen.debug_port,
            out=chosen.out,
        )
    )
    with open_lines(chosen.out / "journal.jsonl") as lines:
        preview.journal.watch(lambda entry: print(entry.line(), file=lines))
        return Host(preview.settings, preview.journal).run(press_on_demand)


if __name__ == "__main__":
    sys.exit(main())
