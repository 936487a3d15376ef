"""Facts about the person that the person agreed to give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, method
from aitdesk.phone.consent import consented_facts
from aitdesk.phone.milestones import CONSENTED_FACTS

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


class WantedConsent(Params, frozen=True, rename="camel"):
    """{consentedUserDataKey, shouldRequestAgreementWhenUserDeclined?}."""

    consented_user_data_key: str
    should_request_agreement_when_user_declined: bool | None = None


class ConsentCall(Params, array_like=True, frozen=True):
    """[{consentedUserDataKey, shouldRequestAgreementWhenUserDeclined?}]."""

    wanted: WantedConsent


@method("getConsentedUserData", minimum=CONSENTED_FACTS)
async def get_consented_user_data(shell: SimulatedPhone, params: ConsentCall) -> dict[str, str]:
    """Return facts about the person, asking where nothing is agreed yet.

    Reply: the facts of the key, of USER_NAME, USER_GENDER, USER_NATIONALITY, USER_BIRTHDAY,
      USER_PHONE, USER_ADDRESS, USER_EMAIL and USER_CONSUMPTION_HISTORY, each a text; undefined
      below 5.264.0 outside the sandbox.
    Errors: USER_DECLINED, also without asking where the person declined before and is not to be
      asked again; CANCELED for a closed sheet; TERMS_NOT_SET; INVALID_REQUEST for a blank key;
      CONSENTED_USER_DATA_INVALID_DATA when there is none of the facts; UNAVAILABLE and
      CONSENTED_USER_DATA_AGREEMENT_FAILED by a fault only.
    Differs: the facts are nobody's (`person.facts`), and their form is assumed. Every key gives
      all of them until the state lists some (`person.consent_terms`).
    Source: getConsentedUserData.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    wanted = params.wanted
    return await consented_facts(
        shell.person,
        wanted.consented_user_data_key,
        is_asked_again=bool(wanted.should_request_agreement_when_user_declined),
        for_call="getConsentedUserData",
    )
