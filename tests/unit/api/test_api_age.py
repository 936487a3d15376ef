from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.environment import Operational, Platform
from rig import call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json
    from rig import Rig

NAME = "getDeclaredAgeRange"
TOO_OLD_OS = "getDeclaredAgeRange는 iOS 26 이상에서만 사용 가능합니다."
TOO_OLD_TOSS = "getDeclaredAgeRange는 토스앱 5.266.0 버전 이상에서만 사용 가능합니다."


def ask(*gates: float) -> str:
    return call(NAME, {"ageGates": list(gates or (13, 16, 18))})


def without_range(status: str) -> Json:
    return resolved(NAME, {"status": status, "activeParentalControls": []})


def test_a_shared_range_is_told_with_where_it_comes_from() -> None:
    rig = make_rig()
    rig.shell.person.observable.update(
        age_years=14,
        age_declaration="guardianDeclared",
        parental_controls=("communicationLimits",),
        is_eligible_for_age_features=True,
    )
    assert talk(rig, ask(), rig.answer("share")) == [
        resolved(
            NAME,
            {
                "status": "SHARING",
                "lowerBound": 13,
                "upperBound": 16,
                "ageRangeDeclaration": "guardianDeclared",
                "activeParentalControls": ["communicationLimits"],
                "isEligibleForAgeFeatures": True,
            },
        )
    ]


@pytest.mark.parametrize(
    ("age_years", "bounds"),
    [
        (0, {"upperBound": 13}),
        (12, {"upperBound": 13}),
        (13, {"lowerBound": 13, "upperBound": 16}),
        (15, {"lowerBound": 13, "upperBound": 16}),
        (16, {"lowerBound": 16, "upperBound": 18}),
        (18, {"lowerBound": 18}),
        (99, {"lowerBound": 18}),
    ],
)
def test_the_bounds_are_the_gates_around_the_age(age_years: int, bounds: dict[str, int]) -> None:
    rig = make_rig(prompts="allow")
    rig.shell.person.observable.update(age_years=age_years)
    assert talk(rig, ask()) == [
        resolved(
            NAME,
            {
                "status": "SHARING",
                **bounds,
                "ageRangeDeclaration": "selfDeclared",
                "activeParentalControls": [],
                "isEligibleForAgeFeatures": False,
            },
        )
    ]


@pytest.mark.parametrize(
    ("age_years", "korean"),
    [(12, "13세 미만"), (13, "13세 이상 16세 미만"), (18, "18세 이상")],
)
def test_the_person_sees_the_range_before_sharing_it(age_years: int, korean: str) -> None:
    rig = make_rig()
    rig.shell.person.observable.update(age_years=age_years)
    talk(rig, ask())
    (sheet,) = rig.sheets()
    assert (sheet["dismiss"], sheet["blocks"]) == (
        "decline",
        [
            {"block": "facts", "rows": [{"label": "나이 범위", "value": korean}]},
            {"block": "paragraph", "text": "테스트 나이예요.", "tone": "muted"},
        ],
    )


def test_a_person_may_decline() -> None:
    rig = make_rig()
    assert talk(rig, ask(), rig.answer("decline")) == [without_range("DECLINED_SHARING")]


@pytest.mark.parametrize(
    ("declaration", "status"), [("none", "NOT_AVAILABLE"), ("failed", "FAILED")]
)
def test_a_phone_that_knows_no_age_asks_nobody(declaration: str, status: str) -> None:
    rig = make_rig()
    rig.shell.person.observable.update(age_declaration=declaration)
    assert (talk(rig, ask()), rig.sheets()) == ([without_range(status)], [])


@pytest.mark.parametrize(
    "gates", [[], [13, 15, 17, 19], [13.5], [0], [-1], [16, 13], [13, 13], [13, 14]]
)
def test_gates_that_make_no_ranges_are_invalid(gates: list[float]) -> None:
    rig = make_rig()
    rig.shell.person.observable.update(age_declaration="none")
    got = talk(rig, call(NAME, {"ageGates": list(gates)}))
    assert (got, rig.sheets()) == ([without_range("INVALID_REQUEST")], [])


@pytest.mark.parametrize("gates", [[18], [13, 15], [13, 15, 17]])
def test_one_to_three_gates_are_asked_about(gates: list[float]) -> None:
    assert talk(make_rig(prompts="deny"), ask(*gates)) == [without_range("DECLINED_SHARING")]


def old_iphone(rig: Rig) -> Rig:
    rig.shell.device.profile = replace(rig.shell.device.profile, os_version="18.5")
    return rig


@pytest.mark.parametrize("operational", list(Operational))
@pytest.mark.parametrize("toss_version", ["5.265.9", "5.266.0"])
def test_only_an_iphone_with_ios_26_knows_it_even_in_the_sandbox(
    operational: Operational, toss_version: str
) -> None:
    iphone = old_iphone(make_rig(operational=operational, toss_version=toss_version))
    android = make_rig(
        platform=Platform.ANDROID, operational=operational, toss_version=toss_version
    )
    refused = [rejected(NAME, TOO_OLD_OS)]
    assert (talk(iphone, ask()), talk(android, ask())) == (refused, refused)


@pytest.mark.parametrize(
    ("operational", "toss_version", "answer"),
    [
        (Operational.TOSS, "5.265.9", rejected(NAME, TOO_OLD_TOSS)),
        (Operational.TOSS, "5.266.0", without_range("DECLINED_SHARING")),
        (Operational.SANDBOX, "5.265.9", without_range("DECLINED_SHARING")),
    ],
)
def test_it_begins_with_5_266_0_outside_the_sandbox(
    operational: Operational, toss_version: str, answer: Json
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version, prompts="deny")
    assert talk(rig, ask()) == [answer]
