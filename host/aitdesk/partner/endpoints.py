"""Everything that the partner API answers, by host, method and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.partner import anonymous_key, iap, login, messenger, payment, promotion
from aitdesk.partner.endpoint import endpoints_of

if TYPE_CHECKING:
    from aitdesk.partner.endpoint import PartnerEndpoint
    from aitdesk.phone.partner_catalog import HostKind

PARTNER_FAMILIES = (login, anonymous_key, iap, promotion, messenger, payment)


def partner_endpoints() -> dict[tuple[HostKind, str], PartnerEndpoint]:
    """Return every endpoint by its host and path."""
    found = [each for family in PARTNER_FAMILIES for each in endpoints_of(family)]
    return {(each.row.host, each.row.path): each for each in found}
