from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.period import after, written
from aitdesk.phone.subscription import Renewal, Subscription, revoked, standing
from rig import NEW_YEAR_S

if TYPE_CHECKING:
    from aitdesk.phone.subscription import Status

START_MS = int(NEW_YEAR_S * 1000)  # 09:00 in Korea


def monthly(
    *, renewal: Renewal = "ON", changed: str | None = None, first_period: str = "P1M"
) -> Subscription:
    """Return one that began at new year; `changed` is how long after that `renewal` was set."""
    return Subscription(
        subscription_id="subscription-1",
        catalog_id=1,
        cycle="P1M",
        started_at_ms=START_MS,
        first_period=first_period,
        renewal=renewal,
        renewal_changed_at_ms=None if changed is None else after(START_MS, changed),
    )


def test_it_is_renewed_for_ever_by_the_clock() -> None:
    ends = [standing(monthly(), now_ms=after(START_MS, f"P{days}D")) for days in (1, 30, 31, 400)]
    assert [(each.status, written(each.expires_at_ms)) for each in ends] == [
        ("ACTIVE", "2026-02-01T09:00:00"),
        ("ACTIVE", "2026-02-01T09:00:00"),
        ("ACTIVE", "2026-03-01T09:00:00"),
        ("ACTIVE", "2027-03-01T09:00:00"),
    ]


def test_a_trial_has_a_length_of_its_own_and_whole_cycles_follow() -> None:
    trial = monthly(first_period="P7D")
    ends = [standing(trial, now_ms=after(START_MS, period)) for period in ("P6D", "P7D", "P2M")]
    assert [written(each.expires_at_ms) for each in ends] == [
        "2026-01-08T09:00:00",
        "2026-02-08T09:00:00",
        "2026-03-08T09:00:00",
    ]


@pytest.mark.parametrize(
    ("renewal", "later", "status", "is_accessible", "is_held", "is_auto_renew"),
    [
        ("ON", "P3M", "ACTIVE", True, True, True),
        ("OFF", "P40D", "ACTIVE", True, True, False),
        ("OFF", "P59D", "EXPIRED", False, False, False),
        ("FAILING", "P40D", "ACTIVE", True, True, True),
        ("FAILING", "P59D", "IN_GRACE_PERIOD", True, True, True),
        ("FAILING", "P74D", "IN_GRACE_PERIOD", True, True, True),
        ("FAILING", "P75D", "ON_HOLD", False, True, True),
        ("FAILING", "P105D", "EXPIRED", False, False, False),
        ("PAUSED", "P40D", "ACTIVE", True, True, True),
        ("PAUSED", "P1Y", "PAUSED", False, True, True),
    ],
)
def test_what_the_renewal_is_set_to_counts_from_the_end_of_that_period(
    renewal: Renewal,
    later: str,
    status: Status,
    *,
    is_accessible: bool,
    is_held: bool,
    is_auto_renew: bool,
) -> None:
    # Set in the second month, which ends 59 days after the beginning.
    subscription = monthly(renewal=renewal, changed="P35D")
    found = standing(subscription, now_ms=after(START_MS, later))
    assert (found.status, found.is_accessible, found.is_held, found.is_auto_renew) == (
        status,
        is_accessible,
        is_held,
        is_auto_renew,
    )


def test_only_in_the_grace_period_its_end_is_told() -> None:
    subscription = monthly(renewal="FAILING", changed="P1D")
    found = [standing(subscription, now_ms=after(START_MS, later)) for later in ("P30D", "P31D")]
    assert [each.grace_period_expires_at_ms for each in found] == [None, after(START_MS, "P47D")]


def test_what_is_paid_back_is_revoked_at_once() -> None:
    found = revoked(at_ms=START_MS)
    assert (found.status, found.expires_at_ms, found.is_accessible, found.is_held) == (
        "REVOKED",
        START_MS,
        False,
        False,
    )
