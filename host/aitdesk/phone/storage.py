"""The SDK's Storage on the phone: texts under keys, kept for one mini-app and user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aitdesk.phone.vault import Vault


@dataclass(frozen=True, slots=True)
class Storage:
    """Items of one user in one mini-app. Every method raises `StoreError`.

    Calls take effect in the order in which they are made, also when nobody waits in between.
    """

    vault: Vault
    app: str
    user: str

    async def get(self, key: str) -> str | None:
        """Return the text under the key, None when it is missing."""
        return await self.vault.item(key, app=self.app, user=self.user)

    async def set(self, key: str, value: str) -> None:
        """Store the text under the key; it is on the disk when this returns."""
        await self.vault.set_item(key, value, app=self.app, user=self.user)

    async def get_all(self, keys: Iterable[str]) -> dict[str, str | None]:
        """Return the texts under the keys, None for what is missing."""
        wanted = list(dict.fromkeys(keys))
        found = await self.vault.items_under(wanted, app=self.app, user=self.user)
        return dict(zip(wanted, found, strict=True))

    async def set_all(self, items: Mapping[str, str]) -> None:
        """Store every text or none; they are on the disk when this returns."""
        await self.vault.set_items(items, app=self.app, user=self.user)

    async def remove(self, key: str) -> None:
        """Forget the key; a missing one is no error."""
        await self.vault.remove_item(key, app=self.app, user=self.user)

    async def clear(self) -> None:
        """Forget every key."""
        await self.vault.clear_items(app=self.app, user=self.user)
