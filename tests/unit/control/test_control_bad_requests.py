"""Every request of control with every input that is none: refused in one shape, no crash."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Final

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from aitdesk.control import serve_control
from aitdesk.control.connection import MOST_INCOMPLETE
from aitdesk.control.endpoints import ENDPOINTS
from control_rig import Caller, Tree, controlled
from rig import ORIGIN, PAGE, call, make_rig

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BODIES: Final = {
    "open nesting": b"[" * 500_000,
    "deep nesting": b"[" * 400 + b"]" * 400,
    "deep members": b'{"a":' * 90 + b"1" + b"}" * 90,
    "many values": json.dumps({str(n): n for n in range(20_000)}).encode(),
    "half a pair": rb'{"name": "\ud83d", "choice": "\ud83d", "\ude00": 1}',
    "no UTF-8": b'{"name": "\xff\xed\xa0\xbd"}',
    "NaN": b'{"advance_ms": NaN}',
    "Infinity": b'{"advance_ms": -Infinity}',
    "a huge number": b'{"advance_ms": 1e999, "top": ' + b"9" * 5_000 + b"}",
    "a member twice": b'{"no": 1, "no": 2}',
    "a long name": json.dumps({"name": "x" * 900_000, "kind": "x"}).encode(),
    "cut": b'{"name": "x',
    "more than one": b"{} {}",
    "a list": b"[]",
    "null": b"null",
    "a text": b'"text"',
    "zeros": bytes(1_000),
}
PATHS: Final = ["%00", "%ff", "%ed%a0%bd", "%2e%2e", "x" * 8_000]
QUERIES: Final = ["-1", "1e9", "%ff", "%00", "\\ud83d", "9" * 5_000, "", "%5b" * 1_000]
# Of a method's answer nothing but its shape matters here, and closing would end the tests.
TAKING: Final = [each for each in ENDPOINTS if each.path != "/close"]


def flaw(status: int, body: bytes, *, is_good: bool = False) -> str | None:
    """Return what is wrong with an answer that should be an error of control's shape."""
    if status >= 500 or (status < 400 and not is_good):
        return f"{status}"
    try:
        error = json.loads(body)["error"] if status >= 400 else {"code": "", "message": ""}
    except (ValueError, KeyError):
        return f"{status} {body[:80]!r}"
    is_error = isinstance(error["code"], str) and len(error["message"]) < 3_000
    return None if is_error else f"{status} {str(error)[:80]}"


def flaws(asked: Callable[[Caller], Awaitable[dict[str, str | None]]]) -> dict[str, str]:
    return {name: wrong for name, wrong in controlled(asked).items() if wrong is not None}


