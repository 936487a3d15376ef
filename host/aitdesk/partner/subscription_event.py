"""The body of a subscription's notification, in the names of the server's side.

Source: I, from D and T. Times have no zone; `orderId` stays at a renewal, as in the example there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from aitdesk.partner.zone import without_zone

if TYPE_CHECKING:
    from aitdesk.phone.order import Order
    from aitdesk.phone.subscription import ChangeReason, Standing, Status

VERIFICATION: Final = "VERIFICATION"


class _Event(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Members that are not there are left out."""


class VerificationEvent(_Event, frozen=True, kw_only=True):
    """That the URL is being registered; staff: answer 204."""

    event_type: str
    occurred_at: str


class SubscriptionFacts(_Event, frozen=True, kw_only=True):
    """How a subscription stands."""

    status: str
    access_granted: bool
    expires_at: str
    auto_renew: bool


class SubscriptionChange(_Event, frozen=True, kw_only=True):
    """What it was, where that is known, and is."""

    current: SubscriptionFacts
    previous: SubscriptionFacts | None = None


class ChangedEvent(_Event, frozen=True, kw_only=True):
    """That a subscription changed. No person, no id of the event, no signature."""

    event_type: str
    event_version: str
    occurred_at: str
    order_id: str
    sku: str
    change_reason: str
    subscription: SubscriptionChange


_BEFORE: Final[dict[ChangeReason, Status | None]] = {
    "CREATED": None,
    "RENEWED": "ACTIVE",
    "RECOVERED": "ON_HOLD",
    "RESTARTED": "PAUSED",
    "ENTERED_GRACE_PERIOD": "ACTIVE",
    "ON_HOLD": "IN_GRACE_PERIOD",
    "PAUSED": "ACTIVE",
    "AUTO_RENEW_ENABLED": "ACTIVE",
    "AUTO_RENEW_DISABLED": "ACTIVE",
    "EXTENDED": "ACTIVE",
    "EXPIRED": "ACTIVE",
    "REVOKED": "ACTIVE",
}
"""What it was before each change, as far as the change itself tells (assumed)."""


def verification_event(now_ms: int, *, zone: str) -> VerificationEvent:
    """Return what the console sends when a URL is registered."""
    return VerificationEvent(
        event_type="callback.registration_verification", occurred_at=without_zone(now_ms, zone)
    )


def changed_event(
    order: Order,
    standing: Standing,
    reason: ChangeReason,
    *,
    now_ms: int,
    zone: str,
    before: Standing | None = None,
) -> ChangedEvent:
    """Return what is told of a change; `current` is how the subscription really stands.

    `before` is how it stood, where that is known; else the reason tells, as far as it does.
    """
    current = _facts(standing, zone)
    previous = _assumed(reason, current) if before is None else _facts(before, zone)
    return ChangedEvent(
        event_type="subscription.status_changed",
        event_version="1.0",
        occurred_at=without_zone(now_ms, zone),
        order_id=order.order_id,
        sku=order.sku,
        change_reason=reason,
        subscription=SubscriptionChange(previous=previous, current=current),
    )


def _facts(standing: Standing, zone: str) -> SubscriptionFacts:
    return SubscriptionFacts(
        status=standing.status,
        access_granted=standing.is_accessible,
        expires_at=without_zone(standing.expires_at_ms, zone),
        auto_renew=standing.is_auto_renew,
    )


def _assumed(reason: ChangeReason, current: SubscriptionFacts) -> SubscriptionFacts | None:
    status = _BEFORE[reason]
    if status is None:
        return None
    return SubscriptionFacts(
        status=status,
        access_granted=status in ("ACTIVE", "IN_GRACE_PERIOD"),
        expires_at=current.expires_at,
        auto_renew=current.auto_renew != reason.startswith("AUTO_RENEW"),
    )
