"""A phone's journal as the driver has seen it, and the calls in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from aitdesk.value import Json, Value

Entry: TypeAlias = dict[str, Any]
Arguments: TypeAlias = "Json | Callable[..., bool]"
"""What a call must be called with: its arguments, or its only one; or a test that gets them.

Of an object, the members that are named count.
"""

AT_ONCE = 5_000
"""As many entries as a phone keeps, and as control tells at once."""

_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A call of the SDK that has ended, by its name on the wire."""

    name: str
    args: Any
    outcome: str
    """resolved, rejected, crashed, unanswered or abandoned."""

    value: Value
    """What it resolved with; UNDEFINED (`aitdesk.value`) for undefined."""

    error: dict[str, Any] | None
    """`code` and `message` of its failure."""

    ms: float
    id: int
    """Of the journal's entry."""

    @classmethod
    def of(cls, entry: Entry) -> RecordedCall:
        """Return what an entry of the journal says."""
        return cls(
            name=entry["name"],
            args=entry.get("args"),
            outcome=entry["outcome"],
            value=entry.get("value", UNDEFINED),
            error=entry.get("error"),
            ms=entry["ms"],
            id=entry["id"],
        )


@dataclass
class Record:
    """The entries so far, oldest first. More than one thread adds to it, each entry once."""

    entries: list[Entry] = field(default_factory=list)
    last_id: int = 0
    """The id of the newest entry, 0 for none."""

    missed: int = 0
    """How many entries the phone kept no longer when they were asked for."""

    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def add(self, found: Mapping[str, Any]) -> bool:
        """Add what control told of the journal; return whether anything was new."""
        with self._lock:
            new = [each for each in found["entries"] if each["id"] > self.last_id]
            if not new:
                return False
            self.entries.extend(new)
            self.missed += new[0]["id"] - self.last_id - 1
            self.last_id = new[-1]["id"]
        return True

    def all(self, kind: str | None = None, **fields: object) -> list[Entry]:
        """Return the entries of a kind that have these fields."""
        wanted = fields if kind is None else {**fields, "kind": kind}
        with self._lock:
            entries = list(self.entries)
        return [each for each in entries if {**each, **wanted} == each]

    def calls(self, name: str | None = None, *, after: int = 0) -> list[RecordedCall]:
        """Return the calls that have ended, those of one name or all."""
        return [
            RecordedCall.of(entry)
            for entry in self.all("call")
            if entry["id"] > after and name in (None, entry["name"])
        ]

    def lines(self, count: int) -> list[str]:
        """Return the newest entries as text for people, one a line."""
        shown = [each for each in self.all() if each.get("name") != "debugLog"]
        return [line(each) for each in shown[-count:]]

    def jsonl(self) -> str:
        """Return all of it as journal.jsonl has it."""
        return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in self.all())


def line(entry: Entry) -> str:
    """Return an entry as one line for people."""
    more = {name: each for name, each in entry.items() if name not in {"id", "at_ms", "kind"}}
    said = " ".join(f"{name}={_short(value)}" for name, value in more.items())
    said = " ".join(said.splitlines())  # a stack has many
    whole = f"{entry['at_ms']:>9.1f} ms  {entry['kind']:<10} {said}"
    return whole if len(whole) <= _LONGEST_LINE else f"{whole[:_LONGEST_LINE]}…"


def fits(args: Any, wanted: Arguments | None) -> bool:  # noqa: ANN401  # JSON
    """Return whether a call's arguments are what is wanted; None wants nothing of them."""
    if wanted is None:
        return True
    if callable(wanted):
        return bool(wanted(*args) if isinstance(args, list) else wanted(args))
    is_only_one = isinstance(args, list) and len(args) == 1 and not isinstance(wanted, list)
    return _covers(args[0] if is_only_one else args, wanted)


def _covers(found: Any, wanted: Any) -> bool:  # noqa: ANN401  # JSON
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(
            name in found and _covers(found[name], each) for name, each in wanted.items()
        )
    if isinstance(wanted, list | tuple):
        return (
            isinstance(found, list)
            and len(found) == len(wanted)
            and all(_covers(*pair) for pair in zip(found, wanted, strict=True))
        )
    # In Python, and not in JSON, true equals 1.
    is_same_sort = isinstance(found, bool) is isinstance(wanted, bool)
    return is_same_sort and bool(found == wanted)


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
