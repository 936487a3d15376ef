from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitdesk.client.journal import Record, refresh
from aitdesk.client.operation import Request

if TYPE_CHECKING:
    from aitdesk.client.operation import Operation


def test_what_was_read_twice_counts_once_and_what_is_gone_is_counted() -> None:
    record = Record()
    record.add({"entries": [{"id": 1}, {"id": 2}], "missed": 0, "next_after": 2})
    record.add({"entries": [{"id": 2}, {"id": 3}], "missed": 0, "next_after": 3})
    record.add({"entries": [{"id": 6}, {"id": 7}], "missed": 2, "next_after": 7})
    record.add({"entries": [], "missed": 0, "next_after": 7})
    assert record == Record([{"id": id_} for id_ in (1, 2, 3, 6, 7)], 7, 2)


def carried(operation: Operation[bool], *answers: dict[str, Any]) -> tuple[bool, list[str]]:
    """Give an operation these answers; return what came of it, and the paths it asked for."""
    asked, said = [], iter((None, *answers))
    try:
        while True:
            step = operation.send(next(said))
            assert isinstance(step, Request)
            asked.append(step.path)
    except StopIteration as done:
        return done.value, asked


def page_of(ids: range, *, is_over: bool = False) -> dict[str, Any]:
    return {"entries": [{"id": id_} for id_ in ids], "is_over": is_over}


def test_the_journal_is_read_from_the_newest_on_until_a_page_of_it_is_not_full() -> None:
    record = Record([{"id": 7}], 7)
    pages = [page_of(range(8, 5_008)), page_of(range(5_008, 5_010))]
    assert (carried(refresh(record), *pages), record.last_id, record.missed) == (
        (
            False,
            [f"/journal?after={after}&limit=5000&wait_ms=0" for after in (7, 5_007)],
        ),
        5_009,
        0,
    )


def test_who_reads_to_the_end_is_told_that_it_is() -> None:
    record = Record()
    assert carried(refresh(record, wait_ms=10), page_of(range(0), is_over=True)) == (
        True,
        ["/journal?after=0&limit=5000&wait_ms=10"],
    )
