"""Asking the person to be sent messages of the mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.person import Agreement
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.person import Person

Agreed: TypeAlias = Literal["newAgreement", "alreadyAgreed", "agreementRejected"]


async def request_agreement(person: Person, template_code: str, *, for_call: str) -> Agreed:
    """Ask whoever has not agreed yet, also one who has refused before.

    Raises 4000 for a template that there is not, and StoreError.
    """
    templates = person.observable.value.notification_templates
    if not template_code.strip() or (templates and template_code not in templates):
        raise refusal(for_call, "4000")
    key = f"notification/{template_code}"
    if await person.agreements.get(key) is not None:
        return "alreadyAgreed"
    answer = await person.prompts.ask(
        PromptKind.NOTIFICATION,
        _sheet(person, template_code),
        allow=Answer("agree"),
        deny=Answer("reject"),
        for_call=for_call,
    )
    if answer.choice != "agree":
        return "agreementRejected"
    await person.agreements.put(key, Agreement(status="agreed"))
    return "newAgreement"


def _sheet(person: Person, template_code: str) -> Sheet:
    app, say = person.app.display_name, person.environment.say
    return Sheet(
        layout=Layout.BOTTOM,
        icon="🔔",
        title=say(f"'{app}' 알림을 받을까요?", f"Get messages from “{app}”?"),
        blocks=(
            Facts(rows=(Fact(say("템플릿", "Template"), template_code),)),
            Paragraph(
                text=say(
                    "테스트 동의예요. 알림은 오지 않아요.",
                    "A test agreement: no message will come.",
                ),
                tone="muted",
            ),
        ),
        choices=(
            Choice(id="reject", label=say("받지 않기", "No, thanks")),
            Choice(id="agree", label=say("알림 받기", "Get messages"), role="primary"),
        ),
        dismiss="reject",
    )
