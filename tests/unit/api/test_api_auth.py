from __future__ import annotations

import asyncio

import pytest

import rig_3x
from aitdesk.phone.environment import Operational
from aitdesk.value import UNDEFINED
from rig import HASH, call, make_rig, rejected, resolved, talk

KEY = {"type": "HASH", "hash": HASH}


@pytest.mark.parametrize("name", ["getAnonymousKey", "getUserKeyForGame"])
@pytest.mark.parametrize(
    ("operational", "toss_version", "answer"),
    [
        (Operational.TOSS, "5.231.9", UNDEFINED),
        (Operational.TOSS, "5.232.0", KEY),
        (Operational.SANDBOX, "5.231.9", KEY),
    ],
)
def test_the_key_is_a_hash_and_undefined_for_an_old_toss_outside_the_sandbox(
    name: str, operational: Operational, toss_version: str, answer: dict[str, str]
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    assert talk(rig, call(name)) == [resolved(name, dict(answer) if answer else UNDEFINED)]


def test_both_names_give_the_same_key_again_and_again() -> None:
    rig = make_rig()
    names = ["getAnonymousKey", "getUserKeyForGame", "getAnonymousKey"]
    assert talk(rig, *map(call, names)) == [resolved(name, {**KEY}) for name in names]


@pytest.mark.parametrize("name", ["getAnonymousKey", "getUserKeyForGame"])
def test_the_key_never_rejects(name: str) -> None:
    rig = make_rig(faults={name: "NETWORK_ERROR"})
    assert talk(rig, call(name)) == [resolved(name, "ERROR")]


LINKED = "getIsTossLoginIntegratedService"


def test_a_person_is_linked_once_they_have_logged_in() -> None:
    rig = make_rig(prompts="allow")
    got = talk(rig, call(LINKED), call("appLogin"), call(LINKED))
    assert (got[0], got[2]) == (resolved(LINKED, False), resolved(LINKED, True))  # noqa: FBT003


def test_who_refuses_to_log_in_is_not_linked() -> None:
    rig = make_rig()
    got = talk(rig, call("appLogin"), rig.answer("refuse"), call(LINKED))
    assert got == [
        rejected("appLogin", "login is not possible", code="APP_LOGIN"),
        resolved(LINKED, False),  # noqa: FBT003
    ]


def test_the_second_login_is_silent() -> None:
    rig = make_rig()
    talk(rig, call("appLogin"), rig.answer("agree", picked=[]), call("appLogin"))
    emitted = [each["emit"] for each in rig.got() if isinstance(each, dict)]
    assert (emitted, len(rig.sheets())) == (["appLogin/resolve/1"] * 2, 1)


@pytest.mark.parametrize(
    ("operational", "referrer"), [(Operational.TOSS, "DEFAULT"), (Operational.SANDBOX, "SANDBOX")]
)
def test_login_gives_a_code_that_can_be_redeemed(operational: Operational, referrer: str) -> None:
    rig = make_rig(operational=operational, prompts="allow")
    got = talk(rig, call("appLogin"))
    ((code, issued),) = asyncio.run(rig.shell.login.codes.all()).items()
    assert (got, issued.referrer, code.startswith("aitdesk-code-")) == (
        [resolved("appLogin", {"authorizationCode": code, "referrer": referrer})],
        referrer,
        True,
    )


def test_without_a_login_of_its_own_a_mini_app_is_refused() -> None:
    rig = make_rig()
    rig.shell.login.observable.update(is_configured=False)
    assert talk(rig, call("appLogin"), call(LINKED)) == [
        rejected("appLogin", "login is not possible", code="APP_LOGIN"),
        rejected(LINKED, "oauth2ClientId 설정이 필요합니다.", code="EXECUTION_ERROR"),
    ]


def test_integration_is_undefined_for_an_old_toss() -> None:
    assert talk(make_rig(toss_version="5.236.9"), call(LINKED)) == [resolved(LINKED)]


@pytest.mark.parametrize(
    ("name", "key", "message"),
    [
        (LINKED, "EXECUTION_ERROR", "oauth2ClientId 설정이 필요합니다."),
        ("appLogin", "APP_LOGIN", "login is not possible (asked for)"),
    ],
)
def test_login_fails_where_a_test_asks_for_it(name: str, key: str, message: str) -> None:
    rig = make_rig(faults={name: key})
    assert talk(rig, call(name)) == [rejected(name, message, code=key)]


def test_a_code_for_the_anonymous_key_is_exchanged_for_it() -> None:
    rig = make_rig()
    got = talk(rig, rig_3x.call("createAnonymousKeyAuthCode"))
    ((code, issued),) = asyncio.run(rig.shell.login.key_codes.all()).items()
    assert (got, issued.anon_key) == (
        [rig_3x.resolved("createAnonymousKeyAuthCode", {"code": code})],
        HASH,
    )
