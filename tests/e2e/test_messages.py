"""The wire in a real page: what is answered how, and what is not answered at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Opener

READ_ERROR = """async (name) => {
  try {
    return { answer: await sdk[name]() };
  } catch (error) {
    const { code, message, name, userInfo, __isError } = error;
    return { isError: error instanceof Error, code, message, name, userInfo, __isError };
  }
}"""
# Whether the promise has settled once another call has made the whole way and back.
IS_PENDING = """async (name) => {
  let isPending = true;
  sdk.createAsyncBridge(name)().finally(() => { isPending = false; });
  await sdk.getServerTime();
  return isPending;
}"""
REPLACE_EMITTER = """async () => {
  const before = window.__GRANITE_NATIVE_EMITTER;
  const seen = [];
  window.__GRANITE_NATIVE_EMITTER = { emit: (name, value) => seen.push([name, value]) };
  const post = (functionName, eventId, args) => window.ReactNativeWebView.postMessage(
    JSON.stringify({ type: "method", functionName, eventId, args }));
  post("getStorageItem", "one", ["missing"]);
  post("debugLog", "two", [{}]);
  while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  window.__GRANITE_NATIVE_EMITTER = before;
  seen.sort();
  return { seen, isUndefined: seen.some(([, value]) => value === undefined),
           hash: (await sdk.getAnonymousKey()).type };
}"""
UNKNOWN = """<!doctype html><script>
  const post = (type, functionName) => window.ReactNativeWebView.postMessage(
    JSON.stringify({ type, functionName, eventId: functionName, args: [] }));
  post("addEventListener", "eventOfTomorrow");
  post("method", "callOfTomorrow");
</script>"""
MALFORMED = [
    "",
    "not JSON",
    "[]",
    "null",
    '"text"',
    "{}",
    '{"type":"method","functionName":"getAnonymousKey","args":[]}',
    '{"type":"method","functionName":"getAnonymousKey","eventId":7,"args":[]}',
    '{"type":"method","functionName":"getAnonymousKey","eventId":"x"}',
    '{"type":"constant","functionName":"getAnonymousKey","eventId":"x","args":[]}',
    '{"type":"method","functionName":"getAnonymousKey","eventId":"x","args":[NaN]}',
    "[" * 5000,
]


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    faults = {"appLogin": "APP_LOGIN", "getServerTime": "undefined"}
    started = keep_miniapp(target=sdk_page, state={"faults": {"outcomes": faults}})
    started.page.wait_for_function("'sdk' in window")
    return started


def test_undefined_is_kept_apart_from_null(miniapp: MiniApp) -> None:
    page = miniapp.page
    assert page.evaluate("async () => (await sdk.Storage.getItem('missing')) === null")
    assert page.evaluate("async () => (await sdk.createAsyncBridge('debugLog')({})) === undefined")


def test_a_rejection_is_an_error_with_its_code(miniapp: MiniApp) -> None:
    error = miniapp.page.evaluate(READ_ERROR, "appLogin")
    assert error == {
        "isError": True,
        "code": "APP_LOGIN",
        "message": "login is not possible (asked for)",
        "name": "Error",
        "userInfo": {},
        "__isError": True,
    }


@pytest.mark.parametrize("name", ["callOfTomorrow", "constructor", "__proto__"])
def test_an_unknown_call_stays_pending_and_is_told_loudly(name: str, miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(IS_PENDING, name)
    assert miniapp.shell.await_entry("call", name=name)["outcome"] == "unanswered"


def test_an_unknown_event_is_silent_in_the_page(miniapp: MiniApp) -> None:
    listen = "sdk.graniteEvent.addEventListener('eventOfTomorrow', { onEvent() {} }); undefined"
    miniapp.page.evaluate(listen)
    miniapp.shell.await_entry("subscribe", name="eventOfTomorrow", outcome="unanswered")


def test_what_is_not_answered_is_told_loudly(look: Looker, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(UNKNOWN, "utf-8")
    lines = look(str(tmp_path)).lines
    assert [line for line in lines if "was not answered" in line] == [
        "aitdesk: eventOfTomorrow was not answered: this shell does not have it",
        "aitdesk: callOfTomorrow was not answered: this shell does not have it",
    ]


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:70] or "empty")
def test_malformed_text_is_dropped_and_journaled(text: str, miniapp: MiniApp) -> None:
    before = len(miniapp.shell.journal("dropped"))
    miniapp.page.evaluate("(text) => ReactNativeWebView.postMessage(text)", text)
    assert miniapp.page.evaluate("async () => (await sdk.getAnonymousKey()).type") == "HASH"
    (dropped,) = miniapp.shell.journal("dropped")[before:]
    assert dropped["text"] == text[:200]


def test_a_page_that_replaces_the_emitter_goes_on_hearing(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(REPLACE_EMITTER) == {
        "seen": [["debugLog/resolve/two", None], ["getStorageItem/resolve/one", None]],
        "isUndefined": True,
        "hash": "HASH",
    }


def test_unsubscribing_twice_is_harmless(miniapp: MiniApp) -> None:
    miniapp.page.evaluate("""() => {
      const stop = sdk.graniteEvent.addEventListener("backEvent", { onEvent() {} });
      stop();
      stop();
    }""")
    miniapp.shell.await_entry("subscribe", name="backEvent")
    assert miniapp.page.evaluate("async () => (await sdk.getAnonymousKey()).type") == "HASH"
    assert len(miniapp.shell.journal("unsubscribe", name="backEvent")) == 2


def test_strict_rejects_an_unknown_call(new_miniapp: Opener, sdk_page: str) -> None:
    page = new_miniapp(target=sdk_page, strict=True).page
    page.wait_for_function("'sdk' in window")
    message = page.evaluate("sdk.createAsyncBridge('callOfTomorrow')().catch(String)")
    assert "callOfTomorrow is not answered by this shell" in message
