"""The wire in a real page: what is answered how, and what is not answered at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from e2e.conftest import MiniApp, Starter

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
def miniapp(keep_miniapp: Starter, sdk_page: str) -> MiniApp:
    started = keep_miniapp(
        sdk_page, "--fault", "appLogin=APP_LOGIN", "--fault", "getServerTime=undefined"
    )
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
    assert miniapp.entry("call", name=name)["outcome"] == "unanswered"
    assert f"aitdesk: {name} was not answered: this shell does not have it" in miniapp.terminal


def test_an_unknown_event_is_silent_in_the_page_and_told_loudly(miniapp: MiniApp) -> None:
    listen = "sdk.graniteEvent.addEventListener('eventOfTomorrow', { onEvent() {} }); undefined"
    miniapp.page.evaluate(listen)
    miniapp.entry("subscribe", name="eventOfTomorrow", outcome="unanswered")
    assert "aitdesk: eventOfTomorrow was not answered" in miniapp.terminal


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:70] or "empty")
def test_malformed_text_is_dropped_and_journaled(text: str, miniapp: MiniApp) -> None:
    before = len(miniapp.journal("dropped"))
    miniapp.page.evaluate("(text) => ReactNativeWebView.postMessage(text)", text)
    assert miniapp.page.evaluate("async () => (await sdk.getAnonymousKey()).type") == "HASH"
    (dropped,) = miniapp.journal("dropped")[before:]
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
    miniapp.entry("subscribe", name="backEvent")
    assert miniapp.page.evaluate("async () => (await sdk.getAnonymousKey()).type") == "HASH"
    assert len(miniapp.journal("unsubscribe", name="backEvent")) == 2


def test_strict_rejects_an_unknown_call(run_miniapp: Starter, sdk_page: str) -> None:
    page = run_miniapp(sdk_page, "--strict").page
    page.wait_for_function("'sdk' in window")
    message = page.evaluate("sdk.createAsyncBridge('callOfTomorrow')().catch(String)")
    assert "callOfTomorrow is not answered by this shell" in message
