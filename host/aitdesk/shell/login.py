"""Toss login of the mini-app: what the person agreed to, and the codes that it is given."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import msgspec

from aitdesk.errors import ApiError
from aitdesk.refusals import refusal
from aitdesk.shell.cell import Cell, State
from aitdesk.shell.environment import Operational
from aitdesk.shell.login_sheet import login_sheet
from aitdesk.shell.prompts import Answer, Kind

if TYPE_CHECKING:
    from aitdesk.shell.app import AppFacts
    from aitdesk.shell.clock import Clock
    from aitdesk.shell.environment import Environment
    from aitdesk.shell.ledger import Ledger
    from aitdesk.shell.prompts import Prompts

Referrer: TypeAlias = Literal["DEFAULT", "SANDBOX"]

LINK: Final = "toss"
"""The key of the one record of a person's consent."""


class Term(State, frozen=True, kw_only=True):
    """One of the terms that the mini-app sets up in the console."""

    title: str
    is_required: bool = True


class LoginState(State, frozen=True, kw_only=True):
    """How Toss login is set up for the mini-app; not at all when `is_configured` is false."""

    is_configured: bool = True
    terms: tuple[Term, ...] = (
        Term(title="서비스 이용약관 동의 · Terms of service"),
        Term(title="개인정보 제공 동의 · Personal facts"),
        Term(title="마케팅 정보 수신 동의 · Marketing", is_required=False),
    )
    code_lifetime_ms: Annotated[int, msgspec.Meta(gt=0)] = 600_000


class Consent(State, frozen=True, kw_only=True):
    """That the person uses Toss login here: the titles of the terms that were agreed to."""

    agreed: tuple[str, ...]
    at_ms: int


class IssuedCode(State, frozen=True, kw_only=True):
    """An authorization code that the mini-app was given. Its key is the code."""

    referrer: Referrer
    agreed: tuple[str, ...]
    expires_at_ms: int
    is_redeemed: bool = False


@dataclass
class Login:
    """Toss login of one person in one mini-app. Every method may raise StoreError."""

    app: AppFacts
    environment: Environment
    clock: Clock
    prompts: Prompts
    consents: Ledger[Consent]
    codes: Ledger[IssuedCode]
    cell: Cell[LoginState] = field(default_factory=lambda: Cell(LoginState()))
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def is_linked(self) -> bool:
        """Tell whether the person uses Toss login here.

        Raises EXECUTION_ERROR where it is not set up.
        """
        if not self.cell.value.is_configured:
            raise refusal("getIsTossLoginIntegratedService", "EXECUTION_ERROR")
        return await self.consents.get(LINK) is not None

    async def authorize(self) -> tuple[str, Referrer]:
        """Return a fresh code and its referrer, asking for consent the first time.

        Raises APP_LOGIN where login is not set up, and when the person refuses.
        """
        if not self.cell.value.is_configured:
            raise refusal("appLogin", "APP_LOGIN")
        async with self._turn:  # of two logins at once, the first one asks for both
            consent = await self.consents.get(LINK) or await self._ask()
        is_sandbox = self.environment.operational is Operational.SANDBOX
        referrer: Referrer = "SANDBOX" if is_sandbox else "DEFAULT"
        return await self._issue(consent, referrer), referrer

    async def redeem(self, code: str) -> IssuedCode:
        """Use a code up, as Toss's server does for the mini-app's server.

        Raises ApiError invalid_grant for one that is unknown, used up or expired.
        """
        issued = await self.codes.get(code)
        if issued is None:
            raise _invalid(f"{code} was never issued, or its login was unlinked")
        if self.clock.now_ms() >= issued.expires_at_ms:
            raise _invalid(f"{code} has expired")
        used = msgspec.structs.replace(issued, is_redeemed=True)
        if issued.is_redeemed or not await self.codes.swap(code, expected=issued, new=used):
            raise _invalid(f"{code} was redeemed already")
        return used

    async def unlink(self) -> None:
        """Forget the consent and every code, as when the person ends it in the Toss app."""
        await self.consents.reset()
        await self.codes.reset()

    async def _ask(self) -> Consent:
        terms = self.cell.value.terms
        optional = {
            f"term-{number}": term for number, term in enumerate(terms) if not term.is_required
        }
        answer = await self.prompts.ask(
            Kind.LOGIN,
            login_sheet(
                self.app.display_name,
                required=tuple(term.title for term in terms if term.is_required),
                optional={key: term.title for key, term in optional.items()},
                say=self.environment.say,
            ),
            allow=Answer("agree", {"picked": list(optional)}),
            deny=Answer("refuse"),
            for_call="appLogin",
        )
        if answer.choice != "agree":
            raise refusal("appLogin", "APP_LOGIN")
        given = answer.values.get("picked")
        picked = given if isinstance(given, list) else []
        agreed_to = [term for key, term in optional.items() if key in picked]
        agreed = tuple(term.title for term in terms if term.is_required or term in agreed_to)
        consent = Consent(agreed=agreed, at_ms=self.clock.now_ms())
        await self.consents.put(LINK, consent)
        return consent

    async def _issue(self, consent: Consent, referrer: Referrer) -> str:
        now_ms = self.clock.now_ms()
        for old, issued in (await self.codes.all()).items():
            if now_ms >= issued.expires_at_ms:  # nobody can use it any more
                await self.codes.swap(old, expected=issued, new=None)
        code = f"aitdesk-code-{secrets.token_urlsafe(24)}"
        expires_at_ms = now_ms + self.cell.value.code_lifetime_ms
        await self.codes.put(
            code,
            IssuedCode(referrer=referrer, agreed=consent.agreed, expires_at_ms=expires_at_ms),
        )
        return code


def _invalid(message: str) -> ApiError:
    return ApiError(message, code="invalid_grant")
