"""A page that says more than anybody can take: slowed down, or cut off and told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

CALL_AT_ONCE = """async (times) => {
  const calls = Array.from({ length: times }, () => sdk.getAnonymousKey());
  return (await Promise.all(calls)).length;
}"""
# The bridge paces messages; an error of the page is told at once.
FAILING = """(times) => {
  for (let i = 0; i < times; i++) window.dispatchEvent(new ErrorEvent("error", { message: "x" }));
}"""
STORED = """async (text) => {
  await sdk.Storage.setItem(text, text);
  return (await sdk.Storage.getItem(text)) === text;
}"""


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    started = keep_miniapp(target=sdk_page)
    started.page.wait_for_function("'sdk' in window")
    return started


def test_more_calls_than_fit_on_the_way_are_all_answered(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(CALL_AT_ONCE, 4_000) == 4_000
    assert miniapp.shell.journal("problem") == []


def test_a_text_that_was_cut_inside_an_emoji_comes_back_from_storage(miniapp: MiniApp) -> None:
    # The half is JavaScript's own escape: no text of Python's gets to a page with one in it.
    stored = miniapp.page.evaluate(f"() => ({STORED})('cut \\ud83d')")
    call = miniapp.shell.calls("setStorageItem")[-1]
    assert (stored, call.args) == (True, ["cut \ufffd", "cut \ufffd"])
    assert miniapp.shell.state()["clipboard"] is not None


def test_a_page_that_fails_without_end_is_answered_once_it_is_loaded_again(
    miniapp: MiniApp,
) -> None:
    miniapp.page.evaluate(FAILING, 20_000)
    miniapp.page.reload()
    miniapp.page.wait_for_function("'sdk' in window")
    assert miniapp.page.evaluate(CALL_AT_ONCE, 10) == 10
