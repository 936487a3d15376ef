"""Messages that the mini-app's server sent to the person."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aitdesk.phone.observable import State
from aitdesk.phone.partner import MessageTemplate
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.observable import Observable
    from aitdesk.phone.partner import PartnerState
    from aitdesk.phone.person import Agreement

_PLACE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class Message(State, frozen=True, kw_only=True):
    """One message as it arrived. `deployment_id` is the bundle's of a rehearsal, else ""."""

    template: str
    title: str
    body: str
    link: str
    at_ms: int
    deployment_id: str = ""


@dataclass
class Messages:
    """What arrived for one person. Every method may raise StoreError."""

    ledger: Ledger[Message]
    agreements: Ledger[Agreement]
    clock: Clock
    settings: Observable[PartnerState]
    arrived: Signal[Message] = field(default_factory=Signal)

    def template(self, code: str) -> MessageTemplate | None:
        """Return a template that may be sent, None for one that is unknown or not approved."""
        templates = self.settings.value.templates
        found = templates.get(code) if templates else MessageTemplate(title=code)
        return found if found is not None and found.is_approved else None

    async def send(
        self,
        code: str,
        template: MessageTemplate,
        context: Mapping[str, str],
        *,
        deployment_id: str = "",
    ) -> tuple[str, bool]:
        """Return the id of a message, and whether it arrived: an agreement may be missing."""
        id_ = f"aitdesk-message-{secrets.token_hex(8)}"
        if self.settings.value.needs_agreement:
            agreement = await self.agreements.get(f"notification/{code}")
            if agreement is None or agreement.status != "agreed":
                return id_, False
        message = Message(
            template=code,
            title=_filled(template.title, context),
            body=_filled(template.body, context),
            link=_filled(template.link, context),
            at_ms=self.clock.now_ms(),
            deployment_id=deployment_id,
        )
        await self.ledger.put(id_, message)
        self.arrived.emit(message)
        return id_, True


def _filled(text: str, context: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: context.get(place[1], place[0]), text)
