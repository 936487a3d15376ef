"""Every failure of every name, by every channel and every way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from aitdesk.phone.error_catalog import ANY_NAME, table
from e2e.contract.around import NEWEST, TOSS, Around
from e2e.contract.expected import row_of
from e2e.contract_3x.cases import CASES, Case, Way
from e2e.contract_3x.expected import UNKNOWN, agree, closing, coded, failed, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.contract_3x.desk import Desk3x

ASKED: Final = [case for case in CASES.values() if case.kind != "constant"]
DEAF: Final = {"SafeArea.subscribe", "SafeAreaInsets.subscribe"}
"""They take no onError."""

FAILURES: Final = [
    pytest.param(case, key, id=f"{case}-{key}")
    for case in ASKED
    for name, key in table()
    if name == case.older_name or (name == ANY_NAME and (case.older_name, key) not in table())
]


def fail_each(desk: Desk3x, case: Case, key: str) -> Iterator[tuple[Way, Any]]:
    """Let the name fail so, and give what the page gets of it, way by way.

    The failure comes before the handler, whatever the platform; on iOS nothing is closed.
    """
    around = Around("ios", TOSS, case.toss_version or NEWEST)
    seen = desk.arrange(around, {"faults": {"outcomes": {case.name: key}}})
    for way in case.ways:
        assert closing(case, way, around) == ""
        count = 0 if way.path in DEAF else 1
        yield way, desk.go(case, way, seen, count=count, is_left_alone=True)


@pytest.mark.matrix
@pytest.mark.parametrize(("case", "key"), FAILURES)
def test_a_documented_failure_is_what_the_page_sees(desk: Desk3x, case: Case, key: str) -> None:
    row, wrong = row_of(case.older_name, key), []
    for way, got in fail_each(desk, case, key):
        expected = [] if way.path in DEAF else failed(case, way, row, is_asked_for=True)
        if not agree(got, expected):
            wrong.append((way.path, got, expected))
    assert wrong == []


@pytest.mark.parametrize("case", ASKED, ids=str)
def test_a_failure_on_the_way_has_no_code(desk: Desk3x, case: Case) -> None:
    wrong = []
    for way, got in fail_each(desk, case, "transport"):
        expected = lost(case, way)
        if not agree(got, expected):
            wrong.append((way.path, got, expected))
    assert wrong == []


def lost(case: Case, way: Way) -> Any:  # noqa: ANN401  # a method's or an event's
    """Return what the page gets of an answer that did not come through."""
    message = f"{case.name}: the transport failed (asked for)"
    error: dict[str, Any] = {"name": "Error", "message": message, "is_a": []}
    if way.path in DEAF:
        return []
    if case.kind == "event":  # which has no channel but its own
        more: dict[str, Any] = {"userInfo": {}}
        if way.is_wire:
            raw = {"name": "Error", "message": message, **more}
            value = {**raw, "__instanceof": "Error", "stack": "text"}
            return [{"is": "failed", "value": value}]
        return told(way, {**error, **more})
    if case.name in {"getAnonymousKey", "grantPromotionReward"} and not way.is_wire:
        if way.is_namespaced:
            return {"is": "rejected", "error": coded(UNKNOWN)}
        return {"is": "resolved", "value": "ERROR"}
    return told(way, error)
