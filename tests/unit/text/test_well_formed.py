from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.text.well_formed import well_formed, well_formed_tree

if TYPE_CHECKING:
    from aitdesk.value import Json


# As String.prototype.toWellFormed of the engine answers.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("한글 😀", "한글 😀"),
        ("cut \ud83d", "cut \ufffd"),
        ("\ude00 cut", "\ufffd cut"),
        ("\ud83d\ud83d\ude00", "\ufffd😀"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
    ],
)
def test_half_a_pair_becomes_the_replacement_character(text: str, expected: str) -> None:
    assert well_formed(text) == expected


def test_every_text_of_a_tree_is_looked_at() -> None:
    tree: Json = [{"\ud83d": ["\ude00", 1, None]}, "a"]
    assert well_formed_tree(tree) == [{"\ufffd": ["\ufffd", 1, None]}, "a"]
