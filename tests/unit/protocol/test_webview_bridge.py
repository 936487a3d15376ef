from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ApiError, TransportFailure, Unavailable, Unimplemented, WireError
from aitdesk.protocol import decode, encode, webview_bridge
from aitdesk.protocol.frames import Call, Event, Hello, Receipt, Reply, Subscribe, Unsubscribe, Via
from aitdesk.protocol.line import Line
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from aitdesk.protocol.frames import FromPage, ToPage
    from aitdesk.value import Json

COPY = "TqR4zP0aWc8LxY2mNb6vK"
VIA = Via(Line.WEBVIEW_BRIDGE, COPY)


def sent(kind: str, **body: Json) -> str:
    return json.dumps({"type": kind, "body": body, "bridgeId": COPY})


# The texts are what @webview-bridge/web 1.7.10 posts.
@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (f'{{"type":"getBridgeState","bridgeId":"{COPY}"}}', Hello(VIA)),
        (sent("bridge", method="closeView", eventId="e", args=[]), Call("closeView", "e", [], VIA)),
        (
            sent("bridge", method="getCurrentLocation", eventId="e", args=[None]),
            Call("getCurrentLocation", "e", [None], VIA),
        ),
        (
            sent(
                "bridge",
                method="__subscribeAppEvent",
                eventId="e",
                args=[{"method": "backEvent", "subscriptionId": "s"}],
            ),
            Subscribe("backEvent", "s", UNDEFINED, VIA, "e"),
        ),
        (
            sent(
                "bridge",
                method="__subscribeAppEvent",
                eventId="e",
                args=[{"method": "contactsViral", "subscriptionId": "s", "params": None}],
            ),
            Subscribe("contactsViral", "s", None, VIA, "e"),
        ),
        (
            sent(
                "bridge",
                method="__unsubscribeAppEvent",
                eventId="e",
                args=[{"subscriptionId": "s"}],
            ),
            Unsubscribe("", "s", VIA, "e"),
        ),
        # A subscription without what makes it one is an unknown method, and is rejected as such.
        (
            sent("bridge", method="__subscribeAppEvent", eventId="e", args=[{"method": "a"}]),
            Call("__subscribeAppEvent", "e", [{"method": "a"}], VIA),
        ),
        (
            sent("bridge", method="__unsubscribeAppEvent", eventId="e", args=["s"]),
            Call("__unsubscribeAppEvent", "e", ["s"], VIA),
        ),
    ],
)
def test_a_message_of_the_transport_becomes_its_frame(text: str, frame: FromPage) -> None:
    assert decode(text) == frame


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"bridgeId":"b"}', "type is not a text"),
        ('{"type":"bridge","bridgeId":1}', "bridgeId is not a text"),
        ('{"type":"bridge","bridgeId":"b"}', "body is not an object"),
        ('{"type":"bridge","body":[],"bridgeId":"b"}', "body is not an object"),
        (sent("bridge"), "method is not a text"),
        (sent("bridge", method="a", args=[]), "eventId is not a text"),
        (sent("bridge", method="a", eventId="e"), "the arguments of 'a' are not an array"),
        (
            sent("bridge", method="a", eventId="e", args={"0": 1}),
            "the arguments of 'a' are not an array",
        ),
        (
            sent("fallback", method="tomorrow"),
            "the page asked its transport for 'tomorrow', which it does not define",
        ),
        (sent("log", method="warn", args="[]"), "unknown message type 'log'"),
        ('{"type":"webMethodError","body":{},"bridgeId":"b"}', "method is not a text"),
    ],
)
def test_anything_else_is_no_message(text: str, reason: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(text)
    assert str(caught.value) == reason


def test_a_message_with_a_function_is_of_the_older_line_whatever_else_it_has() -> None:
    message = {
        "type": "method",
        "functionName": "closeView",
        "eventId": "1",
        "args": [],
        "bridgeId": COPY,
    }
    assert decode(json.dumps(message)) == Call("closeView", "1", [])


SUBSCRIBE = Subscribe("backEvent", "s", UNDEFINED, VIA, "e")


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (Reply("a", "e", {"b": 1}, VIA), {"event": "a-e", "values": [{"b": 1}], "to": COPY}),
        (Reply("a", "e", None, VIA), {"event": "a-e", "values": [None], "to": COPY}),
        (Reply("a", "e", UNDEFINED, VIA), {"event": "a-e", "values": [], "to": COPY}),
        (
            Reply("a", "e", Unimplemented("no"), VIA),
            {"event": "a-e", "values": [{}, True], "to": COPY},
        ),
        (
            Receipt(SUBSCRIBE, UNDEFINED),
            {"event": "__subscribeAppEvent-e", "values": [], "to": COPY},
        ),
        (
            Receipt(SUBSCRIBE, Unimplemented("no")),
            {"event": "__subscribeAppEvent-e", "values": [{}, True], "to": COPY},
        ),
        (
            Receipt(Unsubscribe("", "s", VIA, "e"), UNDEFINED),
            {"event": "__unsubscribeAppEvent-e", "values": [], "to": COPY},
        ),
        (
            Event("backEvent", "s", UNDEFINED, VIA),
            {
                "event": "postMessage/appsInTossEvent",
                "values": [{"subscriptionId": "s", "kind": "event"}],
            },
        ),
        (
            Event("homeEvent", "s", {}, VIA),
            {
                "event": "postMessage/appsInTossEvent",
                "values": [{"subscriptionId": "s", "kind": "event", "payload": {}}],
            },
        ),
    ],
)
def test_a_frame_becomes_what_the_emitter_is_told(frame: ToPage, message: Json) -> None:
    assert json.loads(encode(frame)) == message


NO = {
    "__instanceof": "Error",
    "name": "Error",
    "message": "no",
    "stack": "Error: no\n    at native",
    "userInfo": {},
    "code": "EXECUTION_ERROR",
}


def test_a_failure_is_a_value_that_keeps_its_code() -> None:
    reply, event = (
        json.loads(encode(frame))["values"][0]
        for frame in (
            Reply("a", "e", Unavailable("no"), VIA),
            Event("a", "s", Unavailable("no"), VIA),
        )
    )
    assert (reply, event) == (NO, {"subscriptionId": "s", "kind": "error", "payload": NO})


def test_no_member_of_a_failure_hides_it_from_the_sdk() -> None:
    data = {"stack": None, "name": 1, "message": None, "__instanceof": "x", "reason": "r"}
    shown = webview_bridge.error(ApiError("no", data=data))
    assert shown == {
        "__instanceof": "Error",
        "name": "Error",
        "message": "no",
        "stack": "Error: no\n    at native",
        "userInfo": {},
        "reason": "r",
    }


def test_a_failure_of_the_transport_is_json_text_without_a_code() -> None:
    reply = json.loads(encode(Reply("a", "e", TransportFailure("no", code="NO"), VIA)))
    first, second = reply["values"]
    assert (first, json.loads(second)) == (
        {},
        {"name": "Error", "message": "no", "stack": "Error: no\n    at native", "__isError": True},
    )


def test_an_undefined_constant_is_absent() -> None:
    text = webview_bridge.constants({"locale": "ko-KR", "navigationBar": UNDEFINED, "groupId": ""})
    assert json.loads(text) == {"appsInTossConstants": {"locale": "ko-KR", "groupId": ""}}


def test_what_goes_to_the_page_is_one_line_of_ascii() -> None:
    assert encode(Reply("a\n", "e", "\u2028\ud800", VIA)) == (
        f'{{"event":"a\\n-e","values":["\\u2028\\ud800"],"to":"{COPY}"}}'
    )
