from __future__ import annotations

import pytest

from aitdesk.journal import EntryKind
from aitdesk.phone.app import AppFacts
from aitdesk.phone.environment import Operational
from aitdesk.value import UNDEFINED, Value
from rig import call, make_rig, rejected, resolved, talk

NAME = "requestReview"


@pytest.mark.parametrize(
    ("choice", "values"), [("submit", {"stars": 4}), ("submit", {}), ("later", {})]
)
def test_the_page_never_learns_what_was_answered(choice: str, values: dict[str, int]) -> None:
    rig = make_rig()
    got = talk(rig, call(NAME), rig.answer(choice, **values))
    told = [
        (entry["choice"], entry["values"])
        for entry in rig.recorded(EntryKind.PROMPT)
        if entry["step"] == "answered"
    ]
    assert (got, told) == ([resolved(NAME, None)], [(choice, values)])


def test_the_call_waits_for_the_person() -> None:
    assert talk(make_rig(), call(NAME)) == []


def test_the_sheet_asks_for_stars_and_says_that_it_is_a_test() -> None:
    rig = make_rig()
    talk(rig, call(NAME))
    (sheet,) = rig.sheets()
    assert (sheet["title"], sheet["dismiss"], sheet["blocks"]) == (
        "'My App' 어떠셨나요?",
        "later",
        [
            {"block": "stars", "label": "별점"},
            {
                "block": "paragraph",
                "text": "테스트 리뷰예요. 아무 데도 보내지 않아요.",
                "tone": "muted",
            },
        ],
    )


def test_a_mini_app_without_a_display_name_cannot_ask() -> None:
    rig = make_rig(app=AppFacts("my-app", ""))
    got = talk(rig, call(NAME))
    assert (got, rig.sheets()) == (
        [rejected(NAME, "requestReview: Not AppsInToss Environment")],
        [],
    )


@pytest.mark.parametrize(
    ("operational", "toss_version", "answer"),
    [
        (Operational.TOSS, "5.252.9", UNDEFINED),
        (Operational.TOSS, "5.253.0", None),
        (Operational.SANDBOX, "5.252.9", None),
    ],
)
@pytest.mark.parametrize("policy", ["allow", "deny"])
def test_reviews_begin_with_5_253_0_outside_the_sandbox(
    operational: Operational, toss_version: str, answer: Value, policy: str
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    rig.shell.prompts.observable.update(default=policy)
    assert talk(rig, call(NAME)) == [resolved(NAME, answer)]


def test_the_version_is_looked_at_before_the_name() -> None:
    rig = make_rig(app=AppFacts("my-app", ""), toss_version="5.252.9")
    assert talk(rig, call(NAME)) == [resolved(NAME)]
