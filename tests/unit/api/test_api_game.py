from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.app import AppFacts
from aitdesk.phone.environment import Operational
from aitdesk.phone.game_sheet import LABEL
from rig import call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

PROFILE, SUBMIT, OPEN = (
    "getGameCenterGameProfile",
    "submitGameCenterLeaderBoardScore",
    "openGameCenterLeaderboard",
)
CALLS = {PROFILE: call(PROFILE), SUBMIT: call(SUBMIT, {"score": "1"}), OPEN: call(OPEN)}


def submit(score: Json) -> str:
    return call(SUBMIT, {"score": score})


def test_the_profile_is_the_person_s() -> None:
    rig = make_rig()
    rig.shell.game.observable.update(nickname="Me", picture_uri="data:,picture")
    assert talk(rig, call(PROFILE)) == [
        resolved(
            PROFILE,
            {"statusCode": "SUCCESS", "nickname": "Me", "profileImageUri": "data:,picture"},
        )
    ]


def test_a_person_may_have_no_profile_and_is_not_asked_for_one() -> None:
    rig = make_rig()
    rig.shell.game.observable.update(has_profile=False)
    got = talk(rig, call(PROFILE), submit("1"))
    missing: Json = {"statusCode": "PROFILE_NOT_FOUND"}
    assert (got, rig.sheets()) == ([resolved(PROFILE, missing), resolved(SUBMIT, missing)], [])


@pytest.mark.parametrize(("score", "status"), [("12.5", "SUCCESS"), ("twelve", "UNPARSABLE_SCORE")])
def test_a_score_is_a_number_in_a_text(score: str, status: str) -> None:
    assert talk(make_rig(), submit(score)) == [resolved(SUBMIT, {"statusCode": status})]


def test_a_score_needs_a_leaderboard() -> None:
    rig = make_rig()
    rig.shell.game.observable.update(has_leaderboard=False)
    assert talk(rig, submit("1")) == [resolved(SUBMIT, {"statusCode": "LEADERBOARD_NOT_FOUND"})]


def test_a_score_that_is_no_text_is_rejected() -> None:
    message = f"{SUBMIT}: Expected `str`, got `int` - at `$[0].score`"
    assert talk(make_rig(), submit(12)) == [rejected(SUBMIT, message, code="INVALID_REQUEST")]


def test_the_leaderboard_is_drawn_from_the_scores_and_the_call_does_not_wait_for_it() -> None:
    rig = make_rig()
    rig.shell.game.observable.update(nickname="Me", players={"Fake": 10.0})
    got = talk(rig, submit("20"), call(OPEN))
    (sheet,) = rig.sheets()
    assert (got[1:], sheet["blocks"]) == (
        [resolved(OPEN, value=True)],
        [
            {"block": "paragraph", "text": LABEL, "tone": "warning"},
            {
                "block": "ranking",
                "rows": [
                    {"rank": 1, "name": "Me", "score": "20", "is_me": True},
                    {"rank": 2, "name": "Fake", "score": "10", "is_me": False},
                ],
            },
        ],
    )


def test_a_closed_leaderboard_can_be_opened_again() -> None:
    rig = make_rig()
    talk(rig, call(OPEN), rig.answer("close"), call(OPEN))
    assert [sheet["title"] for sheet in rig.sheets()] == ["My App 리더보드"] * 2


@pytest.mark.parametrize("policy", ["allow", "deny"])
def test_a_policy_opens_and_closes_the_leaderboard_unseen(policy: str) -> None:
    rig = make_rig()
    rig.shell.prompts.observable.update(default=policy)
    rig.shell.game.observable.update(has_profile=False)
    got = talk(rig, call(OPEN), call(PROFILE))
    status = "SUCCESS" if policy == "allow" else "PROFILE_NOT_FOUND"
    assert (got[0], got[1]["value"]["statusCode"], rig.sheets()) == (  # type: ignore[index,call-overload]
        resolved(OPEN, value=True),
        status,
        [],
    )


def test_without_a_name_there_is_no_leaderboard() -> None:
    rig = make_rig(app=AppFacts("", "My App"))
    assert talk(rig, call(OPEN)) == [rejected(OPEN, "Cannot get app name")]


@pytest.mark.parametrize("name", list(CALLS))
def test_an_old_toss_has_no_game_center(name: str) -> None:
    assert talk(make_rig(toss_version="5.220.9"), CALLS[name]) == [resolved(name)]


@pytest.mark.parametrize("name", list(CALLS))
@pytest.mark.parametrize(
    ("operational", "toss_version"),
    [(Operational.TOSS, "5.221.0"), (Operational.SANDBOX, "5.220.9")],
)
def test_the_game_center_begins_with_5_221_0_and_is_always_in_the_sandbox(
    name: str, operational: Operational, toss_version: str
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    assert talk(rig, CALLS[name]) == talk(make_rig(), CALLS[name])
