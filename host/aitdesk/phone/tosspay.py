"""Toss Pay: the person confirms a payment that the mini-app's server then carries out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from aitdesk.phone.observable import Observable, State
from aitdesk.phone.product import in_won
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.purchase_sheet import TEST_LABEL
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.partner import PartnerSettings
    from aitdesk.phone.payments import Payment, Payments
    from aitdesk.phone.prompts import Prompts

PaymentKind: TypeAlias = Literal[PromptKind.CHECKOUT, PromptKind.BILLING]

_SHOWN = 6  # characters at either end of a token: enough to know it by
_TITLES: Final[dict[PaymentKind, tuple[str, str]]] = {
    PromptKind.CHECKOUT: ("토스페이로 결제할까요?", "Pay with Toss Pay?"),
    PromptKind.BILLING: ("토스페이 정기결제를 등록할까요?", "Let Toss Pay pay regularly?"),
}


class TossPayState(State, frozen=True, kw_only=True):
    """How confirmations end.

    While `fails_with` is set, a confirmed one fails with that reason after all. `cancel_reason`
    is what the mini-app hears of a person who does not confirm (assumed text), `unknown_reason`
    of a token that its server was not given, or that was used (assumed): while the partner API is
    served, any other is refused.
    """

    fails_with: str | None = None
    cancel_reason: str = "사용자가 결제를 취소했어요."
    unknown_reason: str = "유효하지 않은 결제예요."


@dataclass
class TossPay:
    """Confirmations of payments. May raise StoreError."""

    app: AppFacts
    environment: Environment
    prompts: Prompts
    payments: Payments
    partner: PartnerSettings
    observable: Observable[TossPayState] = field(default_factory=lambda: Observable(TossPayState()))

    async def confirm(self, kind: PaymentKind, *, token: str, for_call: str) -> str | None:
        """Ask the person to confirm; return why it failed, None when it did not."""
        payment = None
        if kind is PromptKind.CHECKOUT:
            payment = await self.payments.ledger.get(token)
            is_known = payment.status == "PAY_STANDBY" if payment else not self.partner.is_served
            if not is_known:
                return self.observable.value.unknown_reason
        answer = await self.prompts.ask(
            kind,
            self._sheet(kind, token, payment),
            allow=Answer("confirm"),
            deny=Answer("cancel"),
            for_call=for_call,
        )
        state = self.observable.value
        reason = state.fails_with if answer.choice == "confirm" else state.cancel_reason
        if payment is not None:
            step = self.payments.approve if reason is None else self.payments.cancel
            if not await step(token):
                return state.unknown_reason
        return reason

    def _sheet(self, kind: PaymentKind, token: str, payment: Payment | None) -> Sheet:
        say = self.environment.say
        return Sheet(
            layout=Layout.BOTTOM,
            icon="💳",
            title=say(*_TITLES[kind]),
            blocks=(
                Paragraph(text=TEST_LABEL, tone="warning"),
                Paragraph(
                    text=say(
                        "실제 토스페이에는 연결되지 않아요. 확인 결과만 미니앱에 전달돼요.",
                        "The real Toss Pay is not asked. The mini-app hears of your answer only.",
                    ),
                    tone="muted",
                ),
                Facts(
                    rows=(
                        Fact(say("앱", "App"), self.app.display_name),
                        *self._paid_for(payment),
                        Fact(say("토큰", "Token"), _shortened(token)),
                    )
                ),
            ),
            choices=(
                Choice(id="cancel", label=say("취소", "Cancel")),
                Choice(id="confirm", label=say("테스트 확인", "Test-confirm"), role="primary"),
            ),
            dismiss="cancel",
        )

    def _paid_for(self, payment: Payment | None) -> tuple[Fact, ...]:
        if payment is None:
            return ()
        say = self.environment.say
        return (
            Fact(say("상품", "Product"), payment.product),
            Fact(say("금액", "Amount"), in_won(payment.amount_krw)),
        )


def _shortened(token: str) -> str:
    is_long = len(token) > 2 * _SHOWN + 1
    return f"{token[:_SHOWN]}…{token[-_SHOWN:]}" if is_long else token
