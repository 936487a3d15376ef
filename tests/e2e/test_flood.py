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
# The channel lies open to the page; what goes past the bridge is what the host has to bound.
PAST_THE_BRIDGE = """async (times) => {
  const { webChannelTransport: transport } = window.qt;
  const send = transport.send;
  const message = await new Promise((found) => {
    transport.send = (text) => {
      if (JSON.parse(text).type === 9) found(text);
      return send.call(transport, text);
    };
    window.ReactNativeWebView.postMessage("{}");
  });
  transport.send = send;
  for (let i = 0; i < times; i++) transport.send(message);
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
    assert miniapp.page.evaluate(CALL_AT_ONCE, 10_000) == 10_000
    assert miniapp.shell.journal("problem") == []


def test_a_page_that_floods_the_channel_is_cut_off_until_it_is_loaded_again(
    miniapp: MiniApp,
) -> None:
    miniapp.page.evaluate(PAST_THE_BRIDGE, 50_000)
    told = miniapp.shell.await_entry("problem")["text"]
    assert told.endswith("it is cut off, and nothing of it is heard until it is loaded again")
    assert len(miniapp.shell.journal("problem")) == 1
    miniapp.page.reload()
    miniapp.page.wait_for_function("'sdk' in window")
    assert miniapp.page.evaluate(CALL_AT_ONCE, 10) == 10


def test_a_text_that_was_cut_inside_an_emoji_comes_back_from_storage(miniapp: MiniApp) -> None:
    # The half is JavaScript's own escape: no text of Python's gets to a page with one in it.
    stored = miniapp.page.evaluate(f"() => ({STORED})('cut \\ud83d')")
    call = miniapp.shell.calls("setStorageItem")[-1]
    assert (stored, call.args) == (True, ["cut \ufffd", "cut \ufffd"])
    assert miniapp.shell.state()["clipboard"] is not None
