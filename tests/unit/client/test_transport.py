"""Both transports over a carrier that never was: what they ask, and what comes of each answer."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import httpx
import pytest

from aitdesk.client.operation import ControlAddress, Request, Sleep, get, post
from aitdesk.client.transport import AsyncTransport, Transport
from aitdesk.errors import DriverError, Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.client.operation import Operation

ADDRESS: Final = ControlAddress("http://127.0.0.1:1", "secret")
ENDED: Final = "the WebView process ended: killed by SIGKILL"
Said: TypeAlias = "httpx.Response | type[httpx.HTTPError]"


class Carrier:
    """Answers one after the other, and keeps what it was asked."""

    def __init__(self, *answers: Said) -> None:
        self.answers, self.asked = list(answers), list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, httpx.Response):
            return answer
        raise answer("no")


def blocks(carrier: Carrier, operation: Operation[Any], ended: str | None) -> Any:  # noqa: ANN401
    with httpx.Client(transport=httpx.MockTransport(carrier)) as client:
        return Transport(client, ADDRESS, lambda: ended, 5, lambda _: None).run(operation)


def awaits(carrier: Carrier, operation: Operation[Any], ended: str | None) -> Any:  # noqa: ANN401
    async def carry() -> Any:  # noqa: ANN401  # JSON
        async with httpx.AsyncClient(transport=httpx.MockTransport(carrier)) as client:
            return await AsyncTransport(client, ADDRESS, lambda: ended, 5).run(operation)

    return asyncio.run(carry())


both = pytest.mark.parametrize("run", [blocks, awaits])
Run: TypeAlias = "Callable[[Carrier, Operation[Any], str | None], Any]"


def one(request: Request) -> Operation[Any]:
    answer = yield request
    return answer


def outcome(run: Run, carrier: Carrier, request: Request, *, ended: str | None = None) -> Any:  # noqa: ANN401
    """Return what came of it: the answer, or the type, code and text of the failure."""
    try:
        return run(carrier, one(request), ended)
    except DriverError as problem:
        return type(problem), problem.code, str(problem)


@both
def test_a_request_says_where_what_and_by_whom(run: Run) -> None:
    carrier = Carrier(httpx.Response(200, json={"told": 1}))
    answer = outcome(run, carrier, post("/events", {"name": "backEvent"}))
    (asked,) = carrier.asked
    assert (answer, asked.method, str(asked.url), asked.headers["authorization"]) == (
        {"told": 1},
        "POST",
        "http://127.0.0.1:1/events",
        "Bearer secret",
    )
    assert json.loads(asked.content) == {"name": "backEvent"}


@both
def test_a_picture_comes_as_its_bytes(run: Run) -> None:
    answer = httpx.Response(200, content=b"PNG", headers={"content-type": "image/png"})
    assert outcome(run, Carrier(answer), get("/screenshot")) == b"PNG"


FAILURES: Final = {
    "no": (409, {"error": {"code": "NO", "message": "no"}}, (Refused, "NO", "no")),
    "mistakes": (
        422,
        {"error": {"code": "INVALID", "message": "a (and 1 more)", "mistakes": ["a", "b"]}},
        (Refused, "INVALID", "a\nb"),
    ),
    "closed": (
        409,
        {"error": {"code": "CLOSED", "message": "the window is closed"}},
        (Unreachable, "CLOSED", "the window is closed"),
    ),
}


@both
@pytest.mark.parametrize("case", list(FAILURES))
def test_what_control_refuses_is_raised_with_its_code(run: Run, case: str) -> None:
    status, body, wanted = FAILURES[case]
    assert outcome(run, Carrier(httpx.Response(status, json=body)), get("/x")) == wanted


@both
def test_an_answer_that_is_no_json_is_a_refusal_of_its_own(run: Run) -> None:
    found = outcome(run, Carrier(httpx.Response(500, text="oh")), get("/x"))
    assert found == (Refused, "DRIVER", "GET /x was answered with 500")


@both
@pytest.mark.parametrize(
    ("problem", "ended", "code", "text"),
    [
        (httpx.ReadTimeout, None, "HANGS", "the WebView does not answer POST /x in time"),
        (
            httpx.ConnectError,
            None,
            "GONE",
            "the mini-app's window is closed: nobody answers POST /x",
        ),
        (httpx.ReadError, None, "GONE", "the mini-app's window is closed: nobody answers POST /x"),
        (httpx.ReadTimeout, ENDED, "ENDED", ENDED),
        (httpx.ConnectError, ENDED, "ENDED", ENDED),
    ],
)
def test_why_nobody_answers_is_told(
    run: Run, problem: type[httpx.HTTPError], ended: str | None, code: str, text: str
) -> None:
    found = outcome(run, Carrier(problem), post("/x", {}), ended=ended)
    assert found == (Unreachable, code, text)


@both
@pytest.mark.parametrize("cut", [httpx.RemoteProtocolError, httpx.ReadError])
def test_a_look_that_a_closing_connection_cut_is_repeated_once(
    run: Run, cut: type[httpx.HTTPError]
) -> None:
    seen = outcome(run, Carrier(cut, httpx.Response(200, json={})), get("/x"))
    carrier = Carrier(cut, cut)
    assert (seen, outcome(run, carrier, get("/x"))[1], len(carrier.asked)) == ({}, "GONE", 2)


@both
def test_what_does_something_is_never_asked_twice(run: Run) -> None:
    carrier = Carrier(httpx.RemoteProtocolError, httpx.Response(200, json={}))
    assert (outcome(run, carrier, post("/x", {}))[1], len(carrier.asked)) == ("GONE", 1)


def patient() -> Operation[list[str]]:
    seen = []
    for path in ("/a", "/b"):
        try:
            yield get(path)
        except DriverError as problem:
            seen.append(problem.code)
        yield Sleep(0)
    return seen


@both
def test_an_operation_may_go_on_after_a_failure(run: Run) -> None:
    error = {"error": {"code": "NO", "message": "no"}}
    answers = [httpx.Response(409, json=error), httpx.Response(200, json={})]
    assert run(Carrier(*answers), patient(), None) == ["NO"]
