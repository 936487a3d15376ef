from __future__ import annotations

import pytest

from aitdesk.phone.environment import Environment
from aitdesk.phone.leaving import close_sheet, object_particle


@pytest.mark.parametrize(
    ("word", "particle"),
    [
        ("사과", "를"),
        ("수박", "을"),
        ("게임", "을"),
        ("Game", "를"),
        ("3", "를"),
        ("", "를"),
        ("힣", "을"),
    ],
)
def test_the_particle_fits_the_last_syllable(word: str, particle: str) -> None:
    assert object_particle(word) == particle


@pytest.mark.parametrize(
    ("locale", "title"), [("ko-KR", "벽돌깨기를 종료할까요?"), ("en-US", "Close 벽돌깨기?")]
)
def test_the_question_is_in_the_phones_language(locale: str, title: str) -> None:
    sheet = close_sheet("벽돌깨기", Environment(locale=locale))
    assert (sheet.title, sheet.dismiss, [choice.id for choice in sheet.choices]) == (
        title,
        "cancel",
        ["cancel", "close"],
    )
