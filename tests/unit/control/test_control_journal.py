from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from aitdesk.control.journal import stream_journal
from aitdesk.control.journal_cursor import Stretch, Tail
from aitdesk.journal import KEPT, EntryKind, Journal
from control_rig import Caller, Tree, ask, controlled, with_control
from rig import make_rig

if TYPE_CHECKING:
    from starlette.types import Message
    from websockets.asyncio.client import ClientConnection


def journal_of(count: int) -> Journal:
    journal = Journal(clock=lambda: 0.0)
    for number in range(count):
        journal.add(EntryKind.STATE, text=str(number + 1))
    return journal


@pytest.mark.parametrize(
    ("after", "limit", "ids", "missed"),
    [
        (0, 2, [1, 2], 0),
        (2, 5, [3, 4], 0),
        (4, 5, [], 0),
        (9, 5, [], 0),
        (0, 9, [1, 2, 3, 4], 0),
    ],
)
def test_a_stretch_begins_behind_its_cursor(
    after: int, limit: int, ids: list[int], missed: int
) -> None:
    found = Tail(journal_of(4)).after(after, limit=limit)
    assert ([entry.id for entry in found.entries], found.missed, found.next_after) == (
        ids,
        missed,
        ids[-1] if ids else after,
    )


def test_what_is_kept_no_longer_is_counted() -> None:
    found = Tail(journal_of(KEPT + 10)).after(3, limit=1)
    assert ([entry.id for entry in found.entries], found.missed) == ([11], 7)


def test_an_empty_journal_has_nothing_to_miss() -> None:
    assert Tail(journal_of(0)).after(0, limit=5) == Stretch([], 0, 0)


def said(answer: Tree) -> tuple[list[str], int, int]:
    """Return the texts of the entries, what was missed, and the next cursor."""
    texts = [entry.get("text", "") for entry in answer["entries"]]
    return texts, answer["missed"], answer["next_after"]


def test_a_reader_goes_through_the_journal_by_its_cursor() -> None:
    async def act(caller: Caller) -> Tree:
        after = (await caller("GET", "/journal?limit=5000")).json["next_after"]
        for text in ("a", "b", "c"):
            caller.rig.session.told(text)
        first = (await caller("GET", f"/journal?after={after}&limit=2")).json
        second = (await caller("GET", f"/journal?after={first['next_after']}")).json
        return said(first), said(second), after

    first, second, after = controlled(act)
    assert (first, second) == ((["a", "b"], 0, after + 2), (["c"], 0, after + 3))


def test_a_reader_that_was_away_too_long_is_told() -> None:
    async def act(caller: Caller) -> Tree:
        before = len(caller.rig.journal.entries)
        for number in range(KEPT):
            caller.rig.session.told(str(number))
        return before, (await caller("GET", "/journal?limit=1")).json["missed"]

    before, missed = controlled(act)
    assert missed == before


def test_a_reader_is_told_that_nothing_more_comes_once_the_window_is_closed() -> None:
    async def act(caller: Caller) -> Tree:
        before = (await caller("GET", "/journal")).json
        caller.rig.session.stop()
        last = (await caller("GET", f"/journal?after={before['next_after']}&wait_ms=60000")).json
        end = (await caller("GET", f"/journal?after={last['next_after']}&wait_ms=60000")).json
        return [each["is_over"] for each in (before, end)]

    assert controlled(act) == [False, True]


def test_a_reader_can_wait_for_the_next_entry() -> None:
    async def act(caller: Caller) -> Tree:
        after = caller.rig.journal.entries[-1].id
        waiting = asyncio.ensure_future(caller("GET", f"/journal?after={after}&wait_ms=60000"))
        early, _ = await asyncio.wait([waiting], timeout=0.05)
        caller.rig.session.told("at last")
        return bool(early), said((await waiting).json)[0]

    assert controlled(act) == (False, ["at last"])


def test_a_reader_does_not_wait_longer_than_it_says() -> None:
    async def act(caller: Caller) -> Tree:
        after = caller.rig.journal.entries[-1].id
        return said((await caller("GET", f"/journal?after={after}&wait_ms=1")).json)[0]

    assert controlled(act) == []


