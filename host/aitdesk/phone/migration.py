"""The web storage that a mini-app left at another origin when it moved."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from aitdesk.phone.observable import Observable, State

if TYPE_CHECKING:
    from aitdesk.value import Json

OWN_NAME: Final = "__originStorage"
"""The handler's; a mini-app calls it by a name that nobody has seen yet."""

PATIENCE_S: Final = 4.0
"""How long a storage is waited for: mini-apps give up after 5 s (public report)."""


class MigrationState(State, frozen=True, kw_only=True):
    """`call` is what Migration.getOriginStorage sends: its name on the wire is not known."""

    call: str = "getOriginStorage"


class WebStorages(Protocol):
    """What the engine keeps; the window has it."""

    async def local_storage(self, origin: str | None) -> str:
        """Return localStorage of an origin, None for the page's own, as a JSON object.

        Returns "" where it cannot be read.
        """
        ...


@dataclass
class Migration:
    """A move from the origin `previous` to `current`; "" where there was none."""

    current: str = ""
    previous: str = ""
    storages: WebStorages | None = None
    observable: Observable[MigrationState] = field(
        default_factory=lambda: Observable(MigrationState())
    )

    def own_name(self, name: str) -> str:
        """Return the handler's name for the call's; without a move nobody answers it."""
        return OWN_NAME if self.previous and name == self.observable.value.call else name

    async def storage(self) -> dict[str, Json]:
        """Return what is kept at both origins."""
        previous, current = await asyncio.gather(
            self._side(self.previous, of=self.previous), self._side(self.current, of=None)
        )
        return {"previous": previous, "current": current}

    async def _side(self, origin: str, *, of: str | None) -> dict[str, Json]:
        text = ""
        if self.storages is not None and origin:
            try:
                text = await asyncio.wait_for(self.storages.local_storage(of), PATIENCE_S)
            except TimeoutError:
                text = ""
        errors: list[Json] = [] if text else [{"storage": "localStorage"}]
        kept: dict[str, Json] = json.loads(text) if text else {}
        return {"origin": origin, "localStorage": kept, "errors": errors}
