"""Every failure of every name, and every way in which a permission can be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from aitdesk.phone.error_catalog import ANY_NAME, table
from e2e.contract.around import AROUND, NEWEST, PLATFORMS, TOSS, Around
from e2e.contract.cases import CASES, Case
from e2e.contract.expected import (
    FENCE,
    failed,
    from_sdk,
    row_of,
    swallowed,
    wire_error,
)

if TYPE_CHECKING:
    from aitdesk.value import Json
    from e2e.contract.desk import Desk

ASKED: Final = [case for case in CASES.values() if case.kind != "constant"]
GUARDED: Final = [case for case in ASKED if "permission" in case.shape]
REFUSED: Final = "PERMISSION_DENIED"
DEAF: Final = "safeAreaInsetsChange"
"""SafeAreaInsets.subscribe takes no onError."""

FAILURES: Final = [
    pytest.param(case, key, id=f"{case}-{key}")
    for case in ASKED
    for name, key in table()
    if name == case.name or (name == ANY_NAME and (case.name, key) not in table())
]


def refused(case: Case, decided: str) -> dict[str, Json]:
    """Return the state in which the person says no now, or has said it before."""
    if decided == "now":
        return {"prompts": {"kinds": {"permission": "deny"}}}
    return {"permissions": {case.shape["permission"]: {"status": "denied"}}}


def permission_functions(case: Case) -> list[Case]:
    """Return the two functions that every guarded function of the SDK carries."""
    function = case.function or "sdk.startUpdateLocation"
    return [
        Case(kind="method", name=name, public=f"{function}.{name}()", wire="")
        for name in ("getPermission", "openPermissionDialog")
    ]


@pytest.mark.matrix
@pytest.mark.parametrize(("case", "key"), FAILURES)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_documented_failure_is_what_the_page_sees(
    desk: Desk, case: Case, key: str, platform: str
) -> None:
    version = case.toss_version or NEWEST
    state: dict[str, Json] = {"faults": {"outcomes": {case.name: key}}}
    seen = desk.arrange(Around(platform, TOSS, version), state)
    is_hidden = case.is_public_in(desk.sdk) and case.name == DEAF
    got = desk.run(case, seen, count=0 if is_hidden else 1, is_left_alone=True)
    row = row_of(case.name, key)
    error = wire_error(case.name, row, is_asked_for=True)
    if case.is_public_in(desk.sdk) and (case.name, key) == ("updateLocationEvent", REFUSED):
        error = from_sdk(error)  # startUpdateLocation makes its own of it
    assert got == ([] if is_hidden else swallowed(case, row) or failed(case, error))


@pytest.mark.parametrize("case", GUARDED, ids=str)
@pytest.mark.parametrize("place", AROUND, ids=str)
@pytest.mark.parametrize("decided", ["now", "before"])
def test_a_refused_permission_is_the_sdks_own_error_and_nothing_more_is_sent(
    desk: Desk, case: Case, place: Around, decided: str
) -> None:
    seen = desk.arrange(place, refused(case, decided))
    got = desk.run(case, seen, count=1)
    error = wire_error(case.name, row_of(case.name, REFUSED))
    assert got == failed(case, from_sdk(error) if case.is_public_in(desk.sdk) else error)
    sent = [entry["name"] for entry in desk.entries("call") if entry["name"] != FENCE]
    assert sent == (["requestPermission"] if case.kind == "method" else [])


@pytest.mark.parametrize("case", GUARDED, ids=str)
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_the_host_has_its_own_guard_behind_a_page_that_does_not_ask(
    desk: Desk, case: Case, place: Around
) -> None:
    seen = desk.arrange(place, refused(case, "before"))
    got = desk.run(case, seen, is_wire=True, count=1)
    assert got == failed(case, wire_error(case.name, row_of(case.name, REFUSED)))


@pytest.mark.parametrize("case", GUARDED, ids=str)
@pytest.mark.parametrize("place", AROUND, ids=str)
@pytest.mark.parametrize("way", ["sdk", "wire"])
def test_a_permission_that_is_not_declared_cannot_be_had(
    bare_desk: Desk, case: Case, place: Around, way: str
) -> None:
    seen = bare_desk.arrange(place)
    got = bare_desk.run(case, seen, is_wire=way == "wire", count=1)
    assert got == failed(case, wire_error(case.name, row_of(case.name, "NO_PERMISSION")))
    sent = [entry["name"] for entry in bare_desk.entries("call") if entry["name"] != FENCE]
    asked = [case.name if way == "wire" else "requestPermission"]
    assert sent == (asked if case.kind == "method" else [])


@pytest.mark.parametrize(
    "case", [case for case in GUARDED if case.name != "startUpdateLocation"], ids=str
)
@pytest.mark.parametrize("status", ["notDetermined", "allowed", "denied"])
def test_a_guarded_function_tells_its_permission_and_can_ask_again(
    desk: Desk, case: Case, status: str
) -> None:
    key = case.shape["permission"]
    stored: Json = {} if status == "notDetermined" else {key: {"status": status}}
    seen = desk.arrange(Around(), {"permissions": stored})
    assert [desk.run(each, seen) for each in permission_functions(case)] == [
        {"is": "resolved", "value": status},
        {"is": "resolved", "value": "allowed"},
    ]
