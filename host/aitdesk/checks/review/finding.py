"""What is held against a mini-app: one record for every rule, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence or name in Korean and in English."""

    ko: str
    en: str

    def said_in(self, language: Language) -> str:
        """Return it in a language."""
        return self.ko if language == "ko" else self.en


class Severity(StrEnum):
    """What a finding means, the gravest first."""

    BLOCK = "block"  # a rejection for it is recorded, or the phone refuses it
    WARN = "warn"  # likely to be refused, or decided by a rule of thumb
    INFO = "info"  # worth a look
    NOTE = "note"  # nothing to mend

    @property
    def rank(self) -> int:
        """Its place in this order, from 0."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How sure a finding is."""

    CERTAIN = "certain"  # the files say so themselves
    LIKELY = "likely"  # what was found may never be reached in the running app


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """A place in the mini-app: a path, and where it is known line and column, both from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return it as a terminal links to it."""
        return ":".join(str(each) for each in (self.path, self.line, self.column) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """One thing that the store, or the phone, would hold against the mini-app.

    `evidence` is what was read there, shortened, "" where `what` says all; it never has a secret.
    """

    rule: str
    severity: Severity
    what: Words
    remedy: Words
    place: ReviewPlace | None = None
    evidence: str = ""
    confidence: Confidence = Confidence.CERTAIN

    @property
    def order(self) -> tuple[int, bool, str, str]:
        """The key by which findings are sorted: what to mend first comes first."""
        is_unsure = self.confidence is not Confidence.CERTAIN
        return self.severity.rank, is_unsure, self.rule, str(self.place or "")
