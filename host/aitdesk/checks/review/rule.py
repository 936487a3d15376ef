"""One rule of the store: a row of the catalogue, with the function that decides it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.checks.review.finding import Confidence, ReviewPlace, Severity, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aitdesk.checks.review.subject import Subject


class DecidedBy(StrEnum):
    """What it takes to decide a rule."""

    STATIC = "static"  # the files alone
    PARTLY = "partly"  # the files tell of some defects, the running app of the others
    APP = "app"  # only the running app
    PERSON = "person"  # nobody but a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A defect that a rule found; what is left out is the rule's own."""

    what: Words
    place: ReviewPlace | None = None
    evidence: str = ""
    severity: Severity | None = None
    confidence: Confidence = Confidence.CERTAIN


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why the files do not tell: the rule was looked at, and nothing is claimed of it."""

    why: Words


Check: TypeAlias = "Callable[[Subject], Iterator[Hit | Undecided]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """One rule. A rule with a `check` is looked at in the files; it runs and fetches nothing.

    `source` names who says so, in the letters of docs/rules.md, and how sure that is; `how` says by
    what it is decided, `blind` what cannot be seen so, and `phrase` what reviewers write.
    """

    id: str
    title: Words
    severity: Severity
    source: str
    decision: DecidedBy
    how: str
    remedy: Words
    blind: str = ""
    phrase: str = ""
    check: Check | None = None


def needs_app(
    id_: str,
    title: Words,
    *,
    source: str,
    how: str,
    remedy: Words,
    severity: Severity = Severity.BLOCK,
    phrase: str = "",
) -> ReviewRule:
    """Return a rule that only the running app decides."""
    return ReviewRule(
        id=id_,
        title=title,
        severity=severity,
        source=source,
        decision=DecidedBy.APP,
        how=how,
        remedy=remedy,
        phrase=phrase,
    )


def needs_person(
    id_: str, title: Words, *, source: str, look: Words, severity: Severity = Severity.INFO
) -> ReviewRule:
    """Return a rule that a person decides; `look` is what to look at."""
    return ReviewRule(
        id=id_,
        title=title,
        severity=severity,
        source=source,
        decision=DecidedBy.PERSON,
        how=look.en,
        remedy=look,
    )
