"""Toss's game center: the person's profile and the leaderboard of the mini-app."""

from __future__ import annotations

import asyncio
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

from aitdesk.errors import StoreError
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.game_sheet import FIRST_PLAYER, PLAYERS, board_sheet, picture_uri, profile_sheet
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Score

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.prompts import Prompts
    from aitdesk.phone.signal import Signal

Submitted: TypeAlias = Literal[
    "SUCCESS", "LEADERBOARD_NOT_FOUND", "PROFILE_NOT_FOUND", "UNPARSABLE_SCORE"
]

OWN_PROFILE: Final = "profile"
"""The key of the one record that a person has in the ledger of profiles."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


class GameState(State, frozen=True, kw_only=True):
    """The game center as it is before the person does anything in it.

    `has_profile` tells whether the person comes with `nickname` and `picture_uri`. `players` are
    the others on the leaderboard, with their scores.
    """

    has_profile: bool = True
    nickname: str = "테스트 플레이어"
    picture_uri: str = msgspec.field(default_factory=lambda: picture_uri("#3182F6"))
    has_leaderboard: bool = True
    players: dict[str, float] = msgspec.field(
        default_factory=lambda: {
            "가짜 플레이어 1": 3000.0,
            "가짜 플레이어 2": 2000.0,
            "가짜 플레이어 3": 1000.0,
        }
    )


class PlayerProfile(State, frozen=True, kw_only=True):
    """How a person is shown to other players."""

    nickname: str
    picture_uri: str


class BestScore(State, frozen=True, kw_only=True):
    """The best score of one person, and the name it stands under."""

    nickname: str
    score: float


@dataclass
class Game:
    """The game center now; the scores are of everyone on this install, by user."""

    scores: Ledger[BestScore]
    profiles: Ledger[PlayerProfile]
    app: AppFacts
    user: str
    environment: Environment
    prompts: Prompts
    observable: Observable[GameState] = field(default_factory=lambda: Observable(GameState()))
    overlay_gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether what is shown above the game at its start has come and gone."""

    _on_screen: set[asyncio.Task[None]] = field(default_factory=set)

    async def profile(self) -> PlayerProfile | None:
        """Return the person's profile, None when there is none. Raises StoreError."""
        made, state = await self.profiles.get(OWN_PROFILE), self.observable.value
        if made is not None or not state.has_profile:
            return made
        return PlayerProfile(nickname=state.nickname, picture_uri=state.picture_uri)

    async def make_profile(self, *, for_call: str = "") -> PlayerProfile | None:
        """Let the person make a profile, which stays; None when the person does not want to."""
        answer = await self.prompts.ask(
            PromptKind.GAME_PROFILE,
            profile_sheet(self.environment.say),
            allow=Answer("make", {"picked": [FIRST_PLAYER]}),
            deny=Answer("later"),
            for_call=for_call,
        )
        picked = answer.values.get("picked")
        player = PLAYERS.get(str(picked[0])) if isinstance(picked, list) and picked else None
        if answer.choice != "make" or player is None:
            return None
        profile = PlayerProfile(nickname=player.nickname, picture_uri=picture_uri(player.color))
        await self.profiles.put(OWN_PROFILE, profile)
        return profile

    async def submit(self, text: str) -> Submitted:
        """Take a score: a higher one than before is the best from then on. Raises StoreError."""
        score = _parse(text)
        if score is None:
            return "UNPARSABLE_SCORE"
        if not self.observable.value.has_leaderboard:
            return "LEADERBOARD_NOT_FOUND"
        profile = await self.profile()
        if profile is None:
            return "PROFILE_NOT_FOUND"
        while not await self._keep(BestScore(nickname=profile.nickname, score=score)):
            pass
        return "SUCCESS"

    async def ranking(self) -> tuple[Score, ...]:
        """Return the leaderboard from the top; equal scores share a rank. Raises StoreError."""
        own = await self.scores.all()
        rows = [(name, score, False) for name, score in self.observable.value.players.items()]
        rows += [(best.nickname, best.score, user == self.user) for user, best in own.items()]
        rows.sort(key=lambda row: -row[1])
        all_scores = [score for _, score, _ in rows]
        return tuple(
            Score(rank=all_scores.index(score) + 1, name=name, score=shown(score), is_me=is_me)
            for name, score, is_me in rows
        )

    def open_leaderboard(self, *, for_call: str, problems: Signal[str]) -> None:
        """Put the leaderboard above the page, where it stays whoever navigates below.

        A second one cannot be put above the first. Raises NO_APP_NAME.
        """
        if not self.app.name:
            raise refusal(for_call, "NO_APP_NAME")
        if not self._on_screen:
            task = asyncio.create_task(self._show_board(for_call=for_call, problems=problems))
            self._on_screen.add(task)
            task.add_done_callback(self._on_screen.discard)

    def close(self) -> None:
        """Take the leaderboard from the screen at the end of the session."""
        for task in self._on_screen:
            task.cancel()

    async def _show_board(self, *, for_call: str, problems: Signal[str]) -> None:
        has_board = self.observable.value.has_leaderboard
        try:
            if has_board and await self.profile() is None:
                await self.make_profile(for_call=for_call)
            rows = await self.ranking() if has_board else None
        except StoreError as problem:  # the call was answered when the board began to open
            problems.emit(str(problem))
            return
        await self.prompts.ask(
            PromptKind.LEADERBOARD,
            board_sheet(rows, app=self.app.display_name, say=self.environment.say),
            allow=Answer("close"),
            deny=Answer("close"),
            for_call=for_call,
        )

    async def _keep(self, new: BestScore) -> bool:
        """Record the score if it is the best; false when someone else wrote meanwhile."""
        best = await self.scores.get(self.user)
        if best is not None and best.score >= new.score:
            return True
        return await self.scores.swap(self.user, expected=best, new=new)


def profile_reply(profile: PlayerProfile | None) -> dict[str, str]:
    """Return a profile as the SDK shows it."""
    if profile is None:
        return {"statusCode": "PROFILE_NOT_FOUND"}
    return {
        "statusCode": "SUCCESS",
        "nickname": profile.nickname,
        "profileImageUri": profile.picture_uri,
    }


def shown(score: float) -> str:
    """Return a score as the leaderboard shows it."""
    return f"{score:,.15g}"


def _parse(text: str) -> float | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    score = float(text)
    return score if math.isfinite(score) else None