@pytest.mark.parametrize("query", ["after=x", "after=-1", "limit=1.5", "wait_ms=", "after=%C2%B2"])
def test_what_is_no_number_is_refused(query: str) -> None:
    status, found = ask("GET", f"/journal?{query}")
    assert (status, found["error"]["code"]) == (422, "INVALID")


async def stream(caller: Caller, after: int, **headers: str) -> ClientConnection:
    """Open the stream with the token in its header, unless others are given."""
    said_ = headers or {"authorization": f"Bearer {caller.address.token}"}
    url = caller.address.url.replace("http", "ws") + f"/journal?after={after}"
    return await connect(url, additional_headers=said_, proxy=None, max_queue=None)


async def take(socket: ClientConnection, count: int) -> list[Tree]:
    return [json.loads(await socket.recv()) for _ in range(count)]


def test_a_stream_sends_what_was_and_what_comes() -> None:
    async def act(caller: Caller) -> Tree:
        after = caller.rig.journal.entries[-1].id
        caller.rig.session.told("before")
        async with await stream(caller, after) as socket:
            first = await take(socket, 1)
            caller.rig.session.told("then")
            caller.rig.session.told("last")
            return [entry["text"] for entry in first + await take(socket, 2)]

    assert controlled(act) == ["before", "then", "last"]


def test_a_stream_says_what_it_missed() -> None:
    async def act(caller: Caller) -> Tree:
        before = len(caller.rig.journal.entries)
        for number in range(KEPT):
            caller.rig.session.told(str(number))
        async with await stream(caller, 0) as socket:
            missed, first = await take(socket, 2)
            return missed["missed"] - before, first["text"]

    assert controlled(act) == (0, "0")


def test_a_stream_takes_the_token_as_its_first_message() -> None:
    async def act(caller: Caller) -> Tree:
        after = caller.rig.journal.entries[-1].id
        caller.rig.session.told("seen")
        async with await stream(caller, after, x_other="1") as socket:
            await socket.send(json.dumps({"token": caller.address.token}))
            return (await take(socket, 1))[0]["text"]

    assert controlled(act) == "seen"


@pytest.mark.parametrize("first", ['{"token": "wrong"}', "[]", "{", '{"token": 1}'])
def test_a_stream_without_the_token_is_closed_unseen(first: str) -> None:
    async def act(caller: Caller) -> Tree:
        async with await stream(caller, 0, x_other="1") as socket:
            await socket.send(first)
            try:
                return await socket.recv()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None

    assert controlled(act) == 1008


@pytest.mark.parametrize(
    "headers", [{"authorization": "Bearer wrong"}, {"origin": "https://example.com"}]
)
def test_a_stream_is_refused_to_who_may_not_ask(headers: dict[str, str]) -> None:
    async def act(caller: Caller) -> Tree:
        try:
            await stream(caller, 0, **headers)
        except InvalidStatus as refusal:
            return refusal.response.status_code
        return None

    assert controlled(act) == 403


def test_a_stream_ends_with_the_run() -> None:
    async def open_(caller: Caller) -> Tree:
        socket = await stream(caller, caller.rig.journal.entries[-1].id)
        return asyncio.ensure_future(code_of_end(socket))

    async def run() -> Tree:
        return await (await with_control(open_, rig=make_rig()))

    assert asyncio.run(run()) == 1001


async def code_of_end(socket: ClientConnection) -> int | None:
    """Read until the other end closes, and return why it did."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def test_a_reader_that_takes_nothing_is_dropped() -> None:
    async def act() -> bool:
        dropped = asyncio.Event()
        connecting: list[Message] = [{"type": "websocket.connect"}]

        async def receive() -> Message:
            if not connecting:
                await asyncio.Event().wait()
            return connecting.pop()

        async def send(message: Message) -> None:
            if message["type"] == "websocket.send":
                await asyncio.Event().wait()

        scope = {"type": "websocket", "query_string": b"", "state": {"drop": dropped.set}}
        tail = Tail(journal_of(1), patience_s=0.01)
        await stream_journal(tail, WebSocket({**scope, "headers": []}, receive, send))
        return dropped.is_set()

    assert asyncio.run(act())
