from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.chrome.headless import Headless
from aitdesk.greeting import greet
from aitdesk.shell import Shell  # noqa: TC001  # a fixture's own annotation
from aitdesk.shell.app import AppFacts
from aitdesk.shell.environment import Operational
from aitdesk.shell.navigation import Move
from aitdesk.shell.prompts import Answer
from rig import make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.value import Json

GAME = AppFacts("my-game", "벽돌깨기", web_view_type="game")


def game(*, toss_version: str = "5.266.0", operational: Operational = Operational.TOSS) -> Shell:
    return make_shell(app=GAME, toss_version=toss_version, operational=operational)


def greeted(shell: Shell) -> tuple[list[str], list[Move]]:
    """Return what the window was made to do, and where the shell went."""
    chrome, moves = Headless(), list[Move]()
    shell.navigation.moves.listen(moves.append)
    asyncio.run(greet(shell, chrome))
    return chrome.done, moves


def test_a_player_is_greeted_by_name() -> None:
    assert greeted(game()) == (["flash 테스트 플레이어님 반가워요!"], [])


def test_the_sandbox_greets_nobody() -> None:
    assert greeted(game(operational=Operational.SANDBOX)) == ([], [])


@pytest.mark.parametrize(("policy", "links"), [("allow", 1), ("deny", 0)])
def test_a_toss_that_is_too_old_closes_the_game_with_or_without_an_update(
    policy: str, links: int
) -> None:
    shell, opened = game(toss_version="5.231.9"), list[object]()
    shell.prompts.cell.update(default=policy)
    shell.links.opened.listen(opened.append)
    assert (greeted(shell), len(opened)) == (([], [Move.CLOSE]), links)


def test_who_makes_no_profile_is_asked_again_until_there_is_one() -> None:
    shell, chrome = game(), Headless()
    shell.game.cell.update(has_profile=False)

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
        await greeting

    asyncio.run(refuse_then_make())
    assert [done.startswith("flash ") for done in chrome.done] == [True]


def test_a_policy_that_refuses_is_asked_only_once() -> None:
    shell = game()
    shell.game.cell.update(has_profile=False)
    shell.prompts.cell.update(default="deny")
    assert greeted(shell) == ([], [])
