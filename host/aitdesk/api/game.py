"""Toss's game center: profile and leaderboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, event, method
from aitdesk.phone.environment import since
from aitdesk.phone.game import profile_reply
from aitdesk.protocol.line import Line
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone

_GAME_CENTER = since("5.221.0")


class GameResult(Params, frozen=True):
    """{score}."""

    score: str


class SubmitCall(Params, array_like=True, frozen=True):
    """[{score}]."""

    result: GameResult


@method("getGameCenterGameProfile", minimum=_GAME_CENTER)
async def get_game_center_game_profile(shell: SimulatedPhone) -> dict[str, str]:
    """Return how this person is shown to other players.

    Reply: {statusCode: "SUCCESS", nickname, profileImageUri}; {statusCode: "PROFILE_NOT_FOUND"}
      without a profile; undefined below 5.221.0 outside the sandbox.
    Differs: a fresh phone has a profile, visibly not a real one, with a picture that is a data:
      address; the phone adds a gameSessionId, whose form is not known.
    Source: getGameCenterGameProfile.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    return profile_reply(await shell.game.profile())


@method("submitGameCenterLeaderBoardScore", minimum=_GAME_CENTER)
async def submit_game_center_leader_board_score(
    shell: SimulatedPhone, params: SubmitCall
) -> dict[str, str]:
    """Put a score on the leaderboard if it is this person's highest.

    Reply: {statusCode}: "SUCCESS", "UNPARSABLE_SCORE" for a text that is no number,
      "LEADERBOARD_NOT_FOUND" or "PROFILE_NOT_FOUND", in this order; undefined below 5.221.0
      outside the sandbox.
    Errors: INVALID_REQUEST for a score that is no text (assumed).
    Differs: the scores of everyone on this install, and of nobody else.
    Source: submitGameCenterLeaderBoardScore.d.ts, web-bridge 2.10.8; that the highest counts, and
      the order of the checks, assumed.
    """
    return {"statusCode": await shell.game.submit(params.result.score)}


@method("openGameCenterLeaderboard", minimum=_GAME_CENTER)
async def open_game_center_leaderboard(shell: SimulatedPhone) -> bool:
    """Show the leaderboard above the page.

    Reply: true as soon as it opens; undefined below 5.221.0 outside the sandbox.
    Errors: "Cannot get app name", without a code, for a mini-app that has no name.
    Differs: drawn here from the scores that were submitted on this install and from made-up
      players; without a profile a person can make one first.
    Source: openGameCenterLeaderboard.d.ts, web-bridge 2.10.8; native host 2.10.8; true inferred.
    """
    shell.game.open_leaderboard(for_call="openGameCenterLeaderboard", problems=shell.problems)
    return True


@event("gameInfoOverlayHidden", line=Line.WEBVIEW_BRIDGE)
async def game_info_overlay_hidden(shell: SimulatedPhone) -> AsyncIterator[Undefined]:
    """Tell that what Toss shows above a game at its start is gone.

    Reply: undefined, once (the payload from a public report): when the greeting ends, and at once
      to one who listens later (assumed).
    Differs: the greeting is a line in the status row. Where nothing is shown, as in the sandbox
      and to a mini-app that is no game, nothing is told.
    Source: SDK 3.x build 3.6.0.
    """
    await shell.game.overlay_gone.wait()
    yield UNDEFINED
