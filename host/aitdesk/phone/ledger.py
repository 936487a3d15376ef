"""Records that outlive a run: of one kind, for one mini-app and one person of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import msgspec

from aitdesk.errors import StoreError
from aitdesk.phone.observable import State
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from aitdesk.phone.vault import Vault
    from aitdesk.value import Json

R = TypeVar("R", bound=State)


@dataclass
class Ledger(Generic[R]):
    """Records under keys, in the order of their first writing. Every method raises StoreError.

    `swap` is the only way to write: of two hosts that want the same step, one succeeds.
    """

    vault: Vault
    part: str
    app: str
    user: str
    type: type[R]
    changes: Signal[str] = field(default_factory=Signal)
    """The key of each record that was written here."""

    initial: dict[str, R] = field(default_factory=dict)
    """What a reset goes back to."""

    async def all(self) -> dict[str, R]:
        """Return every record."""
        found = await self.vault.records(self.part, app=self.app, user=self.user)
        return {key: self._read(text) for key, text in found.items()}

    async def get(self, key: str) -> R | None:
        """Return one record, None when there is none."""
        text = await self.vault.record(self.part, key, app=self.app, user=self.user)
        return None if text is None else self._read(text)

    async def swap(self, key: str, *, expected: R | None, new: R | None) -> bool:
        """Replace `expected` by `new` if it is still there; None stands for no record.

        Returns false, and writes nothing, when something else is there.
        """
        # The text as it stands is compared, not the record written anew: a later release may
        # write the same record with further members.
        text = await self.vault.record(self.part, key, app=self.app, user=self.user)
        if (None if text is None else self._read(text)) != expected:
            return False
        is_done = await self.vault.swap_record(
            self.part,
            key,
            app=self.app,
            user=self.user,
            expected=text,
            new=None if new is None else _text(new),
        )
        if is_done:
            self.changes.emit(key)
        return is_done

    async def put(self, key: str, new: R) -> None:
        """Write a record whatever was there."""
        while not await self.swap(key, expected=await self.get(key), new=new):
            pass

    async def snapshot(self) -> Json:
        """Return every record as JSON."""
        return cast("Json", msgspec.to_builtins(await self.all()))

    async def restore(self, value: Json) -> None:
        """Take the records from JSON. Raises msgspec.ValidationError and changes nothing then."""
        wanted = msgspec.convert(value, dict[str, self.type])  # type: ignore[name-defined]
        for key, old in (await self.all()).items():
            if key not in wanted:
                await self.swap(key, expected=old, new=None)
        for key, new in wanted.items():
            await self.put(key, new)

    async def reset(self) -> None:
        """Go back to the initial records, and forget every other."""
        await self.restore(cast("Json", msgspec.to_builtins(self.initial)))

    def _read(self, text: str) -> R:
        try:
            return msgspec.json.decode(text, type=self.type)
        except msgspec.DecodeError as problem:
            raise StoreError(
                f"a record of {self.part} of {self.app} is not one that this aitdesk can read "
                f"({problem}): choose another install with --install NAME"
            ) from None


def _text(record: State) -> str:
    return msgspec.json.encode(record).decode()
