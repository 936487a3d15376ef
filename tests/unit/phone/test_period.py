from __future__ import annotations

from datetime import datetime

import pytest

from aitdesk.phone.period import KOREA, after, check_period, spelled, written


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=KOREA).timestamp() * 1000)


@pytest.mark.parametrize(
    ("start", "period", "times", "end"),
    [
        ("2026-01-01T09:00:00", "P7D", 1, "2026-01-08T09:00:00"),
        ("2026-01-01T09:00:00", "P2W", 2, "2026-01-29T09:00:00"),
        ("2026-01-15T00:00:00", "P1M", 1, "2026-02-15T00:00:00"),
        ("2026-01-31T23:59:59", "P1M", 1, "2026-02-28T23:59:59"),
        ("2026-01-31T23:59:59", "P1M", 2, "2026-03-31T23:59:59"),
        ("2026-11-30T00:00:00", "P3M", 1, "2027-02-28T00:00:00"),
        ("2028-02-29T00:00:00", "P1Y", 1, "2029-02-28T00:00:00"),
        ("2028-02-29T00:00:00", "P1Y", 4, "2032-02-29T00:00:00"),
    ],
)
def test_periods_follow_the_calendar_and_keep_the_day_of_the_month(
    start: str, period: str, times: int, end: str
) -> None:
    assert written(after(at(start), period, times=times)) == end


@pytest.mark.parametrize("text", ["", "7D", "P7", "P0D", "P1H", "P-1D", "PT1H", "P1M2D", "p1m"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it like P7D, P2W, P1M or P1Y"):
        check_period(text)


def test_a_date_is_written_in_koreas_time_without_its_zone() -> None:
    assert written(0) == "1970-01-01T09:00:00"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("P7D", ("7일", "7 days")),
        ("P1W", ("1주", "1 week")),
        ("P1M", ("1개월", "1 month")),
        ("P2Y", ("2년", "2 years")),
    ],
)
def test_a_period_is_said_as_people_say_it(period: str, words: tuple[str, str]) -> None:
    assert spelled(period) == words
