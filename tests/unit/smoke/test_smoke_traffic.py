from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest

from aitdesk.checks.smoke.traffic import Requests, Traffic

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ORIGIN = "http://127.0.0.1:5173"


def sent(number: str, url: str, *, kind: str = "Fetch", loader: str = "L") -> tuple[str, Any]:
    told = {"requestId": number, "request": {"url": url}, "type": kind, "loaderId": loader}
    return "Network.requestWillBeSent", told


def heard(*events: tuple[str, Any]) -> Requests:
    requests = Requests()
    for method, told in events:
        requests.hear(method, told)
    return requests


def answered(number: str, status: int, *, kind: str, url: str) -> tuple[str, Any]:
    response = {"status": status, "mimeType": "text/html", "url": url}
    return "Network.responseReceived", {"requestId": number, "response": response, "type": kind}


def test_a_request_is_waited_for_until_it_is_over() -> None:
    first = heard(sent("1", f"{ORIGIN}/a"), sent("2", "https://cdn.example/b"))
    assert first.own_pending(ORIGIN) == [f"{ORIGIN}/a"]
    first.hear("Network.loadingFinished", {"requestId": "1"})
    assert (first.own_pending(ORIGIN), first.own_asked_for(ORIGIN)) == ([], {"/a"})


@pytest.mark.parametrize("kind", ["EventSource", "WebSocket", "Ping", "Media"])
def test_what_stays_open_is_not_waited_for(kind: str) -> None:
    assert heard(sent("1", f"{ORIGIN}/a", kind=kind)).own_pending(ORIGIN) == []


def test_a_stream_of_events_is_not_waited_for_however_it_was_asked_for() -> None:
    response = {"status": 200, "mimeType": "text/event-stream", "url": f"{ORIGIN}/a"}
    requests = heard(
        sent("1", f"{ORIGIN}/a"),
        ("Network.responseReceived", {"requestId": "1", "response": response, "type": "Fetch"}),
    )
    assert requests.own_pending(ORIGIN) == []


def test_a_new_document_forgets_what_the_old_one_waited_for() -> None:
    requests = heard(sent("1", f"{ORIGIN}/a"), sent("D", f"{ORIGIN}/", kind="Document", loader="D"))
    assert requests.own_pending(ORIGIN) == [f"{ORIGIN}/"]


@pytest.mark.parametrize(
    ("kind", "status", "refused"),
    [
        ("Script", 404, {"/a": 404}),
        ("Image", 500, {"/a": 500}),
        ("Script", 200, {}),
        ("Fetch", 404, {}),
        ("Other", 404, {}),
    ],
)
def test_a_file_that_is_refused_is_noted(kind: str, status: int, refused: dict[str, int]) -> None:
    requests = heard(
        sent("1", f"{ORIGIN}/a", kind=kind), answered("1", status, kind=kind, url=f"{ORIGIN}/a")
    )
    assert requests.own_refused(ORIGIN) == refused


class Engine:
    """The engine's side of the connection: tells in turn, and answers what it is sent."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.sent: list[str] = []

    def tell(self, method: str, params: dict[str, Any], *, session: str = "") -> None:
        self.told.put_nowait({"method": method, "params": params, "sessionId": session})

    def attach(self, page: str) -> None:
        self.tell("Target.attachedToTarget", {"sessionId": "S", "targetInfo": {"targetId": page}})

    async def send(self, text: str) -> None:
        message = json.loads(text)
        self.sent.append(message["method"])
        self.told.put_nowait({"id": message["id"], "result": {}})

    def __aiter__(self) -> Engine:
        return self

    async def __anext__(self) -> str:
        return json.dumps(await self.told.get())


@asynccontextmanager
async def heard_by() -> AsyncIterator[tuple[Engine, Traffic]]:
    engine = Engine()
    traffic = Traffic(cast("Any", engine))
    listening = asyncio.create_task(traffic.listen())
    yield engine, traffic
    listening.cancel()


def test_a_page_is_known_though_the_engine_tells_of_it_late() -> None:
    async def find() -> bool:
        async with heard_by() as (engine, traffic):
            finding = asyncio.create_task(traffic.of_page("P"))
            await asyncio.sleep(0)
            engine.attach("P")
            return await finding is traffic.by_page["P"]

    assert asyncio.run(find())


def test_behind_its_fence_all_is_told_that_the_page_has_sent_for() -> None:
    async def look() -> tuple[bool, int]:
        async with heard_by() as (engine, traffic):
            engine.attach("P")
            requests = await traffic.of_page("P")
            assert requests is not None
            for number in range(300):
                engine.tell(*sent(str(number), f"{ORIGIN}/{number}"), session="S")
            return await requests.fence(), len(requests.pending)

    assert asyncio.run(look()) == (True, 300)
