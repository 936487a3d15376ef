"""Answers over the wire of SDK 3.x: failures with all that they carry, and values as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from phone import Phone, open_phone
from standin import BARE, ended, settle

if TYPE_CHECKING:
    from aitdesk.value import Json
    from e2e.conftest import Opener

# Over the bare transport a failure with members is a value: it is the SDK that throws it.
FAILURES: Final = {
    "sdk.appLogin()": "rejects",
    "sdk.getServerTime()": "rejects",
    "sdk.getClipboardText()": "rejects",
    "sdk.getPermission({ name: 'contacts', access: 'write' })": "rejects",
    "sdk.getTossShareLink('/a')": "rejects",
    f"{BARE}.loose.callOfTomorrow()": "rejects",
    f"{BARE}.loose.getServerTime()": "rejects",
    f"{BARE}.loose.getCurrentLocation({{ accuracy: 3 }})": "resolves",
    f"{BARE}.loose.setStorageItem(7)": "resolves",
    f"{BARE}.loose.getClipboardText()": "resolves",
}
EVENTS: Final = ("loadFullScreenAd", "showFullScreenAd", "eventOfTomorrow", "startUpdateLocation")
REFUSED: Final[dict[str, Json]] = {
    "faults": {
        "outcomes": {
            "appLogin": "APP_LOGIN",
            "getServerTime": "transport",
            "getCurrentLocation": "LOCATION_FAILED",
            "loadFullScreenAd": "transport",
        }
    },
    "permissions": {"clipboard/read": "denied", "geolocation/access": "allowed"},
}
# What of everything that was said is one of the traps: a second value that is neither true nor the
# JSON text of an error, and an error that the SDK would take for an answer.
TRAPS: Final = """() => {
  const isText = (value) => typeof value === "string";
  const isErrorText = (text) => isText(text) && JSON.parse(text).__isError === true;
  const isOne = (value) => value !== null && typeof value === "object" && "__instanceof" in value;
  const isWhole = ({ __instanceof, name, message, stack }) =>
    __instanceof === "Error" && [name, message, stack].every(isText);
  const seconds = emitted.map(([, values]) => values[1]);
  const first = ([event, [value]]) =>
    event === "postMessage/appsInTossEvent" ? value.payload : value;
  const errors = emitted.map(first).filter(isOne);
  const others = seconds.filter((each) => each !== undefined && each !== true);
  return {
    just_true: seconds.filter((each) => each === true).length,
    texts: others.filter(isErrorText).length,
    errors: errors.filter(isWhole).length,
    strange: others.filter((each) => !isErrorText(each)),
    broken: errors.filter((each) => !isWhole(each)),
  };
}"""


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, noting: str) -> Phone:
    return open_phone(keep_miniapp, noting)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


# Failures.


def test_a_failure_keeps_its_code_and_its_members(phone: Phone) -> None:
    phone.patch(faults={"outcomes": {"appLogin": "APP_LOGIN"}})
    assert ended(phone, "sdk.appLogin()") == [
        "rejects",
        {
            "name": "Error",
            "message": "login is not possible (asked for)",
            "code": "APP_LOGIN",
            "userInfo": {},
            "isTraced": True,
        },
    ]


def test_a_failure_on_the_way_keeps_no_more_than_name_and_message(phone: Phone) -> None:
    phone.patch(faults={"outcomes": {"appLogin": "transport:1"}})
    assert ended(phone, "sdk.appLogin()") == [
        "rejects",
        {
            "name": "Error",
            "message": "appLogin: the transport failed (asked for)",
            "code": "nothing",
            "userInfo": "nothing",
            "isTraced": True,
        },
    ]


def test_an_error_of_an_event_keeps_its_code_and_does_not_end_the_event(phone: Phone) -> None:
    phone.listen("graniteEvent.addEventListener", "backEvent")
    phone.get("getNetworkStatus")
    phone.ask("POST", "/events", {"name": "backEvent", "error": "BROKEN"})
    phone.ask("POST", "/events", {"name": "backEvent"})
    assert phone.told(2) == [["failed", "BROKEN"], "undefined"]


def test_an_event_that_cannot_begin_tells_its_error_with_a_code(phone: Phone) -> None:
    phone.listen("showFullScreenAd", {"options": {"adGroupId": "not loaded"}})
    assert phone.told(1) == [["failed", "1006"]]


def test_no_failure_is_told_in_a_way_that_the_page_cannot_take(phone: Phone) -> None:
    phone.patch(**REFUSED)
    settled = {expression: ended(phone, expression)[0] for expression in FAILURES}
    assert settled == FAILURES
    settle(
        phone,
        """(events) => Promise.all(events.map((event) => new Promise((onError) =>
             sdk.graniteEvent.addEventListener(event, { options: {}, onEvent() {}, onError }))))""",
        list(EVENTS),
    )
    assert phone.page.evaluate(TRAPS) == {
        "just_true": 2,
        "texts": 2,
        "errors": 6 + 2 * 3,  # an event is told to both copies
        "strange": [],
        "broken": [],
    }


# Values.


@pytest.mark.parametrize(
    ("path", "args", "answer"),
    [
        ("Storage.getItem", ["missing"], ["resolved", None]),
        ("Storage.setItem", ["key", "value"], ["resolved", None]),
        ("Storage.removeItem", ["missing"], ["resolved", None]),
        ("Storage.clearItems", [], ["resolved", None]),
        ("Storage.getItems", [["missing"]], ["resolved", {"missing": None}]),
        ("requestReview", [], ["resolved", None]),
        ("setSecureScreen", [{"enabled": True}], ["resolved", {"enabled": True}]),
        ("setScreenAwakeMode", [{"enabled": False}], ["resolved", {"enabled": False}]),
        ("setIosSwipeGestureEnabled", [{"isEnabled": True}], ["undefined"]),
        ("setDeviceOrientation", [{"type": "portrait"}], ["undefined"]),
        ("share", [{"message": "안녕"}], ["undefined"]),
        ("Storage.getItem", [""], ["resolved", None]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_undefined_and_null_arrive_as_they_are_from(
    phone: Phone, path: str, args: list[object], answer: list[object]
) -> None:
    phone.patch(prompts={"default": "allow"})
    assert phone.call(path, *args) == answer


def test_an_answer_of_undefined_can_be_asked_for(phone: Phone) -> None:
    phone.patch(faults={"outcomes": {"getStorageItem": "undefined"}})
    assert phone.call("Storage.getItem", "missing") == ["undefined"]


def test_an_event_without_a_payload_tells_undefined(phone: Phone) -> None:
    phone.listen("graniteEvent.addEventListener", "backEvent")
    phone.get("getNetworkStatus")
    phone.press("back")
    (payload,) = phone.told(1)
    delivery = phone.page.evaluate("emitted.at(-1)[1].map((each) => Object.keys(each))")
    assert (payload, delivery) == ("undefined", [["subscriptionId", "kind"]])


@pytest.mark.parametrize("text", ["", "값 🙂 \u2028\u0000", "</script>", "x" * 1_000_000])
def test_a_text_comes_back_as_it_was_stored(phone: Phone, text: str) -> None:
    phone.call("Storage.setItem", "text", text)
    assert phone.get("Storage.getItem", "text") == text
