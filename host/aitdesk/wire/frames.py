"""One message of the bridge, the same for every line of the SDK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from aitdesk.errors import ApiError
    from aitdesk.value import Json, Value


@dataclass(frozen=True, slots=True)
class Call:
    """The page calls a method and waits for one answer. `args` are positional."""

    name: str
    id: str
    args: list[Json]


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The page wants an event. `options` is UNDEFINED when the message had none."""

    name: str
    id: str
    options: Value


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The page no longer wants the event; repeating it is harmless."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The one answer to a Call: its value, or the error that its promise rejects with."""

    name: str
    id: str
    result: Value | ApiError


@dataclass(frozen=True, slots=True)
class Event:
    """One delivery to a subscription: a payload, or an error that does not end it."""

    name: str
    id: str
    result: Value | ApiError


FromPage: TypeAlias = Call | Subscribe | Unsubscribe
ToPage: TypeAlias = Reply | Event
