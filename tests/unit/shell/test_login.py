from __future__ import annotations

import re

import pytest

from aitdesk.shell.environment import Operational
from aitdesk.shell.login import Login


@pytest.mark.parametrize(
    ("operational", "referrer"), [(Operational.TOSS, "DEFAULT"), (Operational.SANDBOX, "SANDBOX")]
)
def test_the_referrer_tells_where_the_login_happened(
    operational: Operational, referrer: str
) -> None:
    answer = Login().authorize(operational)
    code = re.fullmatch(r"aitdesk-code-[\w-]{32}", answer["authorizationCode"])
    assert (list(answer), answer["referrer"], code is not None) == (
        ["authorizationCode", "referrer"],
        referrer,
        True,
    )


def test_every_login_has_a_code_of_its_own() -> None:
    login = Login()
    codes = {login.authorize(Operational.TOSS)["authorizationCode"] for _ in range(100)}
    assert len(codes) == 100
