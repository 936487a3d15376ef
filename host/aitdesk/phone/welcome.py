"""What Toss does before a game can be played: a new enough app, a profile, a greeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.errors import StoreError
from aitdesk.phone.environment import Operational, since
from aitdesk.phone.leaving import object_particle
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone.game import Game

Step: TypeAlias = Literal["play", "blocked", "leave", "update"]

_OLDEST_TOSS = since("5.232.0")


@dataclass(frozen=True, slots=True)
class Welcome:
    """How it went on. `blocked` asks again at the next touch; `toast` is shown at the top."""

    step: Step
    toast: str = ""


async def welcome(game: Game) -> Welcome:
    """Do what the native host does while a game loads (native host 2.10.8).

    There, one who makes no profile is asked again at every touch; here the caller asks again.
    """
    environment = game.environment
    is_game = game.app.web_view_type == "game"
    if not is_game or environment.operational is Operational.SANDBOX:
        return Welcome("play")
    if not environment.supports(_OLDEST_TOSS):
        sheet = _update_sheet(game.app.display_name, environment.say)
        return Welcome("update" if await _tell(game, sheet) == "update" else "leave")
    try:
        profile = await game.profile() or await game.make_profile()
    except StoreError:
        await _tell(game, _failure_sheet(environment.say))
        return Welcome("leave")
    if profile is None:
        return Welcome("blocked")
    name = profile.nickname
    return Welcome("play", environment.say(f"{name}님 반가워요!", f"Welcome, {name}!"))


async def _tell(game: Game, sheet: Sheet) -> str:
    ids = [choice.id for choice in sheet.choices]
    answer = await game.prompts.ask(
        PromptKind.NOTICE, sheet, allow=Answer(ids[-1]), deny=Answer(ids[0])
    )
    return answer.choice


def _update_sheet(name: str, say: Callable[[str, str], str]) -> Sheet:
    return Sheet(
        layout=Layout.ALERT,
        title=say(
            f"{name}{object_particle(name)} 하려면\n앱을 업데이트해주세요",
            f"Update Toss to play {name}",
        ),
        choices=(
            Choice(id="close", label=say("닫기", "Close")),
            Choice(id="update", label=say("업데이트하기", "Update"), role="primary"),
        ),
    )


def _failure_sheet(say: Callable[[str, str], str]) -> Sheet:
    return Sheet(
        layout=Layout.ALERT,
        title=say("잠시 후 다시 시도해주세요", "Try again in a while"),
        blocks=(
            Paragraph(
                text=say(
                    "문제가 계속되면 토스 고객센터(1599-4905)로 문의해주세요.",
                    "If this goes on, ask Toss’s support (1599-4905).",
                )
            ),
        ),
        choices=(Choice(id="close", label=say("확인", "OK"), role="primary"),),
    )
