"""What may not stand in a mini-app, found by its own letters.

A needle is looked for first, and an expression only in some hundred letters around it: no text,
however it is made, takes longer than its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.finding import Confidence, Severity, Words
from aitdesk.checks.review.rule import Hit, Undecided

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from aitdesk.checks.review.bundle import Bundle, BundleText

_BEFORE: Final = 60
_AFTER: Final = 400
_MOST_VISITS: Final = 5_000
_OVER: Final = object()
_TOO_MANY: Final = Words(
    "비슷한 곳이 너무 많아 다 보지 않았어요",
    "too many places look like it, and not all were looked at",
)
_SHOWN_OF_SECRET: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPattern:
    """A needle, with an expression that must hold around it, and what it means.

    `in_script` is its severity inside a script, where nobody knows whether it is ever reached;
    `is_secret` keeps what was found out of every report.
    """

    needle: str
    what: Words
    expression: re.Pattern[str] | None = None
    in_markup: Severity = Severity.BLOCK
    in_script: Severity = Severity.WARN
    is_secret: bool = False

    def first(self, text: BundleText, visits: Iterator[None]) -> Hit | None:
        """Return the first place in a text that it fits; each needle takes one of the visits."""
        at = text.text.find(self.needle)
        while at >= 0 and next(visits, _OVER) is not _OVER:
            span = self._fits(text.text, at)
            if span is not None:
                return self._hit(text, *span)
            at = text.text.find(self.needle, at + len(self.needle))
        return None

    def _fits(self, text: str, at: int) -> tuple[int, int] | None:
        if self.expression is None:
            return at, at + len(self.needle)
        first = max(0, at - _BEFORE)
        for found in self.expression.finditer(text[first : at + _AFTER]):
            start, end = found.start() + first, found.end() + first
            if start <= at < end:
                return start, end
        return None

    def _hit(self, text: BundleText, start: int, end: int) -> Hit:
        severity = self.in_markup if text.is_markup else self.in_script
        is_sure = text.is_markup or severity is Severity.BLOCK
        shown = (
            f"{text.text[start : start + _SHOWN_OF_SECRET]}…"
            if self.is_secret
            else text.excerpt(start, end)
        )
        return Hit(
            what=self.what,
            place=text.place(start),
            evidence=shown,
            severity=severity,
            confidence=Confidence.CERTAIN if is_sure else Confidence.LIKELY,
        )


def found(bundle: Bundle, patterns: Iterable[TextPattern]) -> Iterator[Hit | Undecided]:
    """Yield the first place of each pattern in each text; Undecided when there were too many."""
    for pattern in patterns:
        visits = repeat(None, _MOST_VISITS)
        for text in bundle.texts:
            hit = pattern.first(text, visits)
            if hit is not None:
                yield hit
        if next(visits, _OVER) is _OVER:
            yield Undecided(_TOO_MANY)
