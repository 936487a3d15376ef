"""One message of the bridge, the same for every line of the SDK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.errors import ApiError
    from aitdesk.value import Json, Value


@dataclass(frozen=True, slots=True)
class Via:
    """The way of a message: its line, and which copy of the SDK in the page it came from.

    Only SDK 3.x tells its copies apart.
    """

    line: Line
    copy: str = ""


GRANITE: Final = Via(Line.GRANITE)


@dataclass(frozen=True, slots=True)
class Hello:
    """A copy of the SDK begins, or came into view again. It wants no answer."""

    via: Via
    name: str = "getBridgeState"


@dataclass(frozen=True, slots=True)
class Call:
    """The page calls a method and waits for one answer. `args` are positional."""

    name: str
    id: str
    args: list[Json]
    via: Via = GRANITE


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The page wants an event. `options` is UNDEFINED when the message had none.

    `receipt` is where the page waits to hear that it has it, None where it does not wait.
    """

    name: str
    id: str
    options: Value
    via: Via = GRANITE
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The page no longer wants the event; repeating it is harmless.

    `name` is "" where the message names only the subscription.
    """

    name: str
    id: str
    via: Via = GRANITE
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The one answer to a Call: its value, or the error that its promise rejects with."""

    name: str
    id: str
    result: Value | ApiError
    via: Via = GRANITE


@dataclass(frozen=True, slots=True)
class Event:
    """One delivery to a subscription: a payload, or an error that does not end it."""

    name: str
    id: str
    result: Value | ApiError
    via: Via = GRANITE


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a Subscribe or an Unsubscribe that waits for one."""

    to: Subscribe | Unsubscribe
    result: Value | ApiError


FromPage: TypeAlias = Hello | Call | Subscribe | Unsubscribe
ToPage: TypeAlias = Reply | Event | Receipt
