from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest

from aitdesk.journal import EntryKind
from aitdesk.phone.environment import Platform
from aitdesk.protocol.web_question import WebQuestion
from rig import ORIGIN, PAGE, make_rig

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.engine.web_listener import Dialog
    from aitdesk.value import Json
    from rig import Rig


KINDS = get_args(get_type_hints(WebQuestion)["asks"])


def play(rig: Rig, *acts: Callable[[], object]) -> None:
    """Do one thing after the other, each a few turns of the loop later."""

    async def all_() -> None:
        for act in acts:
            act()
            for _ in range(5):
                await asyncio.sleep(0)

    asyncio.run(all_())


def asking(rig: Rig, *, origin: str = ORIGIN, **question: Json) -> Callable[[], object]:
    return lambda: rig.session.web.asked(1, json.dumps(question), origin=origin)


@pytest.mark.parametrize(
    ("platform", "drawn"),
    [
        (Platform.IOS, ("", "지울까요?", (("cancel", "Cancel"), ("ok", "Ok")), None)),
        (
            Platform.ANDROID,
            (
                f"‘{ORIGIN}’ 페이지 내용:",
                "지울까요?",
                (("cancel", "취소"), ("ok", "확인")),
                "cancel",
            ),
        ),
    ],
)
def test_a_dialog_is_drawn_by_the_window_as_the_platform_draws_it(
    platform: Platform, drawn: tuple[object, ...]
) -> None:
    rig = make_rig(platform=platform)
    seen: list[Dialog] = []
    play(
        rig,
        asking(rig, asks="confirm", text="지울까요?"),
        lambda: seen.extend(rig.chrome.dialogs.values()),
    )
    (dialog,) = seen
    assert (dialog.title, dialog.text, dialog.choices, dialog.dismiss) == drawn
    assert rig.sheets() == []


def test_what_a_person_takes_is_answered_once_and_the_dialog_goes() -> None:
    rig = make_rig()

    def take() -> None:
        rig.session.web.took("prompt-1", "ok", "새 이름")

    play(rig, asking(rig, asks="prompt", text="이름", preset="기본"), take, take)
    assert (rig.chrome.answers, rig.chrome.dialogs) == ([(1, {"value": "새 이름"})], {})


def test_a_question_whose_page_is_gone_is_withdrawn_and_answered_to_nobody() -> None:
    rig = make_rig()
    play(rig, asking(rig, asks="alert"), lambda: rig.session.web.withdrew(1))
    steps = [entry.fields["step"] for entry in rig.journal.entries if "step" in entry.fields]
    assert (steps, rig.chrome.answers) == (["opened", "withdrawn"], [])


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"asks":"purchase"}', '{"asks":"alert","text":1}']
)
def test_what_is_no_question_is_dropped_and_answered_with_nothing(text: str) -> None:
    rig = make_rig()
    play(rig, lambda: rig.session.web.asked(1, text, origin=ORIGIN))
    dropped = [entry for entry in rig.journal.entries if entry.kind is EntryKind.DROPPED]
    assert (len(dropped), rig.chrome.answers) == (1, [(1, {"gone": True})])


@pytest.mark.parametrize("asks", KINDS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", f"{ORIGIN}.example"])
def test_a_document_of_another_origin_asks_nobody(asks: str, origin: str) -> None:
    rig = make_rig()
    again = asking(rig, origin=origin, asks=asks, text="?")
    play(rig, again, again)
    assert (rig.chrome.answers, rig.chrome.dialogs, rig.recorded(EntryKind.PROBLEM)) == (
        [(1, {"gone": True})] * 2,
        {},
        [
            {
                "text": f"a document of {origin} asked for {asks} and was refused: "
                "the phone is asked by the mini-app's own pages alone"
            }
        ],
    )


def test_what_the_page_says_of_its_sheets_answers_no_dialog() -> None:
    rig = make_rig()
    rig.session.connection.opened(PAGE, origin=ORIGIN)
    play(rig, asking(rig, asks="confirm", text="?"), rig.answer("ok"))
    dropped = [entry["reason"] for entry in rig.recorded(EntryKind.DROPPED)]
    assert (dropped, rig.chrome.answers) == (["prompt-1 is drawn by the window alone"], [])


@pytest.mark.parametrize(
    ("platform", "url", "done"),
    [
        (Platform.IOS, "https://a.example/x", ["load https://a.example/x"]),
        (Platform.ANDROID, "https://a.example/x", ["offer https://a.example/x"]),
        (Platform.IOS, "tel:1", ["offer tel:1"]),
        (Platform.IOS, "", []),
        (Platform.IOS, "file:///etc/passwd", []),
        (Platform.IOS, "javascript:alert(1)", []),
        (Platform.ANDROID, "about:blank", []),
    ],
)
def test_an_address_for_a_new_window_goes_where_the_platform_takes_it(
    platform: Platform, url: str, done: list[str]
) -> None:
    rig = make_rig(platform=platform)
    play(rig, lambda: rig.session.web.wanted_window(url))
    assert rig.chrome.done == done
