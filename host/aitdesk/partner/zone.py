"""Instants as Toss's server writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone


def in_zone(at_ms: int, zone: str) -> str:
    """Return an instant as ISO 8601 with the zone behind it, such as +09:00."""
    return _local(at_ms, zone).isoformat(timespec="seconds")


def without_zone(at_ms: int, zone: str, *, separator: str = "T") -> str:
    """Return the same without the zone: what its clock shows."""
    shown = _local(at_ms, zone).replace(tzinfo=None)
    return shown.isoformat(separator, timespec="seconds")


def _local(at_ms: int, zone: str) -> datetime:
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(
        timezone(-ahead if zone[0] == "-" else ahead)
    )
