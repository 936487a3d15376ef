from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.environment import Operational
from rig import call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.phone.prompts import Policy
    from aitdesk.value import Json

NAME = "appsInTossSignTossCert"


def sign(transaction: str = "tx-1") -> str:
    return call(NAME, {"txId": transaction})


def refused(message: str) -> Json:
    return rejected(NAME, message, code="EXECUTION_ERROR")


@pytest.mark.parametrize(
    ("choice", "answer"),
    [
        ("sign", resolved(NAME)),
        ("cancel", refused("the person closed it unsigned")),
        ("fail", refused("the signature failed")),
    ],
)
def test_a_person_signs_closes_or_lets_it_fail(choice: str, answer: Json) -> None:
    rig = make_rig()
    assert talk(rig, sign(), rig.answer(choice)) == [answer]


@pytest.mark.parametrize(
    ("policy", "answer"),
    [("allow", resolved(NAME)), ("deny", refused("the person closed it unsigned"))],
)
def test_a_policy_signs_or_closes(policy: Policy, answer: Json) -> None:
    assert talk(make_rig(prompts=policy), sign()) == [answer]


def test_the_sheet_shows_the_transaction_and_that_it_is_a_test_in_both_languages() -> None:
    rig = make_rig()
    talk(rig, sign("tx-42"))
    (sheet,) = rig.sheets()
    assert (sheet["dismiss"], sheet["blocks"]) == (
        "cancel",
        [
            {
                "block": "paragraph",
                "text": "테스트 서명 · Test signature, not valid",
                "tone": "warning",
            },
            {
                "block": "facts",
                "rows": [
                    {"label": "요청한 곳", "value": "My App"},
                    {"label": "txId", "value": "tx-42"},
                ],
            },
        ],
    )


@pytest.mark.parametrize("transaction", ["", " "])
def test_there_is_nothing_to_sign_without_a_transaction(transaction: str) -> None:
    rig = make_rig()
    got = talk(rig, sign(transaction))
    assert (got, rig.sheets()) == ([refused("there is no transaction id")], [])


@pytest.mark.parametrize(
    ("operational", "toss_version", "count"),
    [
        (Operational.TOSS, "5.232.9", 0),
        (Operational.TOSS, "5.233.0", 1),
        (Operational.SANDBOX, "5.232.9", 1),
    ],
)
def test_an_old_toss_asks_nobody_outside_the_sandbox(
    operational: Operational, toss_version: str, count: int
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    got = talk(rig, sign())
    assert (got, len(rig.sheets())) == ([] if count else [resolved(NAME)], count)
