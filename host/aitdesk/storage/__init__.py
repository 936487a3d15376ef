"""What outlives a run: the secret, the issued hashes and the storage of one install.

Nothing here knows the bridge or the shell's rules. `Store` is the `Vault` of `shell.vault`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aitdesk.storage import issued_hash, item, record, secret
from aitdesk.storage.install import DEFAULT_INSTALL, Install, home
from aitdesk.storage.thread import StoreThread

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["DEFAULT_INSTALL", "Install", "Store", "home"]


class Store:
    """The durable state of one install; any number of processes may hold one at once.

    Making a store touches nothing. Each operation opens what it needs, so a folder that was
    read-only or full works again as soon as it is mended. Writes of one store keep their order,
    and a write has reached the disk when its call returns. Every method may raise `StoreError`.
    """

    def __init__(self, install: Install) -> None:
        self.install = install
        self._thread = StoreThread(install.database_file)

    def secret(self) -> bytes:
        """Return the 32 bytes of this install, creating them on first use. Blocks on the disk."""
        return secret.load_or_create(self.install)

    async def issue_hash(self, *, app: str, user: str, derive: Callable[[bytes], str]) -> str:
        """Return the recorded hash of app and user, or record what `derive(secret)` gives.

        The record belongs to the secret that it was derived from. `derive` runs in a thread of
        its own, and only when nothing is recorded.
        """
        key, known = await self._thread.read(
            lambda connection: (
                owner := secret.load_or_create(self.install),
                issued_hash.find(connection, secret=owner, app=app, user=user),
            )
        )
        if known is not None:
            return known
        derived = await asyncio.to_thread(derive, key)
        return await self._thread.write(
            lambda connection: issued_hash.issue(
                connection, secret=key, app=app, user=user, derived=derived
            )
        )

    async def item(self, key: str, *, app: str, user: str) -> str | None:
        """Return the stored text, None when the key is missing."""
        return await self._thread.read(lambda c: item.get(c, app=app, user=user, key=key))

    async def set_item(self, key: str, value: str, *, app: str, user: str) -> None:
        """Store the text under the key. Any text of JavaScript, also half a surrogate pair."""
        await self._thread.write(lambda c: item.put(c, app=app, user=user, key=key, value=value))

    async def items_under(self, keys: Sequence[str], *, app: str, user: str) -> list[str | None]:
        """Return the stored text of each key, all as they were at one moment."""
        return await self._thread.read(
            lambda c: [item.get(c, app=app, user=user, key=key) for key in keys]
        )

    async def set_items(self, items: Mapping[str, str], *, app: str, user: str) -> None:
        """Store every text under its key, or none of them."""

        def put_all(connection: sqlite3.Connection) -> None:
            for key, value in items.items():
                item.put(connection, app=app, user=user, key=key, value=value)

        await self._thread.write(put_all)

    async def remove_item(self, key: str, *, app: str, user: str) -> None:
        """Forget the key; a missing one is no error."""
        await self._thread.write(lambda c: item.remove(c, app=app, user=user, key=key))

    async def clear_items(self, *, app: str, user: str) -> None:
        """Forget every key of this mini-app and user."""
        await self._thread.write(lambda c: item.clear(c, app=app, user=user))

    async def records(self, part: str, *, app: str, user: str) -> dict[str, str]:
        """Return every record of a part by key, in the order of their first writing."""
        return await self._thread.read(lambda c: record.all_of(c, part, app=app, user=user))

    async def record(self, part: str, key: str, *, app: str, user: str) -> str | None:
        """Return one record, None when there is none."""
        return await self._thread.read(lambda c: record.get(c, part, key, app=app, user=user))

    async def swap_record(
        self,
        part: str,
        key: str,
        *,
        app: str,
        user: str,
        expected: str | None,
        new: str | None,
    ) -> bool:
        """Replace `expected` by `new` in one step; None stands for no record.

        Returns false, and changes nothing, when the record is not as expected.
        """
        return await self._thread.write(
            lambda c: record.swap(c, part, key, app=app, user=user, expected=expected, new=new)
        )

    async def users(self, *, app: str) -> list[str]:
        """Return everybody who was given a hash, or of whom anything is recorded."""
        return await self._thread.read(
            lambda c: sorted({*issued_hash.users(c, app=app), *record.users(c, app=app)})
        )

    async def owners(self, part: str, key: str) -> list[tuple[str, str]]:
        """Return the mini-app and the user of every record with this key in a part."""
        return await self._thread.read(lambda c: record.owners(c, part, key))

    def close(self) -> None:
        """Finish what is queued, then let go of the files. Blocks on the disk.

        A later operation raises `StoreError`; closing twice is fine.
        """
        self._thread.close()
