"""How a subscription stands at an instant: everything follows from its record and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from aitdesk.phone.observable import State
from aitdesk.phone.period import after

Renewal: TypeAlias = Literal["ON", "OFF", "FAILING", "PAUSED"]
"""What happens when a period ends: it is paid again, it is over, the payment fails, it rests."""

Status: TypeAlias = Literal["ACTIVE", "EXPIRED", "IN_GRACE_PERIOD", "ON_HOLD", "PAUSED", "REVOKED"]

ChangeReason: TypeAlias = Literal[
    "CREATED",
    "RENEWED",
    "RECOVERED",
    "RESTARTED",
    "ENTERED_GRACE_PERIOD",
    "ON_HOLD",
    "PAUSED",
    "AUTO_RENEW_ENABLED",
    "AUTO_RENEW_DISABLED",
    "EXTENDED",
    "EXPIRED",
    "REVOKED",
]
"""Why the mini-app's server is told of one."""

GRACE_PERIOD: Final = "P16D"
"""How long a subscription whose renewal fails can still be used. Assumed."""

HOLD_PERIOD: Final = "P30D"
"""How long the store then goes on trying before it gives up. Assumed."""


class Subscription(State, frozen=True, kw_only=True):
    """What an order of a subscription has besides. Instants are milliseconds since 1970.

    `renewal` counts from the end of the period in which `renewal_changed_at_ms` lies.
    """

    subscription_id: str
    catalog_id: int
    cycle: str
    started_at_ms: int
    first_period: str
    offer_id: str | None = None
    renewal: Renewal = "ON"
    renewal_changed_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscription at one instant."""

    status: Status
    expires_at_ms: int
    is_auto_renew: bool
    grace_period_expires_at_ms: int | None = None

    @property
    def is_accessible(self) -> bool:
        """Whether what it gives may be used."""
        return self.status in ("ACTIVE", "IN_GRACE_PERIOD")

    @property
    def is_held(self) -> bool:
        """Whether the person still has it, so that it cannot be bought once more."""
        return self.status not in ("EXPIRED", "REVOKED")


def standing(subscription: Subscription, *, now_ms: int) -> Standing:
    """Return how it stands now; `revoked` is for one that was paid back."""
    changed_ms = subscription.renewal_changed_at_ms
    is_renewed = subscription.renewal == "ON"
    end_ms = period_end(subscription, now_ms if changed_ms is None or is_renewed else changed_ms)
    goes_on = subscription.renewal != "OFF"
    if now_ms < end_ms:
        return Standing("ACTIVE", end_ms, is_auto_renew=goes_on)
    match subscription.renewal:
        case "FAILING":
            return _failing(end_ms, now_ms=now_ms)
        case "PAUSED":
            return Standing("PAUSED", end_ms, is_auto_renew=True)
        case "ON" | "OFF":
            return Standing("EXPIRED", end_ms, is_auto_renew=False)


def revoked(*, at_ms: int) -> Standing:
    """Return how one stands that was paid back."""
    return Standing("REVOKED", at_ms, is_auto_renew=False)


def _failing(end_ms: int, *, now_ms: int) -> Standing:
    grace_end_ms = after(end_ms, GRACE_PERIOD)
    if now_ms < grace_end_ms:
        return Standing(
            "IN_GRACE_PERIOD",
            end_ms,
            is_auto_renew=True,
            grace_period_expires_at_ms=grace_end_ms,
        )
    if now_ms < after(grace_end_ms, HOLD_PERIOD):
        return Standing("ON_HOLD", end_ms, is_auto_renew=True)
    return Standing("EXPIRED", end_ms, is_auto_renew=False)


def period_end(subscription: Subscription, at_ms: int) -> int:
    """Return the end of the paid period in which the instant lies."""
    first_ms = after(subscription.started_at_ms, subscription.first_period)
    end_ms, times = first_ms, 0
    while end_ms <= at_ms:
        times += 1
        end_ms = after(first_ms, subscription.cycle, times=times)
    return end_ms
