"""What a mini-app has put into the bar: its own button, a home button, or as a game neither."""

from __future__ import annotations

from contextlib import suppress
from shutil import copytree
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from native_buttons import ALL, Window, open_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from e2e.conftest import Starter

CLOSE, HOME = "닫기", "홈"
WELL: Final = "the WebView process ended: exit code 0"
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


def end_of(window: Window) -> str | None:
    """Wait until the window is gone, and return how the process ends then."""
    window.await_end()
    window.miniapp.close()
    window.miniapp.process.stop()
    return window.miniapp.process.ended()


@pytest.fixture
def opened(start_miniapp: Starter, sdk_page: str, tmp_path: Path) -> Callable[[str, str], Window]:
    """Open a mini-app of this name that configures its bar."""

    def open_(name: str, more: str) -> Window:
        copytree(sdk_page, tmp_path / "dist")
        (tmp_path / "granite.config.ts").write_text(CONFIG.format(name=name, more=more), "utf-8")
        window = open_window(start_miniapp, tmp_path, target=tmp_path)
        window.page.wait_for_function("window.sdk")
        return window

    return open_


def test_the_button_of_the_mini_app_tells_each_press(
    opened: Callable[[str, str], Window],
) -> None:
    window = opened("단추", "")
    page, shell = window.page, window.miniapp.shell
    page.evaluate(LISTEN)
    shell.await_entry("subscribe", name="navigationAccessoryEvent")
    for button in (["heart", "하트", "icon-heart-mono"], ["star", "별", "icon-star-mono"]):
        page.evaluate(ADD, button)
        window.press(button[1])
        page.wait_for_function("(id) => heard.at(-1)?.id === id", arg=button[0])
    window.press("별")
    page.wait_for_function("heard.length === 3")
    assert page.evaluate("heard") == [{"id": "heart"}, {"id": "star"}, {"id": "star"}]


def test_the_configured_button_is_there_until_it_is_removed(
    opened: Callable[[str, str], Window],
) -> None:
    window = opened("단추", INITIAL)
    page, shell = window.page, window.miniapp.shell
    page.evaluate(LISTEN)
    shell.await_entry("subscribe", name="navigationAccessoryEvent")
    window.press("검색")
    page.wait_for_function("heard.length === 1")
    page.evaluate("sdk.partner.removeAccessoryButton()")
    # Nobody can press it now; a program that could all the same would not be heard.
    window.press("검색")
    shell.await_entry("state", text="the accessory button was pressed")
    page.evaluate("sdk.getNetworkStatus()")
    assert page.evaluate("heard") == [{"id": "first"}]


def test_the_home_button_leads_home_unless_the_mini_app_listens(
    opened: Callable[[str, str], Window],
) -> None:
    window = opened("집", "navigationBar: { withHomeButton: true },")
    page, shell = window.page, window.miniapp.shell
    page.evaluate("location.href = '/deep?x=1'")
    shell.await_entry("navigation", url="https://bar-test.apps.tossmini.com/deep?x=1")
    page.wait_for_function("window.sdk && location.pathname === '/deep'")
    page.evaluate("""() => {
      window.heard = 0;
      window.stop_ = sdk.graniteEvent.addEventListener("homeEvent", { onEvent: () => heard++ });
    }""")
    shell.await_entry("subscribe", name="homeEvent")
    window.press(HOME)
    page.wait_for_function("heard === 1")
    assert page.evaluate("location.pathname") == "/deep"
    page.evaluate("stop_()")
    shell.await_entry("unsubscribe", name="homeEvent")
    window.press(HOME)
    page.wait_for_function("location.pathname === '/'")


@pytest.mark.parametrize(
    ("name", "question"),
    [("벽돌깨기", "벽돌깨기를 종료할까요?"), ("떡볶이 왕국", "떡볶이 왕국을 종료할까요?")],
)
def test_a_game_asks_before_it_closes(
    opened: Callable[[str, str], Window], name: str, question: str
) -> None:
    window = opened(name, 'webViewProps: { type: "game" },')
    sheet = window.miniapp.sheet
    window.press(CLOSE)
    expect(sheet).to_contain_text(question)
    sheet.get_by_test_id("aitdesk-choice-cancel").click()
    expect(sheet).to_have_count(0)
    assert window.page.evaluate("sdk.getNetworkStatus()") == "WIFI"
    window.press(CLOSE)
    # The page may be gone before Playwright hears that it has clicked.
    with suppress(PlaywrightError):
        sheet.get_by_test_id("aitdesk-choice-close").click(no_wait_after=True)
    assert end_of(window) == WELL


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
    opened: Callable[[str, str], Window], more: str, shown: str
) -> None:
    window = opened("이름", more)
    window.press(ALL)
    assert window.miniapp.shell.await_entry("console", source="bar")["text"] == shown


@pytest.mark.parametrize("is_transparent", [False, True])
def test_a_page_under_a_transparent_bar_has_the_whole_screen(
    opened: Callable[[str, str], Window], *, is_transparent: bool
) -> None:
    more = "navigationBar: { transparentBackground: true }," if is_transparent else ""
    window = opened("창", more)
    height = window.page.evaluate("innerHeight")
    window.press(CLOSE)
    assert (height, end_of(window)) == (852 if is_transparent else 754, WELL)
