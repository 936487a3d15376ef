"""Toss login: an authorization code for tokens, tokens for the person, and the end of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitdesk.errors import ApiError, PartnerError
from aitdesk.partner.call import NoBody, PartnerBody, PartnerCall
from aitdesk.partner.cipher import enciphered
from aitdesk.partner.endpoint import answers
from aitdesk.phone.login import IssuedCode

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.tokens import TokenPair

_INVALID = "invalid_grant"


class TokenBody(PartnerBody, frozen=True, kw_only=True):
    """What appLogin gave the page."""

    authorization_code: str
    referrer: str


class RefreshBody(PartnerBody, frozen=True, kw_only=True):
    """A refresh token."""

    refresh_token: str


class RemovalBody(PartnerBody, frozen=True, kw_only=True):
    """Whose login ends."""

    user_key: int


class TokenAnswer(PartnerBody, frozen=True, kw_only=True):
    """Tokens; `expires_in` in seconds, `scope` with spaces."""

    token_type: str = "Bearer"  # noqa: S105  # a word of OAuth
    access_token: str
    refresh_token: str
    expires_in: int | str
    scope: str


class MeAnswer(PartnerBody, frozen=True, kw_only=True):
    """The person; `scope` with commas. What is enciphered is base64; null was not agreed to."""

    user_key: int
    scope: str
    agreed_terms: list[str]
    name: str | None
    calling_code: str | None
    phone: str | None
    birthday: str | None
    ci: str | None
    di: None = None
    gender: str | None
    nationality: str | None
    email: str | None


class UserKeyAnswer(PartnerBody, frozen=True, kw_only=True):
    """Whose login ended."""

    user_key: int


@answers("generate-token", body=TokenBody, gives=TokenAnswer)
async def generate_token(call: PartnerCall[TokenBody]) -> TokenAnswer:
    """Give tokens for a code that appLogin gave, once and within its ten minutes.

    Errors: invalid_grant for any other code, and for another referrer than was given (assumed).
    Source: D auth, toss-login; R; S. expiresIn is 3599 of an hour.
    """
    code = call.body.authorization_code
    person = await call.people.holder("codes", code)
    issued = None if person is None else await person.login.codes.get(code)
    if person is None or issued is None or issued.referrer != call.body.referrer:
        raise PartnerError(_INVALID)
    try:
        redeemed = await call.note(person).login.redeem(code)
    except ApiError as problem:
        raise PartnerError(_INVALID) from problem
    pair = await person.tokens.issue(redeemed) if isinstance(redeemed, IssuedCode) else None
    return _told(call, pair)


@answers("refresh-token", body=RefreshBody, gives=TokenAnswer)
async def refresh_token(call: PartnerCall[RefreshBody]) -> TokenAnswer:
    """Give new tokens for a refresh token, within its 14 days.

    Errors: invalid_grant for one that is none, is used up (assumed) or has expired.
    Source: D auth, toss-login; R; S.
    """
    token = call.body.refresh_token
    person = await call.people.with_token(token)
    return _told(call, None if person is None else await call.note(person).tokens.refresh(token))


@answers("login-me", gives=MeAnswer)
async def login_me(call: PartnerCall[NoBody]) -> MeAnswer:
    """Tell who has logged in, with the facts that the scope names; the personal ones enciphered.

    Errors: invalid_grant for a token that is none, or has expired.
    Source: D toss-login; R. That the scope has user_key since 2026-01-02: D.
    """
    person = await _bearer(call)
    tokens = await person.tokens.owner(call.token)
    if tokens is None:
        raise PartnerError(_INVALID)
    facts: dict[str, Any] = await enciphered(person)  # one a member
    return MeAnswer(
        user_key=await person.identity.user_key(),
        scope=",".join(call.settings.scopes),
        agreed_terms=person.login.agreed_terms(tokens.agreed),
        calling_code="82" if "user_phone" in call.settings.scopes else None,
        **facts,
    )


@answers("remove-by-access-token", gives=UserKeyAnswer)
async def remove_by_access_token(call: PartnerCall[NoBody]) -> UserKeyAnswer:
    """End the login of a token's person: every token and code of it. Nothing is called back.

    Errors: invalid_grant for a token that is none, or has expired.
    Source: D toss-login; R. That the consent ends with it: assumed.
    """
    return await _removed(await _bearer(call))


@answers("remove-by-user-key", body=RemovalBody, gives=UserKeyAnswer)
async def remove_by_user_key(call: PartnerCall[RemovalBody]) -> UserKeyAnswer:
    """End the login of a person. Nothing is called back.

    Errors: USER_KEY_NOT_FOUND where nobody has the key, USER_NOT_FOUND without a login (assumed).
    Source: D toss-login; R.
    """
    person = await call.people.with_user_key(call.body.user_key)
    if person is None:
        raise PartnerError("USER_KEY_NOT_FOUND")
    return await _removed(call.note(person))


async def _bearer(call: PartnerCall[NoBody]) -> SimulatedPhone:
    person = await call.people.with_token(call.token)
    if person is None or await person.tokens.owner(call.token) is None:
        raise PartnerError(_INVALID)
    return person


async def _removed(person: SimulatedPhone) -> UserKeyAnswer:
    if not await person.login.unlink(None):
        raise PartnerError("USER_NOT_FOUND")
    return UserKeyAnswer(user_key=await person.identity.user_key())


def _told(
    call: PartnerCall[TokenBody] | PartnerCall[RefreshBody], pair: TokenPair | None
) -> TokenAnswer:
    if pair is None:
        raise PartnerError(_INVALID)
    seconds = max(0, call.settings.access_lifetime_ms // 1000 - 1)
    return TokenAnswer(
        access_token=pair.access,
        refresh_token=pair.refresh,
        expires_in=seconds if call.settings.expires_in == "number" else str(seconds),
        scope=" ".join(call.settings.scopes),
    )
