from __future__ import annotations

from aitdesk.client.journal import Record


def test_what_was_read_twice_counts_once_and_what_is_gone_is_counted() -> None:
    record = Record()
    record.add({"entries": [{"id": 1}, {"id": 2}], "missed": 0, "next_after": 2})
    record.add({"entries": [{"id": 2}, {"id": 3}], "missed": 0, "next_after": 3})
    record.add({"entries": [{"id": 6}, {"id": 7}], "missed": 2, "next_after": 7})
    record.add({"entries": [], "missed": 0, "next_after": 7})
    assert record == Record([{"id": id_} for id_ in (1, 2, 3, 6, 7)], 7, 2)
