"""What an entry of the journal has, kind by kind: for the schema alone, it is a dict elsewhere."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from aitdesk.journal import Outcome  # noqa: TC001  # msgspec reads it at run time
from aitdesk.phone.prompts import PromptKind  # noqa: TC001  # msgspec reads it at run time

_LineThree: TypeAlias = Literal["3"] | msgspec.UnsetType
"""What a page of SDK 3.x said and got bears it."""


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every entry has; more members may come with a later version."""

    id: int
    at_ms: float


class EntryError(msgspec.Struct, frozen=True, kw_only=True):
    """A failure, as the page gets it; what else it has is its own."""

    message: str
    code: str | msgspec.UnsetType | None = msgspec.UNSET


class CallEntry(JournalEntry, frozen=True, kw_only=True, tag="call"):
    """A call that has ended; neither `value` nor `error` is undefined."""

    name: str
    args: Any  # JSON
    outcome: Outcome
    value: Any = msgspec.UNSET  # JSON
    error: EntryError | msgspec.UnsetType = msgspec.UNSET
    ms: float
    line: _LineThree = msgspec.UNSET


class SubscribeEntry(JournalEntry, frozen=True, kw_only=True, tag="subscribe"):
    """A subscription that begins; with an outcome where nothing answers it."""

    name: str
    event_id: str
    options: Any = msgspec.UNSET  # JSON
    outcome: Literal["unanswered"] | msgspec.UnsetType = msgspec.UNSET
    line: _LineThree = msgspec.UNSET


class EventEntry(JournalEntry, frozen=True, kw_only=True, tag="event"):
    """What a subscription was told."""

    name: str
    event_id: str
    value: Any = msgspec.UNSET  # JSON
    error: EntryError | msgspec.UnsetType = msgspec.UNSET
    line: _LineThree = msgspec.UNSET


class UnsubscribeEntry(JournalEntry, frozen=True, kw_only=True, tag="unsubscribe"):
    """A subscription that ends."""

    name: str
    event_id: str
    line: _LineThree = msgspec.UNSET


class DroppedEntry(JournalEntry, frozen=True, kw_only=True, tag="dropped"):
    """What was no message, or came from elsewhere: its name, or the beginning of its text."""

    reason: str
    name: str | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET


class LineEntry(JournalEntry, frozen=True, kw_only=True, tag="line"):
    """The line of the SDK that the mini-app is built with, and what told it."""

    line: str
    told_by: str


class NavigationEntry(JournalEntry, frozen=True, kw_only=True, tag="navigation"):
    """A new document (`origin` and `page`), or an address that the page went to (`url`)."""

    origin: str | msgspec.UnsetType = msgspec.UNSET
    page: str | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET


class LoadedEntry(JournalEntry, frozen=True, kw_only=True, tag="loaded"):
    """A load that has ended."""

    ok: bool


class ConsoleEntry(JournalEntry, frozen=True, kw_only=True, tag="console"):
    """A line of the page's console, and where it was written."""

    level: str
    text: str
    source: str
    line: int


class PageErrorEntry(JournalEntry, frozen=True, kw_only=True, tag="page_error"):
    """What nobody caught; without a page where its process ended."""

    text: str
    page: str | msgspec.UnsetType = msgspec.UNSET


class MissingEntry(JournalEntry, frozen=True, kw_only=True, tag="missing"):
    """A path that looks like a file of the mini-app and is none."""

    path: str


class PromptEntry(JournalEntry, frozen=True, kw_only=True, tag="prompt"):
    """A question to the person: which, and what became of it."""

    prompt: str
    step: Literal["opened", "tapped", "answered", "withdrawn"]
    asks: PromptKind | msgspec.UnsetType = msgspec.UNSET
    title: str | msgspec.UnsetType = msgspec.UNSET
    for_call: str | msgspec.UnsetType = msgspec.UNSET
    choices: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    choice: str | msgspec.UnsetType = msgspec.UNSET
    values: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET  # JSON
    by: str | msgspec.UnsetType = msgspec.UNSET


class StateEntry(JournalEntry, frozen=True, kw_only=True, tag="state"):
    """What the shell did (`text`), or a part of the state that changed (`part` and `value`)."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    part: str | msgspec.UnsetType = msgspec.UNSET
    value: Any = msgspec.UNSET  # JSON
    openable: bool | msgspec.UnsetType = msgspec.UNSET
    type: str | msgspec.UnsetType = msgspec.UNSET
    params: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET  # JSON


class ProblemEntry(JournalEntry, frozen=True, kw_only=True, tag="problem"):
    """One clear line for the developer."""

    text: str
    path: str | msgspec.UnsetType = msgspec.UNSET


AnyEntry: TypeAlias = (
    CallEntry
    | SubscribeEntry
    | EventEntry
    | UnsubscribeEntry
    | DroppedEntry
    | LineEntry
    | NavigationEntry
    | LoadedEntry
    | ConsoleEntry
    | PageErrorEntry
    | MissingEntry
    | PromptEntry
    | StateEntry
    | ProblemEntry
)
