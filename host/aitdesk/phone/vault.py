"""What the shell needs to outlive a run; the store implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Vault(Protocol):
    """Durable state of one install, apart for every mini-app and user.

    Every method may raise `StoreError`. A write has reached the disk when its call returns.
    """

    def secret(self) -> bytes:
        """Return the 32 bytes of this install, creating them on first use. Blocks on the disk."""
        ...

    async def issue_hash(self, *, app: str, user: str, derive: Callable[[bytes], str]) -> str:
        """Return the recorded hash of app and user, or record what `derive(secret)` gives."""
        ...

    async def item(self, key: str, *, app: str, user: str) -> str | None:
        """Return the stored text, None when the key is missing."""
        ...

    async def set_item(self, key: str, value: str, *, app: str, user: str) -> None:
        """Store the text under the key."""
        ...

    async def items_under(self, keys: Sequence[str], *, app: str, user: str) -> list[str | None]:
        """Return the stored text of each key, all as they were at one moment."""
        ...

    async def set_items(self, items: Mapping[str, str], *, app: str, user: str) -> None:
        """Store every text under its key, or none of them."""
        ...

    async def remove_item(self, key: str, *, app: str, user: str) -> None:
        """Forget the key; a missing one is no error."""
        ...

    async def clear_items(self, *, app: str, user: str) -> None:
        """Forget every key of this mini-app and user."""
        ...

    async def records(self, part: str, *, app: str, user: str) -> dict[str, str]:
        """Return every record of a part by key, in the order of their first writing."""
        ...

    async def record(self, part: str, key: str, *, app: str, user: str) -> str | None:
        """Return one record, None when there is none."""
        ...

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
        ...

    async def users(self, *, app: str) -> list[str]:
        """Return everybody who was given a hash, or of whom anything is recorded."""
        ...

    async def owners(self, part: str, key: str) -> list[tuple[str, str]]:
        """Return the mini-app and the user of every record with this key in a part."""
        ...
