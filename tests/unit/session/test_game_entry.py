from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.headless import Headless
from aitdesk.phone import SimulatedPhone  # noqa: TC001  # a fixture's own annotation
from aitdesk.phone.app import AppFacts
from aitdesk.phone.environment import Operational
from aitdesk.phone.navigation import Move
from aitdesk.phone.prompts import Answer
from aitdesk.session.game_entry import WELCOME_MS, greet
from rig import FakeTime, make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.value import Json

GAME = AppFacts("my-game", "벽돌깨기", web_view_type="game")


def game(
    *,
    app: AppFacts = GAME,
    toss_version: str = "5.270.0",
    operational: Operational = Operational.TOSS,
    time: FakeTime | None = None,
) -> SimulatedPhone:
    return make_shell(app=app, toss_version=toss_version, operational=operational, time=time)


def greeted(shell: SimulatedPhone) -> tuple[list[str], list[Move]]:
    """Return what the window was made to do, and where the shell went."""
    chrome, moves = Headless(), list[Move]()
    shell.navigation.moves.listen(moves.append)

    async def begin() -> None:
        greeting = asyncio.create_task(greet(shell, chrome))
        await quiet()
        greeting.cancel()

    asyncio.run(begin())
    return chrome.done, moves


def gone_after(shell: SimulatedPhone, time: FakeTime, *, ms: float) -> bool:
    """Tell whether nothing is above the game that long after its start."""

    async def begin() -> bool:
        greeting = asyncio.create_task(greet(shell, Headless()))
        await quiet()
        time.advance(ms=ms)
        await quiet()
        greeting.cancel()
        return shell.game.overlay_gone.is_set()

    return asyncio.run(begin())


def test_a_player_is_greeted_by_name() -> None:
    assert greeted(game()) == (["flash 테스트 플레이어님 반가워요!"], [])


def test_the_sandbox_greets_nobody() -> None:
    assert greeted(game(operational=Operational.SANDBOX)) == ([], [])


@pytest.mark.parametrize(("policy", "links"), [("allow", 1), ("deny", 0)])
def test_a_toss_that_is_too_old_closes_the_game_with_or_without_an_update(
    policy: str, links: int
) -> None:
    shell, opened = game(toss_version="5.231.9"), list[object]()
    shell.prompts.observable.update(default=policy)
    shell.links.opened.listen(opened.append)
    assert (greeted(shell), len(opened)) == (([], [Move.CLOSE]), links)


def test_who_makes_no_profile_is_asked_again_until_there_is_one() -> None:
    shell, chrome = game(), Headless()
    shell.game.observable.update(has_profile=False)

    async def refuse_then_make() -> None:
        greeting = asyncio.create_task(greet(shell, chrome))
        for answer in (Answer("later"), Answer("make", {"picked": ["red"]})):
            await quiet()
            (prompt,) = shell.prompts.waiting
            picks = [
                item.id for block in prompt.sheet.blocks for item in getattr(block, "items", ())
            ]
            values: dict[str, Json] = {"picked": picks[:1]} if answer.choice == "make" else {}
            shell.prompts.answer(prompt.id, Answer(answer.choice, values), by="sheet")
        await quiet()
        greeting.cancel()

    asyncio.run(refuse_then_make())
    assert [done.startswith("flash ") for done in chrome.done] == [True]


def test_a_policy_that_refuses_is_asked_only_once() -> None:
    shell = game()
    shell.game.observable.update(has_profile=False)
    shell.prompts.observable.update(default="deny")
    assert greeted(shell) == ([], [])


@pytest.mark.parametrize(
    ("ms", "is_gone"), [(0, False), (WELCOME_MS - 1, False), (WELCOME_MS, True)]
)
def test_the_greeting_is_gone_after_a_moment(ms: float, *, is_gone: bool) -> None:
    time = FakeTime()
    assert gone_after(game(time=time), time, ms=ms) is is_gone


@pytest.mark.parametrize(
    ("app", "toss_version", "operational"),
    [
        (AppFacts("my-app", "My App"), "5.270.0", Operational.TOSS),
        (GAME, "5.270.0", Operational.SANDBOX),
        (GAME, "5.231.9", Operational.TOSS),
    ],
)
def test_what_was_never_shown_is_never_gone(
    app: AppFacts, toss_version: str, operational: Operational
) -> None:
    time = FakeTime()
    shell = game(app=app, toss_version=toss_version, operational=operational, time=time)
    shell.prompts.observable.update(default="deny")
    assert not gone_after(shell, time, ms=WELCOME_MS)


def test_the_greeting_stands_as_long_as_the_row_flashes() -> None:
    # Read and not imported: Qt would be loaded for one number.
    source = files("aitdesk").joinpath("engine/qt/status.py").read_text("utf-8")
    assert f"FLASH_MS = {WELCOME_MS:_}\n" in source
