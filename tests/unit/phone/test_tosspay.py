from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.prompts import PromptKind
from aitdesk.phone.sheet import Fact, Facts, Paragraph
from rig import make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.phone.sheet import Sheet
    from aitdesk.phone.tosspay import PaymentKind

CANCELLED = "사용자가 결제를 취소했어요."


def sheet_of(kind: PaymentKind, token: str, *, locale: str = "ko-KR") -> Sheet:
    shell, sheets = make_shell(locale=locale), []
    shell.prompts.opened.listen(lambda prompt: sheets.append(prompt.sheet))

    async def look() -> None:
        confirming = asyncio.create_task(shell.tosspay.confirm(kind, token=token, for_call="x"))
        await quiet()
        confirming.cancel()

    asyncio.run(look())
    (sheet,) = sheets
    return sheet


@pytest.mark.parametrize("kind", [PromptKind.CHECKOUT, PromptKind.BILLING])
@pytest.mark.parametrize(
    ("policy", "fails_with", "reason"),
    [
        ("allow", None, None),
        ("allow", "잔액이 부족해요.", "잔액이 부족해요."),
        ("deny", None, CANCELLED),
        ("deny", "잔액이 부족해요.", CANCELLED),
    ],
)
def test_a_confirmation_fails_when_the_person_or_the_state_says_so(
    kind: PaymentKind, policy: str, fails_with: str | None, reason: str | None
) -> None:
    shell = make_shell()
    shell.prompts.observable.update(default=policy)
    shell.tosspay.observable.update(fails_with=fails_with)
    assert (
        asyncio.run(shell.tosspay.confirm(kind, token=f"token of {kind}", for_call="x")) == reason
    )


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("pay-1", "pay-1"),
        ("0123456789abc", "0123456789abc"),
        ("0123456789abcd", "012345…89abcd"),
        ("a" * 500, "aaaaaa…aaaaaa"),
    ],
)
def test_the_sheet_shows_the_ends_of_a_long_token(token: str, shown: str) -> None:
    sheet = sheet_of(PromptKind.CHECKOUT, token)
    assert Facts(rows=(Fact("앱", "My App"), Fact("토큰", shown))) in sheet.blocks


@pytest.mark.parametrize(
    ("kind", "locale", "title", "choices"),
    [
        (PromptKind.CHECKOUT, "ko-KR", "토스페이로 결제할까요?", ["취소", "테스트 확인"]),
        (PromptKind.CHECKOUT, "en-US", "Pay with Toss Pay?", ["Cancel", "Test-confirm"]),
        (PromptKind.BILLING, "ko-KR", "토스페이 정기결제를 등록할까요?", ["취소", "테스트 확인"]),
        (PromptKind.BILLING, "en-US", "Let Toss Pay pay regularly?", ["Cancel", "Test-confirm"]),
    ],
)
def test_the_sheet_says_in_the_phones_language_that_it_is_a_test(
    kind: PaymentKind, locale: str, title: str, choices: list[str]
) -> None:
    sheet = sheet_of(kind, "token", locale=locale)
    assert (sheet.title, [each.label for each in sheet.choices]) == (title, choices)
    assert Paragraph(text="테스트 결제 · Test purchase", tone="warning") in sheet.blocks
