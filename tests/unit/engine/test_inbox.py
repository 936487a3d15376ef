from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.inbox import MOST_WAITING, MOST_WAITING_CHARACTERS, Inbox

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Heard:
    """A receiver that keeps what it is told."""

    told: list[tuple[str, str]] = field(default_factory=list)

    def opened(self, page: str, *, origin: str) -> None:
        self.told.append(("opened", page))

    def received(self, page: str, text: str, *, origin: str) -> None:
        self.told.append(("received", text))

    def answered(self, page: str, text: str, *, origin: str) -> None:
        self.told.append(("answered", text))

    def failed(self, page: str, text: str) -> None:
        self.told.append(("failed", text))

    def overran(self, text: str) -> None:
        self.told.append(("overran", text))


@dataclass
class Line:
    """An inbox, and what went out of it."""

    inbox: Inbox
    heard: Heard
    sent: list[tuple[str, str]]
    cuts: list[None]


async def turns_until_taken(inbox: Inbox) -> int:
    """Let the loop go on until nothing waits, and return how many turns it took."""
    for turn in range(10_000):
        if not inbox.is_under_way:
            return turn
        await asyncio.sleep(0)
    raise AssertionError("something waits for ever")


def during(act: Callable[[Line], object]) -> Line:
    """Let `act` say something before the loop has a turn, and everything come of it."""

    async def run() -> Line:
        sent, cuts, heard = list[tuple[str, str]](), list[None](), Heard()
        loop = asyncio.get_running_loop()
        inbox = Inbox(
            loop,
            loop.call_soon_threadsafe,
            lambda page, text: sent.append((page, text)),
            lambda: cuts.append(None),
            heard,
        )
        line = Line(inbox, heard, sent, cuts)
        act(line)
        await turns_until_taken(inbox)
        return line

    return asyncio.run(run())


def test_everything_that_a_page_says_is_told_in_order() -> None:
    def act(line: Line) -> None:
        line.inbox.opened("p", "o")
        line.inbox.received("p", "1", "o")
        line.inbox.failed("p", "2")
        line.inbox.answered("p", "3", "o")
        line.inbox.received("p", "4", "o")
        line.inbox.opened("q", "o")

    assert during(act).heard.told == [
        ("opened", "p"),
        ("received", "1"),
        ("failed", "2"),
        ("answered", "3"),
        ("received", "4"),
        ("opened", "q"),
    ]


def test_the_page_hears_how_much_of_it_was_taken() -> None:
    def act(line: Line) -> None:
        line.inbox.opened("p", "o")
        for number in range(200):
            line.inbox.received("p", str(number), "o")
        line.inbox.received("p", "x" * 1_000_000, "o")

    told = [(page, json.loads(text)) for page, text in during(act).sent]
    assert told == [("p", {"heard": 64})] * 3 + [("p", {"heard": 9})]


@pytest.mark.parametrize(
    "text", ["{}", "x" * (MOST_WAITING_CHARACTERS // 10)], ids=["many", "large"]
)
def test_a_page_that_says_too_much_is_cut_off_and_told_once(text: str) -> None:
    def act(line: Line) -> None:
        line.inbox.opened("p", "o")
        for _ in range(MOST_WAITING * 3):
            line.inbox.received("p", text, "o")

    line = during(act)
    told = [name for name, _ in line.heard.told]
    assert (told.count("overran"), len(line.cuts)) == (1, 1)
    assert told.count("received") == (MOST_WAITING - 1 if text == "{}" else 10)


def test_one_text_is_taken_however_long_it_is() -> None:
    text = "x" * (MOST_WAITING_CHARACTERS + 1)
    line = during(lambda line: line.inbox.received("p", text, "o"))
    assert line.heard.told == [("received", text)]


def test_the_next_document_of_a_page_that_was_cut_off_is_heard() -> None:
    def act(line: Line) -> None:
        for number in range(MOST_WAITING + 1):
            line.inbox.received("p", str(number), "o")
        line.inbox.opened("q", "o")
        line.inbox.received("q", "hello", "o")

    told = [each for each in during(act).heard.told if each[0] != "overran"]
    assert told == [("opened", "q"), ("received", "hello")]


def test_a_flood_leaves_the_loop_its_turns_for_others() -> None:
    async def run() -> int:
        heard = Heard()
        loop = asyncio.get_running_loop()
        inbox = Inbox(loop, loop.call_soon_threadsafe, lambda *_: None, lambda: None, heard)
        # Each takes longer than a portion.
        heard.received = lambda *_, **__: _busy(loop)  # type: ignore[method-assign]
        for number in range(5):
            inbox.received("p", str(number), "o")
        return await turns_until_taken(inbox)

    assert asyncio.run(run()) >= 5


def test_a_receiver_that_fails_costs_one_message_and_not_the_rest() -> None:
    async def run() -> tuple[list[tuple[str, str]], int]:
        heard, problems = Heard(), list[object]()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: problems.append(context))
        inbox = Inbox(loop, loop.call_soon_threadsafe, lambda *_: None, lambda: None, heard)
        heard.failed = lambda *_: 1 / 0  # type: ignore[assignment]
        inbox.failed("p", "1")
        inbox.received("p", "2", "o")
        await turns_until_taken(inbox)
        return heard.told, len(problems)

    assert asyncio.run(run()) == ([("received", "2")], 1)


def _busy(loop: asyncio.AbstractEventLoop) -> None:
    end = loop.time() + 0.003
    while loop.time() < end:
        pass
