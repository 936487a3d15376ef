from __future__ import annotations

import pytest

from aitdesk.checks.review.allowing import read_allowances
from aitdesk.checks.review.finding import ReviewFinding, ReviewPlace, Severity, Words
from aitdesk.errors import ConfigError

FINDING = ReviewFinding(
    rule="V3",
    severity=Severity.WARN,
    what=Words("대화 상자를 써요", "it opens a dialog [1]"),
    remedy=Words("가", "a"),
    place=ReviewPlace("assets/a.js", 2, 9),
    evidence='alert("저장")',
)


@pytest.mark.parametrize(
    ("said", "is_allowed"),
    [
        ("V3", True),
        ("v3", True),
        ("V3:저장", True),
        ("V3:a dialog", True),
        ("V3:대화*써요", True),
        ("V3:[1]", True),
        ("V3:assets/a.js:2", True),
        ("V3:지움", False),
        ("V1", False),
        ("V1:저장", False),
    ],
)
def test_a_rule_is_allowed_where_its_text_is_found(said: str, *, is_allowed: bool) -> None:
    (allowance,) = read_allowances([said], said_by="--allow")
    assert allowance.fits(FINDING) == is_allowed


def test_a_rule_that_there_is_not_is_a_mistake() -> None:
    with pytest.raises(ConfigError, match=r"--allow V33:a: no such rule; did you mean V3\?"):
        read_allowances(["V33:a"], said_by="--allow")
