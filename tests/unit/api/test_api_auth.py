from __future__ import annotations

import pytest

from aitdesk.shell.environment import Operational
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


@pytest.mark.parametrize("is_integrated", [True, False])
def test_login_tells_whether_the_person_is_integrated(*, is_integrated: bool) -> None:
    rig = make_rig()
    rig.shell.login.is_integrated = is_integrated
    name = "getIsTossLoginIntegratedService"
    assert talk(rig, call(name)) == [resolved(name, is_integrated)]


def test_integration_is_undefined_for_an_old_toss() -> None:
    name = "getIsTossLoginIntegratedService"
    assert talk(make_rig(toss_version="5.236.9"), call(name)) == [resolved(name)]


def test_integration_is_rejected_when_a_test_asks_for_it() -> None:
    name = "getIsTossLoginIntegratedService"
    rig = make_rig(faults={name: "EXECUTION_ERROR"})
    message = f"{name}: EXECUTION_ERROR (asked for)"
    assert talk(rig, call(name)) == [rejected(name, message, code="EXECUTION_ERROR")]


@pytest.mark.parametrize(
    ("operational", "referrer"), [(Operational.TOSS, "DEFAULT"), (Operational.SANDBOX, "SANDBOX")]
)
def test_login_gives_a_code_that_is_visibly_not_real(
    operational: Operational, referrer: str
) -> None:
    (got,) = talk(make_rig(operational=operational), call("appLogin"))
    assert isinstance(got, dict)
    value = got["value"]
    assert isinstance(value, dict)
    code = str(value["authorizationCode"])
    assert (got, code.startswith("aitdesk-code-")) == (
        resolved("appLogin", {"authorizationCode": code, "referrer": referrer}),
        True,
    )


def test_login_is_rejected_when_a_test_asks_for_it() -> None:
    rig = make_rig(faults={"appLogin": "APP_LOGIN"})
    assert talk(rig, call("appLogin")) == [
        rejected("appLogin", "appLogin: APP_LOGIN (asked for)", code="APP_LOGIN")
    ]
