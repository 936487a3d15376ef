from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ApiError, Unavailable, WireError
from aitdesk.protocol import decode, granite
from aitdesk.protocol.frames import Call, Event, Reply, Subscribe, Unsubscribe
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from aitdesk.protocol.frames import FromPage
    from aitdesk.value import Value


# The texts are what web-bridge 2.10.8 posts.
@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            '{"type":"method","functionName":"closeView","eventId":"k3v9x0a1b2c","args":[]}',
            Call("closeView", "k3v9x0a1b2c", []),
        ),
        (
            '{"type":"method","functionName":"fetchAlbumPhotos","eventId":"1","args":[null]}',
            Call("fetchAlbumPhotos", "1", [None]),
        ),
        (
            '{"type":"method","functionName":"setStorageItem","eventId":"1","args":["k","값"]}',
            Call("setStorageItem", "1", ["k", "값"]),
        ),
        (
            '{"type":"method","functionName":"closeView","eventId":"","args":[]}',
            Call("closeView", "", []),
        ),
        (
            '{"type":"method","functionName":"a","eventId":"1","args":["\\ud800"]}',
            Call("a", "1", ["\ud800"]),
        ),
        (
            '{"type":"addEventListener","functionName":"backEvent","eventId":"1"}',
            Subscribe("backEvent", "1", UNDEFINED),
        ),
        (
            '{"type":"addEventListener","functionName":"backEvent","eventId":"1","args":null}',
            Subscribe("backEvent", "1", None),
        ),
        (
            '{"type":"addEventListener","functionName":"fetchTossAd","eventId":"1","args":{"a":1}}',
            Subscribe("fetchTossAd", "1", {"a": 1}),
        ),
        (
            '{"type":"removeEventListener","functionName":"backEvent","eventId":"1"}',
            Unsubscribe("backEvent", "1"),
        ),
        (
            '{"type":"method","functionName":"a","eventId":"1","args":[],"more":{"x":1}}',
            Call("a", "1", []),
        ),
    ],
)
def test_a_message_of_the_sdk_becomes_its_frame(text: str, frame: FromPage) -> None:
    assert decode(text) == frame


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("hello", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("null", "not a JSON object"),
        ("[]", "not a JSON object"),
        ('"method"', "not a JSON object"),
        ("NaN", "not JSON: NaN"),
        ('{"type":"method","args":[-Infinity]}', "not JSON: -Infinity"),
        ("{}", "type is not a text"),
        ('{"type":"method"}', "functionName is not a text"),
        ('{"type":"method","functionName":1,"eventId":"1"}', "functionName is not a text"),
        ('{"type":"method","functionName":"a"}', "eventId is not a text"),
        ('{"type":"method","functionName":"a","eventId":null}', "eventId is not a text"),
        (
            '{"type":"METHOD","functionName":"a","eventId":"1"}',
            "unknown message type 'METHOD'",
        ),
        (
            '{"type":"method","functionName":"a","eventId":"1"}',
            "the arguments of 'a' are not an array",
        ),
        (
            '{"type":"method","functionName":"a","eventId":"1","args":{"0":1}}',
            "the arguments of 'a' are not an array",
        ),
    ],
)
def test_anything_else_is_no_message(text: str, reason: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, f'{{"type":{"9" * 5_000}}}'],
    ids=["deep lists", "deep objects", "a number of 5,000 digits"],
)
def test_what_the_parser_cannot_hold_is_no_message(text: str) -> None:
    with pytest.raises(WireError, match=r"^not JSON: "):
        decode(text)


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (Reply("a", "1", {"b": [1]}), '{"emit":"a/resolve/1","value":{"b":[1]}}'),
        (Reply("a", "1", None), '{"emit":"a/resolve/1","value":null}'),
        (Reply("a", "1", UNDEFINED), '{"emit":"a/resolve/1"}'),
        (Reply("a", "1", result=False), '{"emit":"a/resolve/1","value":false}'),
        (Event("a", "1", {}), '{"emit":"a/onEvent/1","value":{}}'),
        (Event("a", "1", UNDEFINED), '{"emit":"a/onEvent/1"}'),
        (
            Reply("a", "1", "\u2028\ud800</script>\n"),
            '{"emit":"a/resolve/1","value":"\\u2028\\ud800</script>\\n"}',
        ),
        (Reply("'a\n", '"1', None), '{"emit":"\'a\\n/resolve/\\"1","value":null}'),
    ],
)
def test_a_frame_becomes_one_line_of_ascii(frame: Reply | Event, text: str) -> None:
    assert granite.encode(frame) == text


@pytest.mark.parametrize(("frame", "event"), [(Reply, "a/reject/1"), (Event, "a/onError/1")])
def test_a_failure_looks_as_the_native_shell_serialises_it(
    frame: type[Reply | Event], event: str
) -> None:
    assert json.loads(granite.encode(frame("a", "1", Unavailable("no")))) == {
        "emit": event,
        "value": {
            "name": "Error",
            "message": "no",
            "stack": "Error: no\n    at a (native)",
            "userInfo": {},
            "__isError": True,
            "code": "EXECUTION_ERROR",
        },
    }


def test_an_error_carries_its_own_members_and_no_code_that_it_has_not() -> None:
    failure = ApiError("no", data={"userInfo": {"a": 1}, "moduleName": "Storage"})
    assert granite.error(failure, at="a") == {
        "name": "Error",
        "message": "no",
        "stack": "Error: no\n    at a (native)",
        "userInfo": {"a": 1},
        "moduleName": "Storage",
        "__isError": True,
    }


def test_an_undefined_constant_is_absent_and_a_null_one_is_not() -> None:
    values: dict[str, Value] = {"a": 1, "b": UNDEFINED, "c": None}
    assert granite.constants(values) == '{"constants":{"a":1,"c":null}}'
