"""Signing with the person's Toss certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.person import Person


async def sign_transaction(person: Person, transaction_id: str, *, for_call: str) -> None:
    """Ask the person to sign. Raises EXECUTION_ERROR when it was not done."""
    if not transaction_id.strip():
        raise refusal(for_call, "EXECUTION_ERROR", message="there is no transaction id")
    answer = await person.prompts.ask(
        PromptKind.CERTIFICATE,
        _sheet(person, transaction_id),
        allow=Answer("sign"),
        deny=Answer("cancel"),
        for_call=for_call,
    )
    if answer.choice == "cancel":
        raise refusal(for_call, "EXECUTION_ERROR", message="the person closed it unsigned")
    if answer.choice == "fail":
        raise refusal(for_call, "EXECUTION_ERROR", message="the signature failed")


def _sheet(person: Person, transaction_id: str) -> Sheet:
    app, say = person.app.display_name, person.environment.say
    return Sheet(
        layout=Layout.BOTTOM,
        icon="🔏",
        title=say("토스 인증서로 서명할까요?", "Sign with the Toss certificate?"),
        blocks=(
            Paragraph(text="테스트 서명 · Test signature, not valid", tone="warning"),
            Facts(
                rows=(
                    Fact(say("요청한 곳", "Asked by"), app),
                    Fact("txId", transaction_id),
                )
            ),
        ),
        choices=(
            Choice(id="cancel", label=say("취소", "Cancel")),
            Choice(id="fail", label=say("실패시키기", "Let it fail"), role="danger"),
            Choice(id="sign", label=say("서명하기", "Sign"), role="primary"),
        ),
        dismiss="cancel",
    )
