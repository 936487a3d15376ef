from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.checks.smoke.matrix import Matrix
from aitdesk.checks.smoke.states import SmokeState, states
from aitdesk.phone.environment import Platform
from aitdesk.phone.need import VALID

if TYPE_CHECKING:
    from aitdesk.value import Json

NAMES = [
    "first-start",
    "second-start",
    "denied",
    "no-anonymous-key",
    "anonymous-key-error",
    "old-toss",
    "other-platform",
]


def state(name: str, *, platform: Platform = Platform.IOS) -> SmokeState:
    return next(each for each in states(Matrix.QUICK, platform) if each.name == name)


@pytest.mark.parametrize(
    ("matrix", "walked"), [(Matrix.QUICK, ["first-start"]), (Matrix.FULL, NAMES)]
)
def test_a_matrix_says_what_is_walked(matrix: Matrix, walked: list[str]) -> None:
    made = states(matrix, Platform.IOS)
    assert [each.name for each in made] == NAMES
    assert [each.name for each in made if each.is_walked] == walked


def test_the_first_start_answers_every_sheet_but_stays() -> None:
    assert state("first-start").body({}, home="/h") == {
        "home": "/h",
        "state": {"prompts": {"default": "allow", "kinds": {"close": "deny"}}},
    }


def test_all_permissions_are_denied_and_every_sheet_with_them() -> None:
    body = state("denied").body({}, home=None)
    assert body == {
        "state": {
            "prompts": {"default": "deny", "kinds": {"close": "deny"}},
            "permissions": {need.key: {"status": "denied"} for need in VALID},
        }
    }


@pytest.mark.parametrize(
    ("prompts", "got"),
    [
        ({"default": "deny"}, {"default": "deny", "kinds": {"close": "deny"}}),
        ({"default": "ask"}, {"default": "allow", "kinds": {"close": "deny"}}),
        (
            {"kinds": {"login": "ask", "close": "allow"}},
            {"default": "allow", "kinds": {"login": "ask", "close": "allow"}},
        ),
    ],
)
def test_what_aitdesk_toml_says_of_the_sheets_stays(
    prompts: dict[str, Json], got: dict[str, Json]
) -> None:
    assert state("first-start").body(prompts, home=None) == {"state": {"prompts": got}}


@pytest.mark.parametrize(
    ("name", "outcome"), [("no-anonymous-key", "undefined"), ("anonymous-key-error", "ERROR")]
)
def test_the_anonymous_key_fails_under_both_of_its_names(name: str, outcome: str) -> None:
    assert state(name).patch == {
        "faults": {"outcomes": {"getAnonymousKey": outcome, "getUserKeyForGame": outcome}}
    }


@pytest.mark.parametrize(
    ("platform", "os", "device"),
    [(Platform.IOS, "android", "Galaxy S24"), (Platform.ANDROID, "ios", "iPhone 15 Pro")],
)
def test_the_other_platform_is_the_one_that_the_others_are_not(
    platform: Platform, os: str, device: str
) -> None:
    assert state("other-platform", platform=platform).window == {"os": os, "device": device}
