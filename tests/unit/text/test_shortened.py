from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.text.shortened import SHORT, WHOLE, Shortening

if TYPE_CHECKING:
    from aitdesk.value import Json


@pytest.mark.parametrize(
    "value", [None, True, 0, -1, 1.5, "", "x" * 4_096, [], {}, [[1], {"a": [None]}], [1] * 256]
)
def test_what_is_short_stays_as_it_is(value: Json) -> None:
    assert Shortening()(value) == value


@pytest.mark.parametrize(
    ("value", "short"),
    [
        ("x" * 4_097, "x" * 4_096 + "… (4097 characters)"),
        ([0] * 300, [*[0] * 256, "… (300 members)"]),
        ({str(n): n for n in range(300)}, {str(n): n for n in range(256)}),
        ({"k" * 5_000: 1}, {"k" * 4_096 + "…": 1}),
        ([["x" * 4_097]], [["x" * 4_096 + "… (4097 characters)"]]),
    ],
)
def test_what_is_long_is_cut(value: Json, short: Json) -> None:
    assert Shortening()(value) == short


def nested(levels: int, innermost: Json) -> Json:
    value = innermost
    for _ in range(levels):
        value = [value]
    return value


def test_what_is_deep_is_cut_at_the_twelfth_level() -> None:
    assert Shortening()(nested(5_000, 1)) == nested(12, "… (1 members)")


def test_nothing_but_depth_is_cut_of_what_is_wanted_whole() -> None:
    value: Json = {"texts": ["x" * 10_000] * 300, "k" * 5_000: nested(50, 1)}
    assert Shortening(WHOLE)(value) == value
    assert Shortening(WHOLE)(nested(5_000, 1)) == nested(100, "… (1 members)")


@pytest.mark.parametrize(
    "value",
    [["x" * 4_096] * 256, [[["가" * 4_096] * 256] * 256] * 256, {"k" * n: 1 for n in range(5_000)}],
)
def test_one_entry_takes_no_more_memory_than_its_allowance(value: Json) -> None:
    shortening = Shortening()
    kept = shortening(value)
    assert len(str(kept)) < SHORT.whole_bytes * 1.5
    assert shortening.is_cut


@pytest.mark.parametrize(
    ("value", "is_cut"),
    [
        ("x" * 4_096, False),
        ("x" * 4_097, True),
        ({}, False),
        ([0] * 257, True),
        (nested(13, 1), True),
    ],
)
def test_it_tells_whether_anything_was_left_out(value: Json, is_cut: bool) -> None:  # noqa: FBT001
    shortening = Shortening()
    shortening(value)
    assert shortening.is_cut is is_cut
