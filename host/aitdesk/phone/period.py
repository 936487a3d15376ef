"""Lengths of time of a subscription, counted on Korea's calendar, and dates as Toss writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta, timezone
from typing import Final

KOREA: Final = timezone(timedelta(hours=9))
_PERIOD = re.compile(r"P([1-9]\d{0,3})([DWMY])")
_DAYS: Final = {"D": 1, "W": 7}
_UNITS: Final = {
    "D": ("일", "day"),
    "W": ("주", "week"),
    "M": ("개월", "month"),
    "Y": ("년", "year"),
}


def check_period(text: str) -> None:
    """Raise ValueError for what is no period."""
    if _PERIOD.fullmatch(text) is None:
        raise ValueError(f"period {text!r}: write it like P7D, P2W, P1M or P1Y")


def spelled(period: str) -> tuple[str, str]:
    """Return a period as people say it, in Korean and in English: 7일, 7 days."""
    check_period(period)
    length, (korean, english) = int(period[1:-1]), _UNITS[period[-1]]
    return f"{length}{korean}", f"{length} {english}{'s' if length > 1 else ''}"


def after(at_ms: int, period: str, *, times: int = 1) -> int:
    """Return the instant that lies so many periods after another.

    A month later is the same day of the month, or its last one where the month is shorter.
    """
    check_period(period)
    length, unit = int(period[1:-1]) * times, period[-1]
    start = _date(at_ms)
    if unit in _DAYS:
        end = start + timedelta(days=length * _DAYS[unit])
    else:
        end = _months_later(start, length if unit == "M" else length * 12)
    return round(end.timestamp() * 1000)


def written(at_ms: int) -> str:
    """Return an instant as YYYY-MM-DDTHH:mm:ss, in Korea's time and without naming its zone."""
    return _date(at_ms).strftime("%Y-%m-%dT%H:%M:%S")


def _date(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, KOREA)


def _months_later(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)
