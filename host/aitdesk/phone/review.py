"""Asking the person for a review of the mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Layout, Paragraph, Sheet, Stars

if TYPE_CHECKING:
    from aitdesk.phone.person import Person


async def request_review(person: Person, *, for_call: str) -> None:
    """Ask, and tell nobody what was answered. Raises NOT_APPS_IN_TOSS."""
    if not person.app.display_name:
        raise refusal(for_call, "NOT_APPS_IN_TOSS")
    await person.prompts.ask(
        PromptKind.REVIEW,
        _sheet(person),
        allow=Answer("submit", {"stars": 5}),
        deny=Answer("later"),
        for_call=for_call,
    )


def _sheet(person: Person) -> Sheet:
    app, say = person.app.display_name, person.environment.say
    return Sheet(
        layout=Layout.BOTTOM,
        icon="⭐",
        title=say(f"'{app}' 어떠셨나요?", f"How do you like “{app}”?"),
        blocks=(
            Stars(label=say("별점", "Stars")),
            Paragraph(
                text=say(
                    "테스트 리뷰예요. 아무 데도 보내지 않아요.",
                    "A test review: it is sent nowhere.",
                ),
                tone="muted",
            ),
        ),
        choices=(
            Choice(id="later", label=say("다음에", "Later")),
            Choice(id="submit", label=say("보내기", "Send"), role="primary"),
        ),
        dismiss="later",
    )
