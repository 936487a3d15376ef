"""Toss login of the mini-app: what the person agreed to, and the codes that it is given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import msgspec

from aitdesk.phone.environment import Operational
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.login_sheet import login_sheet
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.one_time_code import OneTimeCode, OneTimeCodes
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.identity import Identity
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.prompts import Prompts

Referrer: TypeAlias = Literal["DEFAULT", "SANDBOX"]
UnlinkReason: TypeAlias = Literal["UNLINK", "WITHDRAWAL_TERMS", "WITHDRAWAL_TOSS"]
"""Who ended it: the person, for the mini-app or for its terms, or by leaving Toss."""

LINK: Final = "toss"
"""The key of the one record of a person's consent."""


class Term(State, frozen=True, kw_only=True):
    """One of the terms that the mini-app sets up in the console; servers know it by its `tag`."""

    title: str
    is_required: bool = True
    tag: str = ""


class LoginState(State, frozen=True, kw_only=True):
    """How Toss login is set up for the mini-app; not at all when `is_configured` is false.

    `key_code_lifetime_ms` is of the codes that stand for the anonymous key: those need no login.
    """

    is_configured: bool = True
    terms: tuple[Term, ...] = (
        Term(title="서비스 이용약관 동의 · Terms of service"),
        Term(title="개인정보 제공 동의 · Personal facts"),
        Term(title="마케팅 정보 수신 동의 · Marketing", is_required=False),
    )
    code_lifetime_ms: Annotated[int, msgspec.Meta(gt=0)] = 600_000
    key_code_lifetime_ms: Annotated[int, msgspec.Meta(gt=0)] = 300_000


class Consent(State, frozen=True, kw_only=True):
    """That the person uses Toss login here: the titles of the terms that were agreed to."""

    agreed: tuple[str, ...]
    at_ms: int


class IssuedCode(OneTimeCode, frozen=True, kw_only=True):
    """An authorization code that the mini-app was given."""

    referrer: Referrer
    agreed: tuple[str, ...]


class KeyCode(OneTimeCode, frozen=True, kw_only=True):
    """A code that stands for the person's anonymous key."""

    anon_key: str


@dataclass
class Login:
    """Toss login of one person in one mini-app. Every method may raise StoreError."""

    app: AppFacts
    environment: Environment
    clock: Clock
    prompts: Prompts
    consents: Ledger[Consent]
    codes: Ledger[IssuedCode]
    key_codes: Ledger[KeyCode]
    identity: Identity
    observable: Observable[LoginState] = field(default_factory=lambda: Observable(LoginState()))
    unlinked: Signal[UnlinkReason] = field(default_factory=Signal)
    """That the person ended it, and not the mini-app's server."""

    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._for_login = OneTimeCodes(self.codes, self.clock, "aitdesk-code-")
        self._for_key = OneTimeCodes(self.key_codes, self.clock, "aitdesk-key-code-")

    async def is_linked(self) -> bool:
        """Tell whether the person uses Toss login here.

        Raises EXECUTION_ERROR where it is not set up.
        """
        if not self.observable.value.is_configured:
            raise refusal("getIsTossLoginIntegratedService", "EXECUTION_ERROR")
        return await self.consents.get(LINK) is not None

    async def authorize(self) -> tuple[str, Referrer]:
        """Return a fresh code and its referrer, asking for consent the first time.

        Raises APP_LOGIN where login is not set up, and when the person refuses.
        """
        if not self.observable.value.is_configured:
            raise refusal("appLogin", "APP_LOGIN")
        async with self._turn:  # of two logins at once, the first one asks for both
            consent = await self.consents.get(LINK) or await self._ask()
        is_sandbox = self.environment.operational is Operational.SANDBOX
        referrer: Referrer = "SANDBOX" if is_sandbox else "DEFAULT"
        return await self._issue(consent, referrer), referrer

    async def key_code(self) -> str:
        """Return a fresh code that stands for the anonymous key; nothing is asked."""
        key = await self.identity.anonymous_hash()
        expires_at_ms = self.clock.now_ms() + self.observable.value.key_code_lifetime_ms
        return await self._for_key.issue(KeyCode(anon_key=key, expires_at_ms=expires_at_ms))

    async def redeem(self, code: str) -> IssuedCode | KeyCode:
        """Use a code of either kind up, as Toss's server does for the mini-app's server.

        Raises ApiError invalid_grant for one that is unknown, used up or expired.
        """
        if self._for_key.owns(code):
            return await self._for_key.redeem(code)
        return await self._for_login.redeem(code)

    async def unlink(self, reason: UnlinkReason | None = "UNLINK") -> bool:
        """Forget the consent and every code of it; false where there was none.

        It is told to the mini-app's server, unless that asked for it itself: `reason` is None then.
        """
        was_linked = await self.consents.get(LINK) is not None
        await self.consents.reset()
        await self.codes.reset()
        if was_linked and reason is not None:
            self.unlinked.emit(reason)
        return was_linked

    def agreed_terms(self, titles: tuple[str, ...]) -> list[str]:
        """Return the tags of terms; one without a tag goes by its place, counted from 1."""
        return [
            term.tag or f"terms-{number}"
            for number, term in enumerate(self.observable.value.terms, 1)
            if term.title in titles
        ]

    async def _ask(self) -> Consent:
        terms = self.observable.value.terms
        optional = {
            f"term-{number}": term for number, term in enumerate(terms) if not term.is_required
        }
        answer = await self.prompts.ask(
            PromptKind.LOGIN,
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
        expires_at_ms = self.clock.now_ms() + self.observable.value.code_lifetime_ms
        return await self._for_login.issue(
            IssuedCode(referrer=referrer, agreed=consent.agreed, expires_at_ms=expires_at_ms)
        )
