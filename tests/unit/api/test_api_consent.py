from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.environment import Operational
from aitdesk.phone.error_catalog import refusal
from rig import call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.phone.prompts import Policy
    from aitdesk.value import Json
    from rig import Rig

NAME = "getConsentedUserData"
FACTS: dict[str, str] = {"USER_NAME": "Nobody", "USER_PHONE": "000"}


def rig_with(*, terms: dict[str, tuple[str, ...]] | None = None, prompts: Policy = "ask") -> Rig:
    rig = make_rig(prompts=prompts)
    rig.shell.person.observable.update(facts=dict(FACTS), consent_terms=terms or {})
    return rig


def want(key: str = "cud_delivery", more: dict[str, Json] | None = None) -> str:
    return call(NAME, {"consentedUserDataKey": key, **(more or {})})


def refused(code: str) -> Json:
    return rejected(NAME, refusal(NAME, code).message, code=code)


def test_what_is_agreed_to_once_is_told_without_asking_again() -> None:
    rig = rig_with()
    got = talk(rig, want(), rig.answer("agree"), want())
    assert (got, len(rig.sheets())) == ([resolved(NAME, {**FACTS}), resolved(NAME, {**FACTS})], 1)


def test_each_key_is_agreed_to_for_itself() -> None:
    rig = rig_with()
    got = talk(rig, want("a"), rig.answer("agree"), want("b"))
    assert (got, len(rig.sheets())) == ([resolved(NAME, {**FACTS})], 2)


def test_only_the_facts_of_the_key_are_told() -> None:
    rig = rig_with(terms={"cud_delivery": ("USER_PHONE", "USER_ADDRESS")}, prompts="allow")
    assert talk(rig, want()) == [resolved(NAME, {"USER_PHONE": "000"})]


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"shouldRequestAgreementWhenUserDeclined": None},
        {"shouldRequestAgreementWhenUserDeclined": False},
    ],
)
def test_whoever_declined_is_not_asked_again(again: dict[str, Json]) -> None:
    rig = rig_with()
    got = talk(rig, want(), rig.answer("decline"), want(more=again))
    assert (got, len(rig.sheets())) == ([refused("USER_DECLINED")] * 2, 1)


@pytest.mark.parametrize(
    ("choice", "answer"),
    [("agree", resolved(NAME, {**FACTS})), ("decline", refused("USER_DECLINED"))],
)
def test_whoever_declined_is_asked_again_where_the_mini_app_wants_it(
    choice: str, answer: Json
) -> None:
    rig = rig_with()
    again = want(more={"shouldRequestAgreementWhenUserDeclined": True})
    got = talk(rig, want(), rig.answer("decline"), again, rig.answer(choice))
    assert got == [refused("USER_DECLINED"), answer]


def test_a_closed_sheet_decides_nothing() -> None:
    rig = rig_with()
    got = talk(rig, want(), rig.answer("close"), want(), rig.answer("agree"))
    assert got == [refused("CANCELED"), resolved(NAME, {**FACTS})]


@pytest.mark.parametrize(
    ("policy", "answer"),
    [("allow", resolved(NAME, {**FACTS})), ("deny", refused("USER_DECLINED"))],
)
def test_a_policy_agrees_or_declines(policy: Policy, answer: Json) -> None:
    assert talk(rig_with(prompts=policy), want()) == [answer]


@pytest.mark.parametrize(
    ("key", "code"), [("", "INVALID_REQUEST"), (" ", "INVALID_REQUEST"), ("b", "TERMS_NOT_SET")]
)
def test_a_key_that_is_not_set_up_is_refused_without_asking(key: str, code: str) -> None:
    rig = rig_with(terms={"a": ("USER_NAME",)})
    got = talk(rig, want(key))
    assert (got, rig.sheets()) == ([refused(code)], [])


def test_without_any_of_the_facts_there_is_nothing_to_tell() -> None:
    rig = rig_with(terms={"a": ("USER_EMAIL",)}, prompts="allow")
    assert talk(rig, want("a")) == [refused("CONSENTED_USER_DATA_INVALID_DATA")]


@pytest.mark.parametrize("code", ["UNAVAILABLE", "CONSENTED_USER_DATA_AGREEMENT_FAILED"])
def test_what_only_a_server_decides_can_be_asked_for(code: str) -> None:
    rig = make_rig(faults={NAME: code})
    message = f"{refusal(NAME, code).message} (asked for)"
    assert talk(rig, want()) == [rejected(NAME, message, code=code)]


def test_the_sheet_shows_every_fact_and_that_they_are_nobody_s() -> None:
    rig = rig_with(terms={"cud_delivery": ("USER_PHONE", "USER_ADDRESS")})
    talk(rig, want())
    (sheet,) = rig.sheets()
    assert (sheet["dismiss"], sheet["blocks"]) == (
        "close",
        [
            {
                "block": "paragraph",
                "text": "테스트 정보 · Test facts, nobody’s",
                "tone": "warning",
            },
            {
                "block": "facts",
                "rows": [
                    {"label": "휴대폰 번호", "value": "000"},
                    {"label": "주소", "value": "–"},
                    {"label": "약관", "value": "cud_delivery"},
                ],
            },
        ],
    )


def test_a_fresh_phone_knows_all_eight_facts() -> None:
    rig = make_rig(prompts="allow")
    facts = {str(name): text for name, text in rig.shell.person.observable.value.facts.items()}
    got = talk(rig, want())
    assert (got, list(facts)) == (
        [resolved(NAME, {**facts})],
        [
            "USER_NAME",
            "USER_GENDER",
            "USER_NATIONALITY",
            "USER_BIRTHDAY",
            "USER_PHONE",
            "USER_ADDRESS",
            "USER_EMAIL",
            "USER_CONSUMPTION_HISTORY",
        ],
    )


@pytest.mark.parametrize(
    ("operational", "toss_version", "count"),
    [
        (Operational.TOSS, "5.263.9", 0),
        (Operational.TOSS, "5.264.0", 1),
        (Operational.SANDBOX, "5.263.9", 1),
    ],
)
def test_an_old_toss_asks_nobody_outside_the_sandbox(
    operational: Operational, toss_version: str, count: int
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    got = talk(rig, want())
    assert (got, len(rig.sheets())) == ([] if count else [resolved(NAME)], count)
