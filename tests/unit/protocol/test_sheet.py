from __future__ import annotations

import json

import pytest

from aitdesk.errors import WireError
from aitdesk.phone.sheet import Choice, Layout, Paragraph, Picture, Sheet
from aitdesk.protocol.sheet import Answered, Hindered, decode, drawn, withdrawn

SHEET = Sheet(
    layout=Layout.ALERT,
    title="정말요?",
    choices=(Choice(id="yes", label="네", role="primary"),),
    blocks=(Paragraph(text="a\nb"), Picture(image=b"\x00\xff", media_type="image/png", alt="")),
)


def test_a_sheet_is_drawn_from_one_text_without_what_is_default() -> None:
    text = drawn("prompt-1", SHEET, platform="ios", language="ko", color="#123456")
    assert json.loads(text) == {
        "sheet": {
            "id": "prompt-1",
            "platform": "ios",
            "language": "ko",
            "color": "#123456",
            "layout": "alert",
            "title": "정말요?",
            "choices": [{"id": "yes", "label": "네", "role": "primary"}],
            "blocks": [
                {"block": "paragraph", "text": "a\nb"},
                {"block": "picture", "image": "AP8=", "media_type": "image/png", "alt": ""},
            ],
        }
    }


def test_the_text_is_one_line_of_ascii() -> None:
    text = drawn("p", SHEET, platform="ios", language="ko", color="#123456")
    assert text.isascii()
    assert "\n" not in text


def test_a_withdrawn_sheet_is_named() -> None:
    assert json.loads(withdrawn("prompt-1")) == {"unsheet": "prompt-1"}


def test_an_answer_is_read_with_what_was_picked() -> None:
    text = '{"id": "prompt-1", "choice": "yes", "values": {"picked": ["a"]}}'
    assert decode(text) == Answered("prompt-1", "yes", {"picked": ["a"]})


def test_a_sheet_that_the_page_keeps_taking_away_is_told_of() -> None:
    assert decode('{"id": "prompt-1", "hindered": "removed"}') == Hindered("prompt-1", "removed")


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "p", "hindered": "eaten"}',
        '{"id": "p", "hindered": "removed", "choice": "yes", "values": {}}',
    ],
)
def test_what_is_no_answer_cannot_become_one(text: str) -> None:
    with pytest.raises(WireError):
        decode(text)


@pytest.mark.parametrize("text", ["", "1", "{}", '{"id": "p"}', '{"id": 1, "choice": "yes"}'])
def test_anything_else_is_no_answer(text: str) -> None:
    with pytest.raises(WireError):
        decode(text)
