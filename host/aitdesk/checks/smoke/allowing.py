"""What may go wrong: kinds, or kinds with a pattern for the failure's text."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aitdesk.checks.smoke.result import FailureKind
from aitdesk.errors import ConfigError
from aitdesk.validation.validation_errors import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aitdesk.checks.smoke.result import Failure


@dataclass(frozen=True, slots=True)
class Rule:
    """One permission: every failure of the kind in whose text the pattern is found."""

    kind: FailureKind
    pattern: str = ""

    def fits(self, failure: Failure) -> bool:
        """Return whether it allows the failure."""
        # What stands in brackets is text: only * and ? are signs of their own.
        pattern = self.pattern.replace("[", "[[]")
        return failure.kind is self.kind and fnmatchcase(failure.text, f"*{pattern}*")


def read_rules(texts: Iterable[str], *, said_by: str) -> tuple[Rule, ...]:
    """Read `kind` or `kind:pattern` texts. Raises ConfigError for a kind that there is not."""
    return tuple(_read(text, said_by) for text in texts)


def _read(text: str, said_by: str) -> Rule:
    kind, _, pattern = text.partition(":")
    known = [each.value for each in FailureKind]
    if kind not in known:
        raise ConfigError(f"{said_by} {text}: no such kind of failure{near(kind, known)}")
    return Rule(FailureKind(kind), pattern)


def parted(
    failures: Iterable[Failure], rules: Iterable[Rule]
) -> tuple[tuple[Failure, ...], tuple[Failure, ...]]:
    """Return what counts, and what is allowed."""
    counting: list[Failure] = []
    allowed: list[Failure] = []
    known = tuple(rules)
    for failure in failures:
        place = allowed if any(rule.fits(failure) for rule in known) else counting
        place.append(failure)
    return tuple(counting), tuple(allowed)
