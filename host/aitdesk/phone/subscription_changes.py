"""What becomes of a subscription as time goes on, and what a switch of its renewal is called."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.phone.period import after
from aitdesk.phone.subscription import GRACE_PERIOD, HOLD_PERIOD, period_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.phone.subscription import ChangeReason, Renewal, Standing, Subscription

TimedChange: TypeAlias = "tuple[int, ChangeReason]"
"""An instant, in ms since 1970, and what then happens by itself."""


def changes_between(
    subscription: Subscription, *, after_ms: int, until_ms: int
) -> list[TimedChange]:
    """Return what time alone makes of it after one instant and until another, oldest first."""
    coming = coming_changes(subscription, after_ms=after_ms)
    return list(takewhile(lambda change: change[0] <= until_ms, coming))


def coming_changes(subscription: Subscription, *, after_ms: int) -> Iterator[TimedChange]:
    """Yield what happens by itself after an instant, while nobody switches the renewal.

    One that is renewed has no end of it.
    """
    if subscription.renewal == "ON":
        end_ms = after_ms
        while True:
            end_ms = period_end(subscription, end_ms)
            yield end_ms, "RENEWED"
    yield from dropwhile(lambda change: change[0] <= after_ms, _until_its_end(subscription))


def switched(renewal: Renewal, *, before: Standing) -> ChangeReason | None:
    """Return what a switch is to the mini-app's server, None where it only shows later.

    Source: D iap, the names alone. That a payment that works again is RECOVERED, and the end of a
    rest RESTARTED: assumed.
    """
    match renewal:
        case "OFF":
            return "AUTO_RENEW_DISABLED"
        case "ON" if before.status in ("IN_GRACE_PERIOD", "ON_HOLD"):
            return "RECOVERED"
        case "ON" if before.status == "PAUSED":
            return "RESTARTED"
        case "ON":
            return "AUTO_RENEW_ENABLED"
        case "FAILING" | "PAUSED":
            return None


def _until_its_end(subscription: Subscription) -> Iterator[TimedChange]:
    if subscription.renewal_changed_at_ms is None:  # a state that somebody wrote so
        return
    end_ms = period_end(subscription, subscription.renewal_changed_at_ms)
    match subscription.renewal:
        case "OFF":
            yield end_ms, "EXPIRED"
        case "PAUSED":
            yield end_ms, "PAUSED"
        case "FAILING":
            grace_end_ms = after(end_ms, GRACE_PERIOD)
            yield end_ms, "ENTERED_GRACE_PERIOD"
            yield grace_end_ms, "ON_HOLD"
            yield after(grace_end_ms, HOLD_PERIOD), "EXPIRED"
        case "ON":
            return
