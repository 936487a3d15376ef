"""Messages that the mini-app may send to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, event
from aitdesk.phone.environment import since
from aitdesk.phone.notification import request_agreement

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone


class Template(Params, frozen=True, rename="camel"):
    """{templateCode}."""

    template_code: str


@event("requestNotificationAgreement", minimum=since("5.255.0"))
async def request_notification_agreement(
    shell: SimulatedPhone, params: Template
) -> AsyncIterator[dict[str, str]]:
    """Ask the person to be sent messages of one template.

    Reply: once {type}: "newAgreement", "alreadyAgreed" or "agreementRejected", which is asked
      again the next time; nothing at all below 5.255.0 outside the sandbox.
    Errors: 4000 for an unknown template.
    Differs: no message is ever sent. Every template works until the state lists some
      (`person.notification_templates`).
    Source: requestNotificationAgreement, web-bridge 2.10.8; native host 2.10.8; error code seen on
      a device; that closing the sheet rejects, assumed.
    """
    name = "requestNotificationAgreement"
    yield {"type": await request_agreement(shell.person, params.template_code, for_call=name)}
