"""The wire of SDK 3.x in a real page: what is posted, what is answered how, and what is dropped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from phone import Phone, open_phone
from standin import BARE, ended, settle, with_head

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aitdesk.value import Json
    from e2e.command import Looker
    from e2e.conftest import Opener
    from e2e.site import Answer, Site

    OpenSite = Callable[[Mapping[str, Answer]], Site]


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, noting: str) -> Phone:
    return open_phone(keep_miniapp, noting)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


# What is posted.


def test_nothing_is_posted_and_made_until_the_first_call(phone: Phone) -> None:
    seen = phone.page.evaluate(
        """() => {
          const read = [sdk.getLocale(), sdk.loadFullScreenAd.isSupported(),
                        sdk.TossAds.initialize.isSupported(), sdk.Device.os];
          return [read, posted, typeof nativeEmitter, typeof nativeEmitterMap];
        }"""
    )
    assert seen == [["ko-KR", True, True, "ios"], [], "undefined", "undefined"]


def test_the_first_call_is_announced_and_every_later_one_is_not(phone: Phone) -> None:
    settle(phone, "() => sdk.getNetworkStatus()")
    settle(phone, "() => sdk.Storage.getItem('x')")
    hello, first, second = phone.page.evaluate("posted.map((text) => JSON.parse(text))")
    bridge_id = hello["bridgeId"]
    assert hello == {"type": "getBridgeState", "bridgeId": bridge_id}
    numbers = [message["body"].pop("eventId") for message in (first, second)]
    assert [first, second] == [
        {"type": "bridge", "body": {"method": name, "args": args}, "bridgeId": bridge_id}
        for name, args in (("getNetworkStatus", []), ("getStorageItem", [{"key": "x"}]))
    ]
    assert [len(each) for each in {bridge_id, *numbers}] == [21, 21, 21]


def test_a_page_that_becomes_visible_says_so_and_needs_no_answer(phone: Phone) -> None:
    become_visible = "document.dispatchEvent(new Event('visibilitychange'))"
    phone.page.evaluate(become_visible)
    before = phone.page.evaluate("posted")
    settle(phone, "() => sdk.getNetworkStatus()")
    phone.page.evaluate(become_visible)
    settle(phone, "() => sdk.getNetworkStatus()")
    types = phone.page.evaluate("posted.map((text) => JSON.parse(text).type)")
    told = phone.page.evaluate("emitted.map(([event]) => event.split('-')[0])")
    assert (before, types, told) == (
        [],
        ["getBridgeState", "bridge", "getBridgeState", "bridge"],
        ["getNetworkStatus", "getNetworkStatus"],
    )
    assert phone.miniapp.shell.journal("dropped") == []


# What this shell does not have.

UNKNOWN: Final = ["callOfTomorrow", "call-of-tomorrow", "내일"]


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_call_is_rejected_with_true_and_journaled(phone: Phone, name: str) -> None:
    assert ended(phone, f"{BARE}.loose['{name}']()") == ["rejects", True]
    assert phone.miniapp.shell.await_entry("call", name=name)["outcome"] == "unanswered"


@pytest.mark.parametrize("name", ["constructor", "__proto__", "toString"])
def test_a_name_that_every_object_has_is_as_unknown(phone: Phone, name: str) -> None:
    # The transport has them itself, so that only a page without it can ask for them.
    phone.get("getNetworkStatus")
    asked = message(body={"method": name, "eventId": "x", "args": []})
    phone.page.evaluate("(text) => ReactNativeWebView.postMessage(text)", json.dumps(asked))
    phone.page.wait_for_function("() => emitted.at(-1)[0].endsWith('-x')")
    assert phone.page.evaluate("emitted.at(-1)") == [f"{name}-x", [{}, True]]
    assert phone.miniapp.shell.await_entry("call", name=name)["outcome"] == "unanswered"


def test_an_unknown_event_gives_true_to_on_error_and_is_journaled(phone: Phone) -> None:
    said = settle(
        phone,
        """() => new Promise((onError) => sdk.graniteEvent.addEventListener("eventOfTomorrow",
             { onEvent() {}, onError: (...reasons) => onError(reasons) }))""",
    )
    entry = phone.miniapp.shell.await_entry("subscribe", name="eventOfTomorrow")
    assert (said, entry["outcome"], entry["line"]) == ([True], "unanswered", "3")


@pytest.mark.parametrize("name", ["createAsyncBridge", "debugLog", "loadAppsInTossAdMob"])
def test_a_name_of_the_other_line_alone_is_unknown(phone: Phone, name: str) -> None:
    assert ended(phone, f"{BARE}.loose.{name}()") == ["rejects", True]


def test_a_member_that_the_transport_lacks_fails_in_the_page_and_is_journaled(
    phone: Phone,
) -> None:
    how, error = ended(phone, f"{BARE}.tomorrow(1)")
    reason = "the page asked its transport for 'tomorrow', which it does not define"
    phone.miniapp.shell.await_entry("dropped", reason=reason)
    assert (how, error["name"], error["message"]) == (
        "rejects",
        "MethodNotFoundError",
        "Method tomorrow is not defined",
    )


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        (f"{BARE}.loose.callOfTomorrow().catch(() => {{}})", "callOfTomorrow was not answered"),
        (
            "sdk.tdsEvent.addEventListener('eventOfTomorrow', { onEvent() {} })",
            "eventOfTomorrow was not answered",
        ),
        (f"{BARE}.tomorrow()", "MethodNotFoundError: Method tomorrow is not defined"),
        ("sdk.openURL('x')", "the page threw: Unhandled rejection: Error: Unable to open URL"),
    ],
    ids=["unknown call", "unknown event", "no member", "unhandled refusal"],
)
def test_a_single_look_fails_with_a_line_that_names(
    look: Looker, standin_page: str, tmp_path: Path, statement: str, line: str
) -> None:
    script = f'<script type="module">{statement};</script>'
    looked = look(with_head(standin_page, tmp_path / "page", "", end=script))
    assert looked.exit_code == 1
    (told,) = (each for each in looked.lines if line in each)
    assert f"✗ {told.removeprefix('aitdesk: ')}" in looked.stdout


def test_every_unknown_name_is_told_in_the_terminal(
    look: Looker, standin_page: str, tmp_path: Path
) -> None:
    calls = [f"{BARE}.loose['{name}']().catch(() => {{}});" for name in UNKNOWN]
    listen = "sdk.graniteEvent.addEventListener('eventOfTomorrow', { onEvent() {}, onError() {} });"
    script = f'<script type="module">{"".join(calls)}{listen}</script>'
    looked = look(with_head(standin_page, tmp_path / "page", "", end=script))
    assert [line for line in looked.lines if "was not answered" in line] == [
        f"aitdesk: {name} was not answered: this shell does not have it"
        for name in (*UNKNOWN, "eventOfTomorrow")
    ]


def test_a_single_look_passes_when_all_is_answered(
    look: Looker, standin_page: str, tmp_path: Path
) -> None:
    script = '<script type="module">sdk.getAnonymousKey();</script>'
    looked = look(with_head(standin_page, tmp_path / "page", "", end=script))
    assert (looked.exit_code, looked.journal("call", name="getAnonymousKey")[0]["line"]) == (0, "3")


# What is dropped.


def message(**more: Json) -> dict[str, Json]:
    body: Json = {"method": "getAnonymousKey", "eventId": "x", "args": []}
    return {"type": "bridge", "body": body, "bridgeId": "b", **more}


MALFORMED: Final[dict[str, Json]] = {
    "no message": {},
    "no object": [message()],
    "an id that is a number": message(bridgeId=7),
    "a hello with an id that is a number": {"type": "getBridgeState", "bridgeId": 7},
    "an id that is null": message(bridgeId=None),
    "a type of nobody": message(type="tomorrow"),
    "no type": {"bridgeId": "b", "body": {}},
    "no body": {"type": "bridge", "bridgeId": "b"},
    "a body that is a list": message(body=[]),
    "a name that is a number": message(body={"method": 7, "eventId": "x", "args": []}),
    "an event that is null": message(body={"method": "share", "eventId": None, "args": []}),
    "no event": message(body={"method": "share", "args": []}),
    "no arguments": message(body={"method": "share", "eventId": "x"}),
    "arguments by name": message(body={"method": "share", "eventId": "x", "args": {}}),
    "a line of the transport's console": {"type": "log", "body": {"method": "log", "args": "[]"}},
}
JUNK: Final = {
    "half a message": '{"type":"bridge","bridgeId":"b","body":{"method":"getAno',
    "a number that is none": '{"type":"bridge","bridgeId":"b","body":NaN}',
    "a million letters": "x" * 1_000_000,
    "a message with a million letters": f'{{"bridgeId":"{"x" * 1_000_000}"}}',
    "a depth of thousands": '{"type":"bridge","bridgeId":"b","body":' + "[" * 100_000,
}


def dropped_after(phone: Phone, text: str) -> list[dict[str, Any]]:
    """Post a text past the SDK; return what was dropped by the time that a later call is over."""
    after = phone.ask("GET", "/journal?limit=5000")["next_after"]
    phone.page.evaluate("(text) => ReactNativeWebView.postMessage(text)", text)
    assert settle(phone, "async () => (await sdk.getAnonymousKey()).type") == "HASH"
    entries = phone.ask("GET", f"/journal?after={after}&limit=5000")["entries"]
    return [entry for entry in entries if entry["kind"] == "dropped"]


@pytest.mark.parametrize("what", [*MALFORMED, *JUNK])
def test_what_is_no_message_is_dropped_once_and_harms_nothing(phone: Phone, what: str) -> None:
    text = json.dumps(MALFORMED[what]) if what in MALFORMED else JUNK[what]
    (dropped,) = dropped_after(phone, text)
    assert dropped["text"] == text[:200]


@pytest.mark.parametrize("copy", ["nobody", "__proto__", "constructor", "", "x" * 10_000])
def test_a_call_of_a_copy_that_the_page_does_not_have_harms_nothing(
    phone: Phone, copy: str
) -> None:
    assert dropped_after(phone, json.dumps(message(bridgeId=copy))) == []
    assert phone.miniapp.shell.journal("page_error") == []


def test_a_subscription_that_names_no_event_is_a_call_that_nobody_has(phone: Phone) -> None:
    asked = "{ subscriptionId: 'x' }"
    assert ended(phone, f"{BARE}.loose.__subscribeAppEvent({asked})") == ["rejects", True]


def test_ending_a_subscription_twice_or_one_of_nobody_is_harmless(phone: Phone) -> None:
    phone.listen("graniteEvent.addEventListener", "backEvent")
    phone.forget()
    phone.forget()
    nobody = ended(phone, f"{BARE}.loose.__unsubscribeAppEvent({{ subscriptionId: 'nobody' }})")
    assert (nobody, phone.get("getNetworkStatus")) == (["resolves"], "WIFI")
    assert phone.ask("POST", "/events", {"name": "backEvent"}) == {"told": 0}


FOREIGN: Final = """<!doctype html><script>
  window.isAnswered = false;
  const emit = () => { window.isAnswered = true; };
  window.nativeEmitterMap = { b: { emit } };
  const post = (type, method, args) => ReactNativeWebView.postMessage(JSON.stringify(
    { type, bridgeId: "b", body: { method, eventId: "x", args } }));
  const isOwn = location.pathname === "/own";
  post("getBridgeState");
  post("bridge", isOwn ? "getNetworkStatus" : "setStorageItem", [{ key: "k", value: "v" }]);
  if (!isOwn) post("bridge", "__subscribeAppEvent", [{ method: "backEvent", subscriptionId: "s" }]);
</script>"""


def test_a_page_of_another_origin_cannot_call_and_not_subscribe(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    own, foreign = (open_site({path: answer(FOREIGN)}) for path in ("/own", "/foreign"))
    miniapp = new_miniapp(target=f"{own.url}/own")
    page = miniapp.page
    page.wait_for_function("isAnswered")
    page.evaluate("(url) => { location.href = url; }", f"{foreign.url}/foreign")
    page.wait_for_url(f"{foreign.url}/foreign")
    miniapp.shell.await_entry("dropped", name="backEvent")
    reason = f"{foreign.url} is not the mini-app's origin"
    entries = miniapp.shell.journal("dropped", reason=reason)
    # The native shell's own script calls debugLog on every page.
    dropped = [entry["name"] for entry in entries if entry["name"] != "debugLog"]
    assert dropped == ["getBridgeState", "setStorageItem", "backEvent"]
    assert page.evaluate("isAnswered") is False
    page.evaluate("(url) => { location.href = url; }", f"{own.url}/own")
    page.wait_for_url(f"{own.url}/own")
    page.wait_for_function("window.isAnswered")
    assert miniapp.shell.journal("call", name="setStorageItem") == []
    assert miniapp.shell.journal("subscribe") == []
