"""What may be found: a rule, or a rule with a pattern for what it found."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aitdesk.checks.review.catalogue import RULES
from aitdesk.errors import ConfigError
from aitdesk.validation.validation_errors import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aitdesk.checks.review.finding import ReviewFinding


@dataclass(frozen=True, slots=True)
class ReviewAllowance:
    """One permission: every finding of the rule in which the pattern is found."""

    rule: str
    pattern: str = ""

    def fits(self, finding: ReviewFinding) -> bool:
        """Return whether it allows the finding."""
        if finding.rule != self.rule:
            return False
        # What stands in brackets is text: only * and ? are signs of their own.
        pattern = self.pattern.replace("[", "[[]")
        texts = (finding.what.ko, finding.what.en, finding.evidence, str(finding.place or ""))
        return any(fnmatchcase(text, f"*{pattern}*") for text in texts)


def read_allowances(texts: Iterable[str], *, said_by: str) -> tuple[ReviewAllowance, ...]:
    """Read `rule` or `rule:pattern` texts. Raises ConfigError for a rule that there is not."""
    return tuple(_read(text, said_by) for text in texts)


def _read(text: str, said_by: str) -> ReviewAllowance:
    rule, _, pattern = text.partition(":")
    known = [each.id for each in RULES]
    if rule.upper() not in known:
        raise ConfigError(f"{said_by} {text}: no such rule{near(rule.upper(), known)}")
    return ReviewAllowance(rule.upper(), pattern)
