"""The sheet that asks for consent to Toss login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.sheet import Choice, Fact, Facts, Item, Layout, Paragraph, Sheet, SheetOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aitdesk.phone.sheet import AnyBlock


def login_sheet(
    app: str,
    *,
    required: tuple[str, ...],
    optional: Mapping[str, str],
    say: Callable[[str, str], str],
) -> Sheet:
    """Return the sheet; `optional` has the titles of terms by the ids that can be picked."""
    blocks: list[AnyBlock] = [
        Paragraph(
            text=say(
                "테스트 로그인이에요. 실제 토스 계정은 쓰이지 않아요.",
                "This is a test login. No real Toss account is used.",
            ),
            tone="warning",
        )
    ]
    if required:
        needed = say("필수", "required")
        blocks.append(Facts(rows=tuple(Fact(title, needed) for title in required)))
    if optional:
        items = tuple(
            Item(id=key, label=title, detail=say("선택", "optional"))
            for key, title in optional.items()
        )
        blocks.append(SheetOptions(items=items, at_most=len(items)))
    return Sheet(
        layout=Layout.BOTTOM,
        icon="🔑",
        title=say(f"'{app}'에 토스로 로그인할까요?", f"Log in to “{app}” with Toss?"),
        blocks=tuple(blocks),
        choices=(
            Choice(id="refuse", label=say("취소", "Cancel")),
            Choice(id="agree", label=say("동의하고 시작하기", "Agree and start"), role="primary"),
        ),
        dismiss="refuse",
    )
