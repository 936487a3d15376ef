"""The mini-app's own key and value storage on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.aliases import from_members
from aitdesk.api.decorators import Params, in_3x, method
from aitdesk.phone.milestones import STORAGE_ITEMS
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


class Key(Params, array_like=True, frozen=True):
    """[key]."""

    key: str


class StorageItem(Params, array_like=True, frozen=True):
    """[key, value]."""

    key: str
    value: str


class Keys(Params, frozen=True):
    """{keys}."""

    keys: tuple[str, ...]


class WantedItems(Params, array_like=True, frozen=True):
    """[{keys}]."""

    wanted: Keys


class Pair(Params, frozen=True):
    """{key, value}."""

    key: str
    value: str


class Items(Params, frozen=True):
    """{items}: pairs, or an object of texts by key."""

    items: tuple[Pair, ...] | dict[str, str]

    @property
    def by_key(self) -> dict[str, str]:
        """The texts; of two with one key the later one."""
        if isinstance(self.items, dict):
            return self.items
        return {each.key: each.value for each in self.items}


class NewItems(Params, array_like=True, frozen=True):
    """[{items}]."""

    new: Items


@in_3x(args=from_members("key"))
@method("getStorageItem")
async def get_storage_item(shell: SimulatedPhone, params: Key) -> str | None:
    """Return what is stored under the key.

    Reply: the text; null when the key is missing. In 3.x it is asked with {key}.
    Source: Storage.getItem, web-bridge 2.10.8; SDK 3.x build 3.6.0.
    """
    return await shell.storage.get(params.key)


@in_3x(args=from_members("key", "value"))
@method("setStorageItem")
async def set_storage_item(shell: SimulatedPhone, params: StorageItem) -> None:
    """Store a text; it is on the disk when the page hears of it.

    Reply: null. In 3.x it is asked with {key, value}.
    Errors: INVALID_REQUEST for what is no text (assumed: the phone's behaviour is unknown).
    Source: Storage.setItem, web-bridge 2.10.8; null seen on a device; SDK 3.x build 3.6.0.
    """
    await shell.storage.set(params.key, params.value)


@in_3x(args=from_members("key"))
@method("removeStorageItem")
async def remove_storage_item(shell: SimulatedPhone, params: Key) -> None:
    """Forget a key; a missing one is no error.

    Reply: null. In 3.x it is asked with {key}.
    Source: Storage.removeItem, web-bridge 2.10.8; null seen on a device; SDK 3.x build 3.6.0.
    """
    await shell.storage.remove(params.key)


@in_3x("clearStorage")
@method("clearItems")
async def clear_items(shell: SimulatedPhone) -> None:
    """Forget every key of this mini-app.

    Reply: null. In 3.x the name is clearStorage, and this one is answered too (inferred).
    Source: Storage.clearItems, web-bridge 2.10.8; null seen on a device; SDK 3.x build 3.6.0.
    """
    await shell.storage.clear()


@method("getStorageItems", line=Line.WEBVIEW_BRIDGE, minimum=STORAGE_ITEMS)
async def get_storage_items(shell: SimulatedPhone, params: WantedItems) -> dict[str, str | None]:
    """Return what is stored under several keys.

    Reply: an object of the texts by key, null for a missing one (assumed); undefined below 5.270.0
      outside the sandbox.
    Source: SDK 3.x build 3.6.0.
    """
    return await shell.storage.get_all(params.wanted.keys)


@method("setStorageItems", line=Line.WEBVIEW_BRIDGE, minimum=STORAGE_ITEMS)
async def set_storage_items(shell: SimulatedPhone, params: NewItems) -> None:
    """Store several texts; they are on the disk when the page hears of it.

    Reply: null (assumed); undefined below 5.270.0 outside the sandbox.
    Errors: INVALID_REQUEST for items that are neither pairs {key, value} of texts nor an object of
      texts (both forms assumed); then none is stored.
    Source: SDK 3.x build 3.6.0.
    """
    await shell.storage.set_all(params.new.by_key)
