"""Facts about the person that Toss may tell a mini-app, and what the person agreed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from aitdesk.phone.observable import Observable, State

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.prompts import Prompts

FactName: TypeAlias = Literal[
    "USER_NAME",
    "USER_GENDER",
    "USER_NATIONALITY",
    "USER_BIRTHDAY",
    "USER_PHONE",
    "USER_ADDRESS",
    "USER_EMAIL",
    "USER_CONSUMPTION_HISTORY",
]


def _nobody() -> dict[FactName, str]:
    # The form of each is assumed; the values are of nobody, and look like it.
    return {
        "USER_NAME": "김가짜",
        "USER_GENDER": "FEMALE",
        "USER_NATIONALITY": "KR",
        "USER_BIRTHDAY": "19000101",
        "USER_PHONE": "01000000000",
        "USER_ADDRESS": "서울특별시 가짜구 시험로 0",
        "USER_EMAIL": "nobody@example.com",
        "USER_CONSUMPTION_HISTORY": "[]",
    }


class PersonState(State, frozen=True, kw_only=True):
    """What Toss and the phone know about the person, and what the console would be set up for.

    `notification_templates` and `consent_terms` (the facts of each key) are what the mini-app has
    set up; while one is empty, every code or key works. `age_declaration` is who declared the age:
    none and failed stand for a phone that does not know it.
    """

    notification_templates: tuple[str, ...] = ()
    consent_terms: dict[str, tuple[FactName, ...]] = msgspec.field(default_factory=dict)
    facts: dict[FactName, str] = msgspec.field(default_factory=_nobody)
    age_years: int = 30
    age_declaration: Literal["selfDeclared", "guardianDeclared", "none", "failed"] = "selfDeclared"
    parental_controls: tuple[str, ...] = ()
    is_eligible_for_age_features: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for an age that nobody has."""
        if self.age_years < 0:
            raise ValueError("age_years cannot be below 0")


class Agreement(State, frozen=True, kw_only=True):
    """What the person answered, once for all runs."""

    status: Literal["agreed", "declined"]


@dataclass
class Person:
    """The person in front of the phone; agreements are of one mini-app.

    The key of an agreement is what it is about and its code, such as `notification/CODE`.
    """

    agreements: Ledger[Agreement]
    app: AppFacts
    environment: Environment
    prompts: Prompts
    observable: Observable[PersonState] = field(default_factory=lambda: Observable(PersonState()))
