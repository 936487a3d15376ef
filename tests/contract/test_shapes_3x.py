"""shapes_3x.json and the tables of tests/e2e/contract_3x hold every name of SDK 3.x, as the host.

What they say of a name was read in builds of SDK 3.x, or is told or inferred: `provenance` says so.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from aitdesk.api import FAMILIES
from aitdesk.api.decorators import OPEN
from aitdesk.api.registry import Registry
from aitdesk.phone.error_catalog import table
from aitdesk.protocol.line import Line
from contract.test_shapes import KINDS, MEMBERS, is_gate
from e2e.contract.cases import SHAPES as SHAPES_2X
from e2e.contract_3x.cases import CASES, OF_THE_WIRE, SHAPES, WRITTEN, Case

CATALOGUE: Final[dict[str, dict[str, dict[str, Any]]]] = tomllib.loads(
    files("aitdesk").joinpath("api/catalogue_3x.toml").read_text("utf-8")
)
MARKS: Final = {
    (each.mark.kind.value, each.name): each.mark
    for each in Registry(FAMILIES).all(Line.WEBVIEW_BRIDGE)
    if not each.name.startswith("__")  # the shell's own
}
ALL: Final = [(kind, name) for kind in KINDS for name in SHAPES[kind]]
MORE: Final = {"provenance", "flag", "in_page", "gives", "payloads"}
BUILDS: Final = ("3.0.3", "3.0.5", "3.1.1", "3.6.0")
GENERIC: Final = ".addEventListener"
"""Listeners for any name: more of them than the catalogue says lead to each."""

BUY: Final = "IAP.createOneTimePurchaseOrder"
CHOOSES: Final = "isRequestOneTimePurchaseSupported"
"""IAP reads it for itself, to choose how it buys."""


def with_member(member: str) -> dict[tuple[str, str], Any]:
    return {
        (kind, name): SHAPES[kind][name][member]
        for kind, name in ALL
        if member in SHAPES[kind][name]
    }


def rows(name: str) -> set[str]:
    return {key for each, key in table() if each == name}


def source(provenance: list[str]) -> str:
    """Return the one word that the catalogue has for where a name is known from."""
    words = {"ran": "ran", "public report": "reported", "inferred": "inferred"}
    return next((words[each] for each in words if each in provenance), "read")


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_the_catalogue_has_a_shape_and_a_case_and_there_are_no_more(
    kind: str,
) -> None:
    names = set(CATALOGUE[kind])
    assert set(SHAPES[kind]) == names
    assert {name for each, name in CASES if each == kind} == names - OF_THE_WIRE


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_a_case_goes_by_every_function_that_reaches_the_name(case: Case) -> None:
    reached = {way.path.replace("()", "") for way in case.ways if not way.is_wire}
    # Of what a function returns, one member is the constant.
    reached |= {way.path.partition("()")[0] for way in case.ways if "()." in way.path}
    named = set(CATALOGUE[case.kind][case.name].get("functions", ()))
    assert named - reached == ({f"{BUY}.isSupported"} if case.name == CHOOSES else set())
    more = {path for path in reached - named if GENERIC not in path}
    assert {path for path in more if path.partition(".")[0] not in named} == set()


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_a_shape_is_a_json_schema_and_has_no_member_that_nobody_reads(kind: str, name: str) -> None:
    shape = SHAPES[kind][name]
    assert set(shape) <= MEMBERS[kind] | MORE
    schemas = [shape[member] for member in ("args", "options", "value") if member in shape]
    schemas += [shape["gives"]] if isinstance(shape.get("gives"), dict) else []
    for schema in [*schemas, *shape.get("payloads", []), *shape.get("otherwise", [])]:
        Draft202012Validator.check_schema({"$defs": SHAPES_2X["$defs"], **schema})


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_a_shape_says_where_the_name_is_known_from_as_the_catalogue_does(
    kind: str, name: str
) -> None:
    provenance = WRITTEN[kind][name]["provenance"]
    oldest = next((build for build in BUILDS if build in provenance), None)
    row = CATALOGUE[kind][name]
    assert (source(provenance), oldest) == (row["source"], row.get("since"))


def test_the_host_gates_what_the_shapes_say_is_gated_and_at_the_same_versions() -> None:
    gates = {key: mark.gate for key, mark in MARKS.items() if mark.gate != OPEN}
    # A constant is never closed: it tells. That function looks at the phone as well.
    said = {key for key in with_member("minimum") if key[0] != "constant"}
    assert set(gates) == said - {("method", "getDeclaredAgeRange")}
    wrong = {key: gate for key, gate in gates.items() if not is_gate(SHAPES[key[0]][key[1]], gate)}
    assert wrong == {}


@pytest.mark.parametrize(("kind", "name"), with_member("flag"))
def test_a_flag_is_set_from_the_version_on_that_the_host_has_the_name(kind: str, name: str) -> None:
    shape = SHAPES[kind][name]
    flag = SHAPES["constant"][shape["flag"]]
    if shape["flag"] == CHOOSES:
        return
    assert (flag["minimum"], flag["sandbox"]) == (shape["minimum"], shape["sandbox"])
    assert shape.get("in_page", {}).get("minimum", flag["minimum"]) == flag["minimum"]


def test_every_flag_is_one_of_a_name() -> None:
    flags = {name for name in SHAPES["constant"] if name.endswith("Supported")}
    assert flags == set(with_member("flag").values())


def test_the_host_guards_the_methods_that_need_a_permission() -> None:
    needs = {key: mark.needs.key for key, mark in MARKS.items() if mark.needs is not None}
    said = with_member("permission")
    # Events ask by themselves, when somebody listens.
    assert needs == {key: said[key] for key in said if key[0] == "method"}


@pytest.mark.parametrize(("kind", "name"), MARKS)
def test_a_name_fails_as_the_older_one_that_it_is_like(kind: str, name: str) -> None:
    assert rows(MARKS[kind, name].name) == rows(CASES[kind, name].older_name)
