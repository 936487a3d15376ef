"""The sheet that a message is shared from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.sheet import Choice, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable


def share_sheet(message: str, *, say: Callable[[str, str], str]) -> Sheet:
    """Return the sheet; every choice but `close` is a target."""
    return Sheet(
        layout=Layout.BOTTOM,
        icon="📤",
        title=say("공유하기", "Share"),
        blocks=(
            Paragraph(text=message),
            Paragraph(
                text=say(
                    "테스트 공유예요. 아무에게도 보내지 않아요.",
                    "This is a test. Nothing is sent to anyone.",
                ),
                tone="muted",
            ),
        ),
        choices=(
            Choice(id="messages", label=say("메시지 (테스트)", "Messages (test)")),
            Choice(id="memo", label=say("메모 (테스트)", "Notes (test)")),
            Choice(id="copy", label=say("복사", "Copy")),
            Choice(id="close", label=say("닫기", "Close")),
        ),
        dismiss="close",
    )
