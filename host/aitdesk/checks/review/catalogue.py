"""The one catalogue of rules, in the order of the parts of a mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.rules import ads, console, entry, look, money, navigation, start

if TYPE_CHECKING:
    from aitdesk.checks.review.rule import ReviewRule

RULES: Final[tuple[ReviewRule, ...]] = (
    *start.RULES,
    *entry.RULES,
    *navigation.RULES,
    *look.RULES,
    *ads.RULES,
    *money.RULES,
    *console.RULES,
)
