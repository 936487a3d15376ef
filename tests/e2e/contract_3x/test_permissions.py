"""Every way in which a permission can be missing, and what else a mini-app does not declare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from e2e.contract.around import AROUND, Around
from e2e.contract.expected import row_of
from e2e.contract.test_failures import REFUSED
from e2e.contract_3x.cases import CASES, WIRE, Case, Way
from e2e.contract_3x.expected import denied, failed, told

if TYPE_CHECKING:
    from aitdesk.value import Json
    from e2e.contract_3x.desk import Desk3x

GUARDED: Final = [
    case for case in CASES.values() if case.kind != "constant" and "permission" in case.shape
]
WAYS: Final = [
    pytest.param(case, way, id=f"{case}-{way.path}") for case in GUARDED for way in case.ways
]
FUNCTIONS: Final = [
    pytest.param(case, way, id=f"{case}-{way.path}")
    for case in GUARDED
    for way in case.ways
    if not way.is_wire
]
NOT_DECLARED: Final = "NO_PERMISSION"


def refused(case: Case, decided: str) -> dict[str, Json]:
    """Return the state in which the person says no now, or has said it before."""
    if decided == "now":
        return {"prompts": {"kinds": {"permission": "deny"}}}
    return {"permissions": {case.shape["permission"]: {"status": "denied"}}}


@pytest.mark.parametrize(("case", "way"), FUNCTIONS)
@pytest.mark.parametrize("place", AROUND, ids=str)
@pytest.mark.parametrize("decided", ["now", "before"])
def test_a_refused_permission_is_the_sdks_own_error_and_nothing_more_is_sent(
    desk: Desk3x, case: Case, way: Way, place: Around, decided: str
) -> None:
    got = desk.go(case, way, desk.arrange(place, refused(case, decided)), count=1)
    assert got == told(way, denied(case, row_of(case.older_name, REFUSED)))
    assert [entry["name"] for entry in desk.sent()] == ["requestPermission"]


@pytest.mark.parametrize("case", GUARDED, ids=str)
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_the_host_has_its_own_guard_behind_a_page_that_does_not_ask(
    desk: Desk3x, case: Case, place: Around
) -> None:
    way = case.way(WIRE)
    got = desk.go(case, way, desk.arrange(place, refused(case, "before")), count=1)
    assert got == failed(case, way, row_of(case.older_name, REFUSED))
    assert [entry["name"] for entry in desk.sent()] == [case.name]


@pytest.mark.parametrize(("case", "way"), WAYS)
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_a_permission_that_is_not_declared_cannot_be_had(
    bare_desk: Desk3x, case: Case, way: Way, place: Around
) -> None:
    got = bare_desk.go(case, way, bare_desk.arrange(place), count=1)
    assert got == failed(case, way, row_of(case.older_name, NOT_DECLARED))
    asked = case.name if way.is_wire else "requestPermission"
    assert [entry["name"] for entry in bare_desk.sent()] == [asked]


@pytest.mark.parametrize(("case", "way"), FUNCTIONS)
@pytest.mark.parametrize("status", ["notDetermined", "allowed", "denied"])
def test_a_guarded_function_tells_its_permission_and_can_ask_again(
    desk: Desk3x, case: Case, way: Way, status: str
) -> None:
    key = case.shape["permission"]
    stored: Json = {} if status == "notDetermined" else {key: {"status": status}}
    seen = desk.arrange(Around(), {"permissions": stored})
    functions = [
        replace(way, kind="method", expression=f"sdk.{way.path}.{name}()")
        for name in ("getPermission", "openPermissionDialog")
    ]
    assert [desk.go(case, each, seen) for each in functions] == [
        {"is": "resolved", "value": status},
        {"is": "resolved", "value": "allowed"},
    ]
    name, access = key.split("/")
    asked = {(entry["name"], *entry["args"][0].values()) for entry in desk.sent()}
    assert asked == {
        ("getPermission", name, access),
        ("openPermissionDialog", name, access),
    }


def test_a_bar_that_is_not_configured_is_no_constant(bare_desk: Desk3x) -> None:
    bar = CASES["constant", "navigationBar"]
    assert bare_desk.go(bar, bar.way(WIRE), bare_desk.arrange(Around())) == {"is": "read"}
