"""What a mini-app finds again after its origin has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import method
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json


@method("__originStorage", line=Line.WEBVIEW_BRIDGE)
async def origin_storage(shell: SimulatedPhone) -> dict[str, Json]:
    """Give the web storage of the former origin and of this one, as Migration.getOriginStorage.

    Reply: {previous, current}, each {origin, localStorage, errors}; localStorage maps every key to
      its text, and errors has {storage: "localStorage"} where it could not be read.
    Differs: the name on the wire is not known, so that it can be set (`migration.call` of the
      state); only with --origin-before is it answered at all.
    Source: public report on SDK 3.1.1; that this is what goes over the wire is assumed.
    """
    return await shell.migration.storage()
