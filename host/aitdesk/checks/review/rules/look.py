"""Look: zoom, dialogs, insets, sizes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.bundle import ROOT_PAGE
from aitdesk.checks.review.finding import ReviewPlace, Severity, Words
from aitdesk.checks.review.markup import meta
from aitdesk.checks.review.pattern import TextPattern, found
from aitdesk.checks.review.rule import (
    DecidedBy,
    Hit,
    ReviewRule,
    Undecided,
    needs_app,
    needs_person,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.subject import Subject

_NO_ZOOM: Final = re.compile(
    r"(?:^|[,;\s])user-scalable\s*=\s*(?:no|0)\s*(?:$|[,;\s])", re.IGNORECASE
)
_BROWSER_DIALOG: Final = Words("브라우저의 대화 상자를 써요", "it opens a dialog of the browser")


def _dialog(name: str, besides: str = "") -> TextPattern:
    # A library's own function of that name is not called with a written text.
    text = rf"\(\s{{0,5}}(?=[\"'`]){besides}"
    return TextPattern(
        needle=f"{name}(",
        expression=re.compile(rf"\bwindow\.{name}{text}|(?<![\w.$]){name}{text}"),
        what=_BROWSER_DIALOG,
        in_markup=Severity.WARN,
    )


_DIALOGS: Final = (
    _dialog("alert"),
    _dialog("confirm"),
    _dialog("prompt", besides=r"(?![\"']Input: )"),  # Emscripten's standard input
)


def _zoom(subject: Subject) -> Iterator[Hit | Undecided]:
    page = subject.bundle.markup
    tag = meta(page, "viewport")
    content = "" if tag is None else tag.attributes.get("content", "")
    if _NO_ZOOM.search(content):
        return
    if subject.bundle.names_in_scripts("user-scalable"):
        yield Undecided(
            Words("스크립트가 viewport를 바꿔요", "a script writes the viewport itself")
        )
        return
    yield Hit(
        what=Words(
            "두 손가락으로 확대돼요: viewport에 user-scalable=no가 없어요",
            "pinch zoom works: the viewport has no user-scalable=no",
        ),
        place=ReviewPlace(ROOT_PAGE) if tag is None else page.place(tag.start),
        evidence="" if tag is None else page.excerpt(tag.start, tag.end),
    )


def _dialogs(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, _DIALOGS)


RULES: Final = (
    ReviewRule(
        id="V1",
        title=Words("두 손가락 확대를 꺼요", "Pinch zoom is off"),
        severity=Severity.BLOCK,
        source="O R J, H",
        decision=DecidedBy.STATIC,
        how="`user-scalable=no` in the last viewport tag of the root page",
        blind="a viewport that a script writes: then it is undecided",
        remedy=Words(
            'viewport의 content에 "maximum-scale=1, user-scalable=no"를 더하세요.',
            'Add "maximum-scale=1, user-scalable=no" to the viewport.',
        ),
        check=_zoom,
    ),
    needs_app(
        "V2",
        Words("어두운 화면을 두지 않아요", "Light mode only"),
        source="O, M",
        how="two pictures, with the phone in its light and its dark mode",
        remedy=Words(
            "prefers-color-scheme: dark를 지우세요.", "Take out what answers to the dark mode."
        ),
        severity=Severity.WARN,
    ),
    ReviewRule(
        id="V3",
        title=Words("alert, confirm, prompt를 쓰지 않아요", "No alert, confirm or prompt"),
        severity=Severity.WARN,
        source="O R J, H",
        decision=DecidedBy.PARTLY,
        how="a call with a written text in a script or the root page",
        blind="calls with a text that is put together, and whether a call is ever reached",
        remedy=Words(
            "TDS나 직접 만든 대화 상자를 쓰세요.", "Use a dialog of TDS or one of your own."
        ),
        check=_dialogs,
    ),
    needs_app(
        "V4",
        Words("글이 노치나 바에 가리지 않아요", "Nothing lies under notch, bar or home indicator"),
        source="O, M",
        how="boxes of text against the insets, on both phones",
        remedy=Words("안전 영역만큼 띄우세요.", "Keep clear of the safe area."),
        severity=Severity.WARN,
    ),
    needs_app(
        "V5",
        Words("옆으로 밀리지 않아요", "No sideways scroll"),
        source="R J, M",
        how="`scrollWidth` at 320 to 430 px; the wheel scrolls",
        remedy=Words("너비를 화면에 맞추세요.", "Fit the width to the screen."),
        severity=Severity.WARN,
    ),
    needs_app(
        "V6",
        Words("누를 곳은 44 px 이상이에요", "What is pressed has 44 px"),
        source="O C, M",
        how="geometry of what can be pressed; text that is cut",
        remedy=Words("누를 곳을 키우세요.", "Make it larger."),
        severity=Severity.WARN,
    ),
    needs_person(
        "V7",
        Words("TDS를 권해요", "TDS is recommended"),
        source="O, M",
        look=Words("토스와 어울리는지 보세요.", "Look whether it fits into Toss; TDS helps."),
    ),
    needs_person(
        "V8",
        Words("깜빡이거나 지나친 움직임이 없어요", "No blinking, no needless animation"),
        source="R, M",
        look=Words("움직이는 것을 모두 보세요.", "Look at everything that moves."),
        severity=Severity.WARN,
    ),
    needs_app(
        "V9",
        Words("빈 대화 상자가 없어요", "No empty dialog"),
        source="J, M",
        how="text of each dialog that opens",
        remedy=Words("제목이나 내용을 쓰세요.", "Give it a title or a text."),
        severity=Severity.WARN,
    ),
)
