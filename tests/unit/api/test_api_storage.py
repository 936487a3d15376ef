from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rig_3x
from aitdesk.errors import StoreError
from rig import call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json


def test_a_missing_key_is_null_and_not_undefined() -> None:
    assert talk(make_rig(), call("getStorageItem", "missing")) == [resolved("getStorageItem", None)]


@pytest.mark.parametrize("text", ["", "값", "\ud800", "\x00", "x" * 100_000, "null"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    got = talk(make_rig(), call("setStorageItem", "key", text), call("getStorageItem", "key"))
    assert got == [resolved("setStorageItem", None), resolved("getStorageItem", text)]


def test_the_last_write_wins() -> None:
    got = talk(
        make_rig(),
        call("setStorageItem", "key", "first"),
        call("setStorageItem", "key", "second"),
        call("getStorageItem", "key"),
    )
    assert got[-1] == resolved("getStorageItem", "second")


def test_a_removed_key_is_missing_and_others_stay() -> None:
    got = talk(
        make_rig(),
        call("setStorageItem", "a", "1"),
        call("setStorageItem", "b", "2"),
        call("removeStorageItem", "a"),
        call("removeStorageItem", "never there"),
        call("getStorageItem", "a"),
        call("getStorageItem", "b"),
    )
    assert got[2:] == [
        resolved("removeStorageItem", None),
        resolved("removeStorageItem", None),
        resolved("getStorageItem", None),
        resolved("getStorageItem", "2"),
    ]


def test_clearing_forgets_this_mini_app_and_no_other() -> None:
    rig = make_rig()
    rig.vault.items["other-app", "default", "key"] = "kept"
    got = talk(rig, call("setStorageItem", "key", "1"), call("clearItems"))
    assert (got[1], rig.vault.items) == (
        resolved("clearItems", None),
        {("other-app", "default", "key"): "kept"},
    )


@pytest.mark.parametrize(
    ("name", "args", "reason"),
    [
        ("getStorageItem", [], "Expected `array` of at least length 1, got 0"),
        ("getStorageItem", [1], "Expected `str`, got `int` - at `$[0]`"),
        ("getStorageItem", [{"key": "k"}], "Expected `str`, got `object` - at `$[0]`"),
        ("setStorageItem", ["key"], "Expected `array` of at least length 2, got 1"),
        ("setStorageItem", ["key", None], "Expected `str`, got `null` - at `$[1]`"),
        ("setStorageItem", ["key", 1], "Expected `str`, got `int` - at `$[1]`"),
        ("removeStorageItem", [None], "Expected `str`, got `null` - at `$[0]`"),
    ],
)
def test_what_is_no_text_is_rejected_and_stores_nothing(
    name: str, args: list[Json], reason: str
) -> None:
    rig = make_rig()
    got = talk(rig, call(name, *args))
    assert (got, rig.vault.items) == (
        [rejected(name, f"{name}: {reason}", code="INVALID_REQUEST")],
        {},
    )


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("getStorageItem", ["k"]),
        ("setStorageItem", ["k", "v"]),
        ("removeStorageItem", ["k"]),
        ("clearItems", []),
    ],
)
def test_a_broken_store_rejects_every_call(name: str, args: list[Json]) -> None:
    rig = make_rig()
    rig.vault.problem = StoreError("the disk is full: free some space")
    message = "the disk is full: free some space"
    assert talk(rig, call(name, *args)) == [rejected(name, message, code="EXECUTION_ERROR")]


@pytest.mark.parametrize(
    "items",
    [
        {"a": "1", "b": "2"},
        [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}],
        [{"key": "a", "value": "0"}, {"key": "b", "value": "2"}, {"key": "a", "value": "1"}],
    ],
)
def test_several_items_are_stored_whichever_way_they_are_given(items: Json) -> None:
    got = talk(
        make_rig(),
        rig_3x.call("setStorageItems", {"items": items}),
        rig_3x.call("getStorageItems", {"keys": ["b", "c", "a"]}),
        call("getStorageItem", "a"),
    )
    assert got == [
        rig_3x.resolved("setStorageItems", None),
        rig_3x.resolved("getStorageItems", {"b": "2", "c": None, "a": "1"}),
        resolved("getStorageItem", "1"),
    ]


@pytest.mark.parametrize(
    "items",
    [
        "a", None, 1, ["a", "1"], [["a", "1"]], {"a": "1", "b": 2}, {"a": None},
        [{"key": "a", "value": "1"}, {"key": "b"}],
        [{"key": "a", "value": "1"}, {"key": "b", "value": 2}],
        [{"key": "a", "value": "1"}, None],
    ],
)  # fmt: skip
def test_items_of_which_one_does_not_fit_are_all_refused(items: Json) -> None:
    rig = make_rig()
    (reply,) = talk(rig, rig_3x.call("setStorageItems", {"items": items}))
    assert isinstance(reply, dict)
    assert isinstance(reply["values"], list)
    (error,) = reply["values"]
    assert isinstance(error, dict)
    assert (error["code"], rig.vault.items) == ("INVALID_REQUEST", {})


def test_no_items_are_stored_and_read_as_none() -> None:
    got = talk(
        make_rig(),
        rig_3x.call("setStorageItems", {"items": []}),
        rig_3x.call("getStorageItems", {"keys": []}),
    )
    assert got == [
        rig_3x.resolved("setStorageItems", None),
        rig_3x.resolved("getStorageItems", {}),
    ]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("getStorageItems", {"keys": ["k", "l"]}),
        ("setStorageItems", {"items": {"k": "v", "l": "w"}}),
        ("clearStorage", None),
    ],
)
def test_a_broken_store_is_told_to_a_page_of_sdk_3x(name: str, args: Json) -> None:
    rig = make_rig()
    rig.vault.problem = StoreError("the disk is full: free some space")
    message = "the disk is full: free some space"
    assert talk(rig, rig_3x.call(name, args)) == [
        rig_3x.thrown(name, message, code="EXECUTION_ERROR")
    ]
