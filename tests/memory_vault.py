"""What a phone keeps, in memory: gone with the test, and out of order when the test says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aitdesk.errors import StoreError


@dataclass
class MemoryVault:
    """A vault that is gone with the test. While `problem` is set, every method raises it."""

    items: dict[tuple[str, str, str], str] = field(default_factory=dict)
    kept: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    """Records by app, user, part and key."""

    problem: StoreError | None = None

    def secret(self) -> bytes:
        """Return always the same bytes."""
        self._check()
        return bytes(range(32))

    async def issue_hash(self, *, app: str, user: str, derive: Callable[[bytes], str]) -> str:
        """Return a hash that is visibly not a real one."""
        self._check()
        return f"aitdesk-fake-hash-of-{app}-and-{user}"

    async def item(self, key: str, *, app: str, user: str) -> str | None:
        """Return the text."""
        self._check()
        return self.items.get((app, user, key))

    async def set_item(self, key: str, value: str, *, app: str, user: str) -> None:
        """Keep the text."""
        self._check()
        self.items[app, user, key] = value

    async def items_under(self, keys: Sequence[str], *, app: str, user: str) -> list[str | None]:
        """Return the texts."""
        self._check()
        return [self.items.get((app, user, key)) for key in keys]

    async def set_items(self, items: Mapping[str, str], *, app: str, user: str) -> None:
        """Keep the texts."""
        self._check()
        self.items |= {(app, user, key): value for key, value in items.items()}

    async def remove_item(self, key: str, *, app: str, user: str) -> None:
        """Forget the key."""
        self._check()
        self.items.pop((app, user, key), None)

    async def clear_items(self, *, app: str, user: str) -> None:
        """Forget every key of app and user."""
        self._check()
        for each in [key for key in self.items if key[:2] == (app, user)]:
            del self.items[each]

    async def records(self, part: str, *, app: str, user: str) -> dict[str, str]:
        """Return the records of a part."""
        self._check()
        return {key[3]: text for key, text in self.kept.items() if key[:3] == (app, user, part)}

    async def record(self, part: str, key: str, *, app: str, user: str) -> str | None:
        """Return one record."""
        self._check()
        return self.kept.get((app, user, part, key))

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
        """Replace a record if it is as expected."""
        self._check()
        place = (app, user, part, key)
        if self.kept.get(place) != expected:
            return False
        if new is None:
            self.kept.pop(place, None)
        else:
            self.kept[place] = new
        return True

    async def users(self, *, app: str) -> list[str]:
        """Return whoever has records."""
        self._check()
        return sorted({key[1] for key in self.kept if key[0] == app})

    async def owners(self, part: str, key: str) -> list[tuple[str, str]]:
        """Return whose record it is."""
        self._check()
        return [place[:2] for place in self.kept if place[2:] == (part, key)]

    def _check(self) -> None:
        if self.problem is not None:
            raise self.problem
