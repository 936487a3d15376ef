"""A piece of the phone's state: one immutable value that can be read, replaced and watched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import msgspec

from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from aitdesk.value import Json


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An observable's value: its members are the keys of control's state and of `aitdesk.toml`."""


S = TypeVar("S", bound=State)


@dataclass
class Observable(Generic[S]):
    """One part of the state. `initial` is what a reset goes back to."""

    value: S
    changes: Signal[S] = field(default_factory=Signal)
    initial: S = field(init=False)

    def __post_init__(self) -> None:
        self.initial = self.value

    @property
    def type(self) -> type[S]:
        """The type of the value, from which its JSON schema is made."""
        return type(self.initial)

    def set(self, value: S) -> None:
        """Replace the value; an equal one is no change."""
        if value != self.value:
            self.value = value
            self.changes.emit(value)

    def update(self, **members: object) -> None:
        """Replace some members."""
        self.set(msgspec.structs.replace(self.value, **members))

    async def snapshot(self) -> Json:
        """Return the value as JSON."""
        return cast("Json", msgspec.to_builtins(self.value))

    async def restore(self, value: Json) -> None:
        """Take the value from JSON. Raises msgspec.ValidationError and changes nothing then."""
        self.set(msgspec.convert(value, self.type))

    async def reset(self) -> None:
        """Go back to the initial value."""
        self.set(self.initial)
