"""What Toss's game center looks like: making a profile, and the leaderboard."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from aitdesk.phone.face import MEDIA_TYPE, face
from aitdesk.phone.sheet import (
    AnyBlock,
    Choice,
    Item,
    Layout,
    Paragraph,
    Ranking,
    Sheet,
    SheetOptions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone.sheet import Score

Say: TypeAlias = "Callable[[str, str], str]"

LABEL: Final = "가짜 게임센터 · Simulated game center"
"""Stands on every sheet, in both languages: none of it reaches Toss."""


@dataclass(frozen=True, slots=True)
class Player:
    """A made-up player that a person can be. `color` is #RRGGBB."""

    nickname: str
    color: str


PLAYERS: Final = {
    "hare": Player("시험하는 토끼", "#3182F6"),
    "otter": Player("시험하는 수달", "#00A86B"),
    "magpie": Player("시험하는 까치", "#F04452"),
}
"""What a person can choose from, by id."""

FIRST_PLAYER: Final = "hare"


def picture_uri(color: str) -> str:
    """Return the picture as an address that needs no server."""
    return f"data:{MEDIA_TYPE};base64,{base64.b64encode(face(color)).decode()}"


def profile_sheet(say: Say) -> Sheet:
    """Return the sheet in which a person makes a profile."""
    items = tuple(
        Item(id=key, label=player.nickname, image=face(player.color), media_type=MEDIA_TYPE)
        for key, player in PLAYERS.items()
    )
    return Sheet(
        layout=Layout.BOTTOM,
        title=say("게임센터 프로필 만들기", "Make a game profile"),
        blocks=(_label(), SheetOptions(items=items, at_most=1)),
        choices=(
            Choice(id="later", label=say("다음에", "Later")),
            Choice(id="make", label=say("만들기", "Make it"), role="primary", needs_pick=True),
        ),
        dismiss="later",
    )


def board_sheet(rows: tuple[Score, ...] | None, *, app: str, say: Say) -> Sheet:
    """Return the leaderboard; `rows` is None where the mini-app has none."""
    return Sheet(
        layout=Layout.SCREEN,
        icon="🏆",
        title=say(f"{app} 리더보드", f"{app} leaderboard"),
        blocks=(_label(), _board(rows, say)),
        choices=(Choice(id="close", label=say("닫기", "Close"), role="primary"),),
        dismiss="close",
    )


def _board(rows: tuple[Score, ...] | None, say: Say) -> AnyBlock:
    if rows is None:
        return Paragraph(
            text=say("이 미니앱에는 리더보드가 없어요.", "This mini-app has no leaderboard.")
        )
    if not rows:
        return Paragraph(text=say("아직 점수가 없어요.", "There is no score yet."))
    return Ranking(rows=rows)


def _label() -> Paragraph:
    return Paragraph(text=LABEL, tone="warning")
