"""The mini-app's own key and value storage on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.registry import Params, method

if TYPE_CHECKING:
    from aitdesk.shell import Shell


class Key(Params, array_like=True, frozen=True):
    """[key]."""

    key: str


class Item(Params, array_like=True, frozen=True):
    """[key, value]."""

    key: str
    value: str


@method("getStorageItem")
async def get_storage_item(shell: Shell, params: Key) -> str | None:
    """Return what is stored under the key.

    Reply: the text; null when the key is missing.
    Source: Storage.getItem, web-bridge 2.10.8.
    """
    return await shell.storage.get(params.key)


@method("setStorageItem")
async def set_storage_item(shell: Shell, params: Item) -> None:
    """Store a text; it is on the disk when the page hears of it.

    Reply: null.
    Errors: INVALID_REQUEST for what is no text (assumed: the phone's behaviour is unknown).
    Source: Storage.setItem, web-bridge 2.10.8; null seen on a device.
    """
    await shell.storage.set(params.key, params.value)


@method("removeStorageItem")
async def remove_storage_item(shell: Shell, params: Key) -> None:
    """Forget a key; a missing one is no error.

    Reply: null.
    Source: Storage.removeItem, web-bridge 2.10.8; null seen on a device.
    """
    await shell.storage.remove(params.key)


@method("clearItems")
async def clear_items(shell: Shell) -> None:
    """Forget every key of this mini-app.

    Reply: null.
    Source: Storage.clearItems, web-bridge 2.10.8; null seen on a device.
    """
    await shell.storage.clear()
