"""shapes.json and the tables of tests/e2e/contract hold every name, and agree with the host.

What they say of a name is of the SDK's packages: a host that differs is wrong, or they are.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from aitdesk.api import FAMILIES
from aitdesk.api.decorators import OPEN, Gate
from aitdesk.api.registry import Registry
from aitdesk.phone.error_catalog import Row, table
from e2e.contract.cases import CASES, CATALOGUE, SDKS, SHAPES, Case

KINDS: Final = ("constant", "method", "event")
MARKS: Final = {
    (each.mark.kind.value, each.mark.name): each.mark for each in Registry(FAMILIES).all()
}
INSIDE: Final = "fetchAppsInTossAd_isSupported"
"""TossAds reads it for itself."""

MEMBERS: Final = {
    "constant": {"value", "absent", "minimum", "below", "sandbox"},
    "method": {
        *("args", "value", "undefined", "otherwise", "permission", "failures"),
        *("minimum", "below", "sandbox", "in_sandbox"),
    },
    "event": {
        *("options", "payloads", "undefined", "silent", "permission", "failures"),
        *("minimum", "below", "sandbox", "in_page"),
    },
}


def every_shape() -> dict[tuple[str, str], dict[str, Any]]:
    return {(kind, name): shape for kind in KINDS for name, shape in SHAPES[kind].items()}


def with_member(member: str) -> set[tuple[str, str]]:
    return {key for key, shape in every_shape().items() if member in shape}


def is_named(failure: dict[str, str], row: Row) -> bool:
    """Tell whether a row of the table is this failure of the SDK's packages."""
    code = failure.get("code")
    return (
        code == (row.key if row.has_code else None)
        and failure.get("name", "Error") == row.name
        and failure.get("message", row.message) == row.message
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_the_catalogue_has_a_shape_and_a_case_and_there_are_no_more(
    kind: str,
) -> None:
    names = set(CATALOGUE[kind])
    assert set(SHAPES[kind]) == names
    assert {name for each, name in CASES if each == kind} == names


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_a_name_is_reached_by_the_sdks_own_function_or_a_reason_is_given(case: Case) -> None:
    if case.kind == "constant":  # what reads one is told by the catalogue's status
        row = CATALOGUE[case.kind][case.name]
        is_read = row["status"] in {"current", "legacy"} and row.get("until") != "1.5.2"
        assert (case.public is not None) == (is_read and case.name != INSIDE)
    else:
        assert (case.public is None) == bool(case.why)
    assert "Bridge(" not in (case.public or "")


@pytest.mark.parametrize("sdk", SDKS)
def test_most_names_are_reached_by_a_function_of_either_sdk(sdk: str) -> None:
    public = [case for case in CASES.values() if case.is_public_in(sdk)]
    assert len(public) == {"2.10.8": 88, "1.6.2": 80}[sdk]


@pytest.mark.parametrize(("kind", "name"), every_shape())
def test_a_shape_is_a_json_schema_and_has_no_member_that_nobody_reads(kind: str, name: str) -> None:
    shape = every_shape()[kind, name]
    assert set(shape) <= MEMBERS[kind]
    schemas = [shape[member] for member in ("args", "options", "value") if member in shape]
    for schema in [*schemas, *shape.get("payloads", []), *shape.get("otherwise", [])]:
        Draft202012Validator.check_schema({"$defs": SHAPES["$defs"], **schema})


def test_the_host_gates_what_the_sdk_says_is_gated_and_at_the_same_versions() -> None:
    gates = {key: mark.gate for key, mark in MARKS.items() if mark.gate != OPEN}
    # A constant is never closed: it tells. That function looks at the phone as well.
    told = {key for key in with_member("minimum") if key[0] == "constant"}
    assert set(gates) == with_member("minimum") - told - {("method", "getDeclaredAgeRange")}
    wrong = {key: gate for key, gate in gates.items() if not is_gate(every_shape()[key], gate)}
    assert wrong == {}


def is_gate(shape: dict[str, Any], gate: Gate) -> bool:
    minimum = {"android": gate.minimum.android, "ios": gate.minimum.ios}
    return bool(
        shape["minimum"] == minimum and (shape["sandbox"] == "closed") == gate.is_only_in_toss
    )


def test_the_host_guards_the_methods_that_the_sdk_says_need_a_permission() -> None:
    needs = {key: mark.needs.key for key, mark in MARKS.items() if mark.needs is not None}
    shapes = every_shape()
    said = {key: shapes[key]["permission"] for key in with_member("permission")}
    # Events ask by themselves, when somebody listens.
    assert needs == {key: said[key] for key in said if key[0] == "method"}


def test_every_failure_that_the_sdk_documents_is_in_the_hosts_table() -> None:
    shapes = every_shape()
    missing = [
        (name, failure)
        for kind, name in with_member("failures")
        for failure in shapes[kind, name]["failures"]
        if not any(each == name and is_named(failure, row) for (each, _), row in table().items())
    ]
    assert missing == []
