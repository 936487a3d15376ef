"""What a review comes to, and its JSON."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.finding import Severity

if TYPE_CHECKING:
    from aitdesk.checks.review.finding import ReviewFinding, ReviewPlace, Words
    from aitdesk.checks.review.judging import RuleResult
    from aitdesk.value import Json

VERSION: Final = 1
"""Of the JSON: a member that goes or means something else raises it, a new one does not."""

# What bundlers put into names anew with each build.
_BUILD_HASH: Final = re.compile(r"[-.][\w-]{8,32}(?=\.\w{1,5}\b)")


class FailOn(StrEnum):
    """From which severity on a review fails."""

    BLOCK = "block"
    WARN = "warn"
    NEVER = "never"

    def counts(self, finding: ReviewFinding) -> bool:
        """Return whether a finding makes the review fail."""
        return self is not FailOn.NEVER and finding.severity.rank <= Severity(self.value).rank


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """One review. `folder` is where the files lie, or their package, as reports link to them.

    `unread` are files that no rule looked into. `known` are the fingerprints of an earlier
    result, None without one.
    """

    target: str
    app_name: str
    sdk: str | None
    folder: str
    config_file: str
    rules: tuple[RuleResult, ...]
    findings: tuple[ReviewFinding, ...]
    allowed: tuple[ReviewFinding, ...] = ()
    unread: tuple[str, ...] = ()
    fail_on: FailOn = FailOn.BLOCK
    known: frozenset[str] | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was found that counts."""
        return not any(self.fail_on.counts(each) for each in self.findings)

    def is_new(self, finding: ReviewFinding) -> bool | None:
        """Return whether an earlier result has it not; None without one."""
        return None if self.known is None else fingerprint(finding) not in self.known

    @property
    def gone(self) -> frozenset[str]:
        """What an earlier result has and this one not."""
        here = {fingerprint(each) for each in (*self.findings, *self.allowed)}
        return (self.known or frozenset()) - here

    def path(self, place: ReviewPlace) -> str:
        """Return the path of a place from the current folder on, where that is known."""
        if place.path and self.config_file.rpartition("/")[2] == place.path:
            return self.config_file
        return f"{self.folder}/{place.path}" if self.folder else place.path

    def as_json(self) -> dict[str, Json]:
        """Return what `--json` writes."""
        return {
            "version": VERSION,
            "mode": "static",
            "target": self.target,
            "app": self.app_name,
            "sdk": self.sdk,
            "ok": self.ok,
            "fail_on": self.fail_on.value,
            "findings": [self._finding(each) for each in self.findings],
            "allowed": [self._finding(each) for each in self.allowed],
            "gone": [*sorted(self.gone)],
            "rules": [_rule(each) for each in self.rules],
            "unread": [*self.unread],
        }

    def _finding(self, finding: ReviewFinding) -> Json:
        place = finding.place
        return {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "what": _both(finding.what),
            "where": None
            if place is None
            else {"path": self.path(place), "line": place.line, "column": place.column},
            "evidence": finding.evidence,
            "remedy": _both(finding.remedy),
            "fingerprint": fingerprint(finding),
            "is_new": self.is_new(finding),
        }


def _rule(result: RuleResult) -> Json:
    rule = result.rule
    return {
        "id": rule.id,
        "title": _both(rule.title),
        "severity": rule.severity.value,
        "decision": rule.decision.value,
        "state": result.state.value,
        "why": None if result.why is None else _both(result.why),
    }


def _both(words: Words) -> Json:
    return {"ko": words.ko, "en": words.en}


def fingerprint(finding: ReviewFinding) -> str:
    """Return what tells a finding from others, alike for every build: no line, no build's hash."""
    path = "" if finding.place is None else finding.place.path
    parts = (finding.rule, _BUILD_HASH.sub("", path), _BUILD_HASH.sub("", finding.what.en))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
