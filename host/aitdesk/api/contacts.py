"""The person's address book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from aitdesk.api.decorators import Params, method
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json


class Query(Params, frozen=True):
    """{contains?}."""

    contains: str | None = None


class Excerpt(Params, frozen=True):
    """{size, offset, query?}."""

    size: Annotated[int, msgspec.Meta(ge=1)]
    offset: Annotated[int, msgspec.Meta(ge=0)]
    query: Query | None = None

    @property
    def contains(self) -> str:
        """What the name must contain, "" for anything."""
        return (self.query.contains if self.query else None) or ""


class WantedContacts(Params, array_like=True, frozen=True):
    """[{size, offset, query?}]."""

    excerpt: Excerpt


@method("fetchContacts", needs=Need("contacts", "read"))
async def fetch_contacts(shell: SimulatedPhone, params: WantedContacts) -> dict[str, Json]:
    """Return one page of the address book.

    Reply: {result: [{name, phoneNumber}], nextOffset, done}; at the end nextOffset is null and
      done is true. `query.contains` looks at names, whatever their case (case assumed).
    Errors: "fetchContacts permission error" for a refusal; NO_PERMISSION when undeclared;
      INVALID_REQUEST for a size below 1 or a negative offset (assumed).
    Differs: thirty made-up people, until the state is given others.
    Source: fetchContacts.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    wanted = params.excerpt
    page = shell.contacts.page(size=wanted.size, offset=wanted.offset, contains=wanted.contains)
    return {
        "result": [{"name": each.name, "phoneNumber": each.phone_number} for each in page.entries],
        "nextOffset": page.next_offset,
        "done": page.next_offset is None,
    }
