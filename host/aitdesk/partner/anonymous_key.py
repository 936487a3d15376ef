"""The anonymous key: whether it exists, and whose a code of the page is."""

from __future__ import annotations

from aitdesk.errors import ApiError, PartnerError
from aitdesk.partner.call import NoBody, PartnerBody, PartnerCall
from aitdesk.partner.endpoint import answers
from aitdesk.phone.login import KeyCode


class ExchangeBody(PartnerBody, frozen=True, kw_only=True):
    """What createAnonymousKeyAuthCode gave the page."""

    code: str


class AnonKeyAnswer(PartnerBody, frozen=True, kw_only=True):
    """The key, equal to the page's."""

    anon_key: str


@answers("verify", gives=bool | str)
async def verify(call: PartnerCall[NoBody]) -> bool | str:
    """Tell that the key of the header exists; not that the caller owns it.

    Errors: 4010 for one that does not, or HTTP 401, as the setting unknown_key says.
    Source: D user-key (a text), its OpenAPI (a boolean); 4010: P, measured.
    """
    if call.person is None:
        raise PartnerError(call.settings.unknown_key)
    return "true" if call.settings.verified_as == "string" else True


@answers("exchange", body=ExchangeBody, gives=AnonKeyAnswer)
async def exchange(call: PartnerCall[ExchangeBody]) -> AnonKeyAnswer:
    """Give the key that a code stands for, once and within 300 s.

    Errors: 4011 for a code that is wrong, used, late or of another mini-app.
    Source: D user-key; K.
    """
    person = await call.people.holder("key_codes", call.body.code)
    if person is None:
        raise PartnerError("4011")
    try:
        redeemed = await call.note(person).login.redeem(call.body.code)
    except ApiError as problem:
        raise PartnerError("4011") from problem
    if not isinstance(redeemed, KeyCode):
        raise PartnerError("4011")
    return AnonKeyAnswer(anon_key=redeemed.anon_key)
