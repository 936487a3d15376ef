from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.app import AppFacts, WebViewType
from aitdesk.phone.environment import Operational
from aitdesk.phone.prompts import Answer
from aitdesk.phone.welcome import Welcome, welcome
from memory_vault import MemoryVault
from rig import make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


def phone(
    *,
    web_view_type: WebViewType = "game",
    operational: Operational = Operational.TOSS,
    toss_version: str = "5.232.0",
    vault: MemoryVault | None = None,
    has_profile: bool = True,
) -> SimulatedPhone:
    app = AppFacts("my-app", "시험판", web_view_type=web_view_type)
    shell = make_shell(app=app, operational=operational, toss_version=toss_version, vault=vault)
    shell.game.observable.update(has_profile=has_profile)
    return shell


def enter(shell: SimulatedPhone, *answers: Answer) -> tuple[Welcome, list[str]]:
    """Enter the game and return how it went, and the titles of what was asked."""
    asked = list[str]()
    shell.prompts.opened.listen(lambda prompt: asked.append(prompt.sheet.title))

    async def run() -> Welcome:
        entering = asyncio.create_task(welcome(shell.game))
        for answer in answers:
            await quiet()
            shell.prompts.answer(shell.prompts.waiting[0].id, answer, by="sheet")
        await quiet()
        return entering.result()

    return asyncio.run(run()), asked


def test_a_player_is_greeted_by_name() -> None:
    assert enter(phone()) == (Welcome("play", "테스트 플레이어님 반가워요!"), [])


@pytest.mark.parametrize(
    ("web_view_type", "operational"),
    [
        ("partner", Operational.TOSS),
        ("external", Operational.TOSS),
        ("game", Operational.SANDBOX),
    ],
)
def test_only_a_game_outside_the_sandbox_does_it(
    web_view_type: WebViewType, operational: Operational
) -> None:
    shell = phone(
        web_view_type=web_view_type,
        operational=operational,
        toss_version="5.231.9",
        has_profile=False,
    )
    assert enter(shell) == (Welcome("play"), [])


@pytest.mark.parametrize(("choice", "step"), [("close", "leave"), ("update", "update")])
def test_an_old_toss_has_to_be_updated(choice: str, step: str) -> None:
    welcomed, asked = enter(phone(toss_version="5.231.9"), Answer(choice))
    assert (welcomed.step, welcomed.toast, asked) == (
        step,
        "",
        ["시험판을 하려면\n앱을 업데이트해주세요"],
    )


@pytest.mark.parametrize(
    ("answer", "welcomed"),
    [
        (Answer("make", {"picked": ["otter"]}), Welcome("play", "시험하는 수달님 반가워요!")),
        (Answer("later"), Welcome("blocked")),
    ],
)
def test_nobody_plays_without_a_profile(answer: Answer, welcomed: Welcome) -> None:
    assert enter(phone(has_profile=False), answer) == (welcomed, ["게임센터 프로필 만들기"])


def test_a_profile_that_cannot_be_read_ends_the_game() -> None:
    vault = MemoryVault(problem=StoreError("the disk is full"))
    assert enter(phone(vault=vault), Answer("close")) == (
        Welcome("leave"),
        ["잠시 후 다시 시도해주세요"],
    )
