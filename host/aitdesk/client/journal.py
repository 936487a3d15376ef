"""A phone's journal as its client has seen it, and the calls in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

from aitdesk.client.operation import Request
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.client.operation import Operation
    from aitdesk.value import Value

Entry: TypeAlias = dict[str, Any]
"""An entry of the journal, as JSON."""

# As many entries as a phone keeps, and as control tells at once.
_AT_ONCE = 5_000
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


def refresh(record: Record, *, wait_ms: int = 0) -> Operation[bool]:
    """Read what is new in the journal; return whether that was the end of it.

    With `wait_ms` wait so long for the first entry where there is none.
    """
    while True:
        path = f"/journal?after={record.last_id}&limit={_AT_ONCE}&wait_ms={wait_ms}"
        within_s = None if not wait_ms else 2 * wait_ms / 1000
        found = yield Request(method="GET", path=path, within_s=within_s)
        record.add(found)
        if len(found["entries"]) < _AT_ONCE:
            return bool(found["is_over"])


def line(entry: Entry) -> str:
    """Return an entry as one line for people."""
    more = {name: each for name, each in entry.items() if name not in {"id", "at_ms", "kind"}}
    said = " ".join(f"{name}={_short(value)}" for name, value in more.items())
    said = " ".join(said.splitlines())  # a stack has many
    whole = f"{entry['at_ms']:>9.1f} ms  {entry['kind']:<10} {said}"
    return whole if len(whole) <= _LONGEST_LINE else f"{whole[:_LONGEST_LINE]}…"


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