@pytest.mark.parametrize("body", list(BODIES.values()), ids=list(BODIES))
def test_no_body_makes_a_crash_of_any_request(
    body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    async def act(caller: Caller) -> dict[str, str | None]:
        found = {}
        for each in TAKING:
            path = re.sub(r"\{\w+\}", "x", each.path)
            answer = await caller(each.method, path, body)
            is_good = each.body is None  # what nobody reads cannot be wrong
            found[f"{each.method} {path}"] = flaw(answer.status, answer.body, is_good=is_good)
        return found

    assert (flaws(act), capfd.readouterr().err) == ({}, "")


@pytest.mark.parametrize("part", PATHS, ids=lambda part: part[:9])
def test_no_path_makes_a_crash_of_any_request(part: str, capfd: pytest.CaptureFixture[str]) -> None:
    async def act(caller: Caller) -> dict[str, str | None]:
        found = {}
        for each in TAKING:
            path = re.sub(r"\{\w+\}", part, each.path)
            for asked in {path, f"{path}/{part}"} if path != each.path else {f"{path}/{part}"}:
                answer = await caller(each.method, asked, b"[]")
                is_good = each.method == "DELETE"
                found[f"{each.method} {asked[:60]}"] = flaw(
                    answer.status, answer.body, is_good=is_good
                )
        return found

    assert (flaws(act), capfd.readouterr().err) == ({}, "")


@pytest.mark.parametrize("value", QUERIES, ids=lambda value: value[:9] or "empty")
def test_no_query_makes_a_crash(value: str, capfd: pytest.CaptureFixture[str]) -> None:
    async def act(caller: Caller) -> dict[str, str | None]:
        found = {}
        for each in ENDPOINTS:
            for name in each.query:
                # A whole number that is too large counts as the largest.
                is_good = value.isdigit()
                asked = f"{each.path}?{name}={value if name != 'wait_ms' else 'x' + value}"
                answer = await caller(each.method, asked)
                found[f"{each.path} {name}"] = flaw(answer.status, answer.body, is_good=is_good)
        return found

    assert (flaws(act), capfd.readouterr().err) == ({}, "")


@pytest.mark.parametrize("method", ["BREW", "OPTIONS", "TRACE", "CONNECT", "get", "X" * 5_000])
def test_an_unknown_method_is_refused(method: str) -> None:
    async def act(caller: Caller) -> tuple[int, Tree]:
        answer = await caller(method, "/state")
        return answer.status, answer.json["error"]["code"]

    assert controlled(act) == (405, "NO_SUCH_REQUEST")


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "NO_HTTP"),
        (b"PRI * HTTP/2.0\r\n\r\n", 421, "WRONG_HOST"),
        (b"GET /state\xff HTTP/1.1\r\nhost: x\r\n\r\n", 400, "NO_HTTP"),
        (b"GET /state HTTP/1.1\r\nhost: HOST\r\nx: " + b"y" * 100_000, 400, "NO_HTTP"),
        (b"GET / HTTP/1.1\r\nhost: HOST\r\n" + b"x: y\r\n" * 9_000, 400, "NO_HTTP"),
        (b"POST /reset HTTP/1.1\r\nhost: HOST\r\ncontent-length: -1\r\n\r\n", 400, "NO_HTTP"),
        (b"POST /reset HTTP/1.1\r\nhost: HOST\r\nauthorization: \xff\r\n\r\n", 401, "UNAUTHORIZED"),
        (b"GET /state HTTP/1.1\r\nhost: \xff\r\n\r\n", 421, "WRONG_HOST"),
        (b"GET /state HTTP/1.1\r\nhost: HOST\r\nupgrade: h2c\r\n\r\n", 401, "UNAUTHORIZED"),
    ],
)
def test_what_is_no_request_is_refused_in_the_same_shape(
    text: bytes, status: int, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async def act(caller: Caller) -> tuple[int, Tree]:
        head, body = await said(caller, text)
        return int(head.split()[1]), json.loads(body)["error"]["code"]

    assert (controlled(act), capfd.readouterr().err) == ((status, code), "")


async def said(caller: Caller, text: bytes) -> tuple[bytes, bytes]:
    """Say bytes and return the head and the body of what comes back until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", caller.port)
    writer.write(text.replace(b"HOST", f"127.0.0.1:{caller.port}".encode()))
    answer = b""
    try:
        while more := await reader.read(65_536):
            answer += more
            if b"content-length" in answer.lower() and answer.endswith(b"}}"):
                break
    except ConnectionResetError:  # what it had not read when it closed
        pass
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


HEAD = b"POST /reset HTTP/1.1\r\nhost: HOST\r\nAUTH\r\n"


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        HEAD,
        HEAD + b"content-length: 9\r\n\r\n{",
        HEAD + b"transfer-encoding: chunked\r\n\r\n1\r\n{",
    ],
    ids=["nothing", "half a head", "half a body", "half a chunk"],
)
def test_a_request_that_does_not_end_is_refused_in_time(
    begin: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    rig = make_rig()

    async def act() -> Tree:
        async with serve_control(rig.session, port=0, request_within_s=0.05) as address:
            caller = Caller(rig, address)
            auth = f"authorization: Bearer {address.token}".encode()
            _, body = await said(caller, begin.replace(b"AUTH", auth))
            return json.loads(body)["error"]["code"]

    assert (asyncio.run(act()), capfd.readouterr().err) == ("TOO_SLOW", "")


def test_half_requests_shut_nobody_out_and_the_oldest_go_first() -> None:
    async def act(caller: Caller) -> tuple[int, int]:
        half = f"GET /state HTTP/1.1\r\nhost: 127.0.0.1:{caller.port}\r\n".encode()
        opened = [await asyncio.open_connection("127.0.0.1", caller.port) for _ in range(300)]
        for _, writer in opened:
            writer.write(half)
        status = (await caller("GET", "/session")).status
        firsts = opened[: 300 - MOST_INCOMPLETE]
        refused = [(await reader.read()).startswith(b"HTTP/1.1 408") for reader, _ in firsts]
        for _, writer in opened:
            writer.close()
        return status, sum(refused)

    assert controlled(act) == (200, 300 - MOST_INCOMPLETE)


@pytest.mark.parametrize(
    "first",
    [
        rb'{"token": "\ud83d"}',
        b"[" * 200_000,
        b"\xff\xfe",
        b"",
        b"null",
        b'{"token": 1}',
        b'{"token": "wrong"}',
        b"x" * 2_000_000,
    ],
    ids=lambda first: repr(first[:12]),
)
@pytest.mark.parametrize("is_text", [True, False], ids=["text", "bytes"])
def test_no_first_message_makes_a_crash(
    first: bytes,
    is_text: bool,  # noqa: FBT001
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def act(caller: Caller) -> int:
        async with connect(f"ws://127.0.0.1:{caller.port}/journal", proxy=None) as socket:
            try:
                await socket.send(first, text=is_text)
                await socket.recv()
            except ConnectionClosed as closed:
                return 0 if closed.rcvd is None else closed.rcvd.code
        return -1

    too_large, no_text = len(first) > 1_000_000, is_text and first == b"\xff\xfe"
    expected = 1009 if too_large else 1007 if no_text else 1008
    assert (controlled(act), capfd.readouterr().err) == (expected, "")


def test_a_text_that_was_cut_inside_an_emoji_does_not_spoil_the_state() -> None:
    rig = make_rig()

    async def act(caller: Caller) -> tuple[int, bool]:
        rig.session.connection.received(PAGE, call("setClipboardText", "cut \ud83d"), origin=ORIGIN)
        await caller("GET", "/session")
        answer = await caller("GET", "/state")
        journal = await caller("GET", "/journal")
        return answer.status, "cut \ufffd" in json.dumps(journal.json, ensure_ascii=False)

    assert controlled(act, rig=rig) == (200, True)
