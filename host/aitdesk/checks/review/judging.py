"""Every rule over one mini-app: what was found, and what each rule came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.catalogue import RULES
from aitdesk.checks.review.finding import ReviewFinding
from aitdesk.checks.review.rule import DecidedBy, Hit, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aitdesk.checks.review.finding import Words
    from aitdesk.checks.review.rule import ReviewRule
    from aitdesk.checks.review.subject import Subject


_MOST: Final = 100
"""How many findings of one rule are told; whoever mends these sees the others next time."""


class RuleState(StrEnum):
    """What a rule came to."""

    FOUND = "found"
    CLEAR = "clear"  # looked at, and nothing found
    UNDECIDED = "undecided"  # looked at, and the files do not tell
    NOT_LOOKED_AT = "not-looked-at"  # it needs the running app
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule, what it came to, and why it is undecided."""

    rule: ReviewRule
    state: RuleState
    why: Words | None = None

    @property
    def is_looked_at(self) -> bool:
        """Whether anything was looked at for it."""
        return self.state not in {RuleState.NOT_LOOKED_AT, RuleState.PERSON}


@dataclass(frozen=True, slots=True)
class Judged:
    """The rules in the catalogue's order, the findings in the order of what to mend first."""

    rules: tuple[RuleResult, ...]
    findings: tuple[ReviewFinding, ...]


def judge(subject: Subject, rules: Iterable[ReviewRule] = RULES) -> Judged:
    """Look at a mini-app with every rule that the files decide."""
    results: list[RuleResult] = []
    findings: list[ReviewFinding] = []
    for rule in rules:
        result, found = _judge(rule, subject)
        results.append(result)
        findings += found
    return Judged(tuple(results), tuple(sorted(findings, key=lambda each: each.order)))


def _judge(rule: ReviewRule, subject: Subject) -> tuple[RuleResult, list[ReviewFinding]]:
    if rule.check is None:
        is_persons = rule.decision is DecidedBy.PERSON
        state = RuleState.PERSON if is_persons else RuleState.NOT_LOOKED_AT
        return RuleResult(rule, state), []
    seen = list(islice(rule.check(subject), _MOST))
    findings = [_finding(rule, each) for each in seen if isinstance(each, Hit)]
    why = next((each.why for each in seen if isinstance(each, Undecided)), None)
    if findings:
        return RuleResult(rule, RuleState.FOUND, why), findings
    return RuleResult(rule, RuleState.CLEAR if why is None else RuleState.UNDECIDED, why), []


def _finding(rule: ReviewRule, hit: Hit) -> ReviewFinding:
    return ReviewFinding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        what=hit.what,
        remedy=rule.remedy,
        place=hit.place,
        evidence=hit.evidence,
        confidence=hit.confidence,
    )
