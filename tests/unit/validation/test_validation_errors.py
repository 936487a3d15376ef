from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitdesk.validation.validation_errors import Mistake, dotted, find_mistakes, near

if TYPE_CHECKING:
    from aitdesk.value import Json


class Kind(StrEnum):
    SHARE = "share"
    LOGIN = "login"


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sku: str
    type: Literal["once", "often"] = "once"
    amount_krw: int | None = None

    def __post_init__(self) -> None:
        if self.amount_krw == 0:
            raise ValueError("amount_krw 0 buys nothing")


class Tree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[Kind, Literal["ask", "allow"]] = {}
    items: tuple[Item, ...] = ()
    by_code: dict[str, Item] = {}
    count: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    is_on: bool = False
    speed: float = 1.0
    name: str | None = None


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ({}, []),
        ([], ["expected a table, not []"]),
        ({"count": "2"}, ['count: expected a whole number at least 1 and at most 9, not "2"']),
        ({"count": 0}, ["count: expected a whole number at least 1 and at most 9, not 0"]),
        ({"is_on": 1}, ["is_on: expected true or false, not 1"]),
        ({"speed": []}, ["speed: expected a number, not []"]),
        ({"name": 1}, ["name: expected a text, not 1"]),
        ({"items": {}}, ["items: expected a list, not {}"]),
        ({"cuont": 1}, ["cuont: no such key; did you mean count?"]),
        ({"kinds": {"shre": "ask"}}, ["kinds.shre: expected one of share, login as the key"]),
        ({"kinds": {"share": "x"}}, ['kinds.share: expected one of allow, ask, not "x"']),
        ({"by_code": {"a.b": {}}}, ['by_code."a.b": sku is missing']),
        ({"by_code": {"a": {"sku": 1}}}, ["by_code.a.sku: expected a text, not 1"]),
        (
            {"items": [{"sku": "a", "amount_krw": 0}]},
            ["items[0].amount_krw: amount_krw 0 buys nothing"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_expected(
    value: Json, lines: list[str]
) -> None:
    assert [mistake.line() for mistake in find_mistakes(value, Tree)] == lines


def test_all_mistakes_are_told_at_their_own_place() -> None:
    value: Json = {
        "kinds": {"zap": "ask", "share": "no", "login": "never"},
        "items": [
            {"sku": "a"},
            {"sku": 1},
            {},
            {"sku": "b", "amount_krw": 0},
            {"sku": "c", "x": 1},
        ],
        "count": 10,
        "more": 1,
    }
    assert {mistake.path for mistake in find_mistakes(value, Tree)} == {
        ("kinds", "zap"),
        ("kinds", "share"),
        ("kinds", "login"),
        ("items", 1, "sku"),
        ("items", 2),
        ("items", 3, "amount_krw"),
        ("items", 4, "x"),
        ("count",),
        ("more",),
    }


def test_a_wrong_member_that_must_be_there_is_told_once() -> None:
    found = find_mistakes({"items": [{"sku": 1}]}, Tree)
    assert found == [Mistake(("items", 0, "sku"), "expected a text, not 1")]


def test_the_value_itself_is_left_as_it_was() -> None:
    value: Json = {"items": [{"sku": 1}], "count": "x"}
    find_mistakes(value, Tree)
    assert value == {"items": [{"sku": 1}], "count": "x"}


_scalars = st.none() | st.booleans() | st.integers(-2, 12) | st.sampled_from(["ask", "share", "a"])
_keys = st.sampled_from(["kinds", "items", "by_code", "count", "sku", "share", "amount_krw", "z"])
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4)
)


@given(_values)
def test_there_is_a_mistake_exactly_where_msgspec_refuses(value: Json) -> None:
    try:
        msgspec.convert(value, Tree)
        is_refused = False
    except msgspec.ValidationError:
        is_refused = True
    found = find_mistakes(value, Tree)
    assert (bool(found), len(found)) == (is_refused, len({each.path for each in found}))


def test_a_path_is_written_as_in_toml() -> None:
    assert dotted(("a", "b/c", 3, "d")) == 'a."b/c"[3].d'


@pytest.mark.parametrize(
    ("name", "words"),
    [("enviroment", "; did you mean environment?"), ("zz", "; there is environment, faults")],
)
def test_what_was_probably_meant_is_named(name: str, words: str) -> None:
    assert near(name, ["environment", "faults"]) == words
