from __future__ import annotations

from itertools import islice

import pytest

from aitdesk.phone.period import after, written
from aitdesk.phone.subscription import Renewal, Standing, Subscription
from aitdesk.phone.subscription_changes import changes_between, coming_changes, switched
from rig import NEW_YEAR_S

START_MS = int(NEW_YEAR_S * 1000)  # 09:00 in Korea


def monthly(renewal: Renewal, *, is_dated: bool = True) -> Subscription:
    """Return one that began at new year, and whose renewal was set ten days later."""
    return Subscription(
        subscription_id="subscription-1",
        catalog_id=1,
        cycle="P1M",
        started_at_ms=START_MS,
        first_period="P1M",
        renewal=renewal,
        renewal_changed_at_ms=after(START_MS, "P10D") if is_dated else None,
    )


@pytest.mark.parametrize(
    ("renewal", "changes"),
    [
        ("ON", [("2026-02-01", "RENEWED"), ("2026-03-01", "RENEWED"), ("2026-04-01", "RENEWED")]),
        ("OFF", [("2026-02-01", "EXPIRED")]),
        (
            "FAILING",
            [
                ("2026-02-01", "ENTERED_GRACE_PERIOD"),
                ("2026-02-17", "ON_HOLD"),
                ("2026-03-19", "EXPIRED"),
            ],
        ),
        ("PAUSED", [("2026-02-01", "PAUSED")]),
    ],
)
def test_time_alone_does_this_to_a_subscription(
    renewal: Renewal, changes: list[tuple[str, str]]
) -> None:
    found = islice(coming_changes(monthly(renewal), after_ms=START_MS), 3)
    assert [(written(at_ms)[:10], reason) for at_ms, reason in found] == changes


def test_a_change_belongs_to_the_time_that_ends_with_it() -> None:
    end_ms = after(START_MS, "P1M")
    spans = ((START_MS, end_ms - 1), (end_ms - 1, end_ms), (end_ms, end_ms + 1))
    found = [changes_between(monthly("OFF"), after_ms=start, until_ms=end) for start, end in spans]
    assert found == [[], [(end_ms, "EXPIRED")], []]


def test_a_renewal_without_its_date_never_ends() -> None:
    assert list(coming_changes(monthly("OFF", is_dated=False), after_ms=START_MS)) == []


@pytest.mark.parametrize(
    ("renewal", "status", "reason"),
    [
        ("OFF", "ACTIVE", "AUTO_RENEW_DISABLED"),
        ("ON", "ACTIVE", "AUTO_RENEW_ENABLED"),
        ("ON", "IN_GRACE_PERIOD", "RECOVERED"),
        ("ON", "ON_HOLD", "RECOVERED"),
        ("ON", "PAUSED", "RESTARTED"),
        ("FAILING", "ACTIVE", None),
        ("PAUSED", "ACTIVE", None),
    ],
)
def test_a_switch_is_called_after_what_was_before(
    renewal: Renewal, status: str, reason: str | None
) -> None:
    before = Standing(status, START_MS, is_auto_renew=True)  # type: ignore[arg-type]  # one of them
    assert switched(renewal, before=before) == reason
