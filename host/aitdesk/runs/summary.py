"""What a run comes to: what went wrong, and a table of the calls and their answers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.journal import Entry, EntryKind, Outcome

if TYPE_CHECKING:
    from rich.table import Table

    from aitdesk.value import Json

_ROWS = 40
_MOST_NAMES, _OTHERS = 1_000, "others"
_MOST_FAILURES = 1_000  # a page may throw for hours; the journal's file has all of them
_LONGEST_ARGUMENTS = 40
_LONGEST_ANSWER = 72
_THROWN = "Uncaught "
_COLOURS = {
    Outcome.RESOLVED: "green",
    Outcome.REJECTED: "yellow",
    Outcome.UNANSWERED: "bold red",
    Outcome.CRASHED: "bold red",
    Outcome.ABANDONED: "dim",
}


@dataclass
class Summary:
    """Watches a journal. `failures` are lines; a run without any is a good one."""

    failures: list[str] = field(default_factory=list)
    calls: list[Entry] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    """How often each name was called."""

    sheets: int = 0
    """How many were opened."""

    def __call__(self, entry: Entry) -> None:
        """Take one entry in."""
        failure = failure_of(entry)
        if failure is not None and len(self.failures) < _MOST_FAILURES:
            self.failures.append(failure)
        if entry.kind is EntryKind.PROMPT and entry.fields["step"] == "opened":
            self.sheets += 1
        if entry.kind is EntryKind.CALL:
            name = str(entry.fields["name"])
            # A page may ask for any number of names that nobody has.
            counted = name if name in self.count or len(self.count) < _MOST_NAMES else _OTHERS
            self.count[counted] += 1
            if len(self.calls) < _ROWS and (name != "debugLog" or self.count[name] == 1):
                self.calls.append(entry)

    @property
    def looked_at(self) -> str:
        """What was seen by now: so many calls and sheets, without the shell's own debugLog."""
        calls = self.count.total() - self.count["debugLog"]
        return f"{_many(calls, 'call')}, {_many(self.sheets, 'sheet')}"

    def table(self) -> Table:
        """Return the calls in the order of their answers; debugLog, the shell's own, once."""
        from rich.table import Table  # only a run that ends prints
        from rich.text import Text

        table = Table(header_style="bold", expand=False)
        for column in ("call", "arguments", "outcome", "answer"):
            table.add_column(column, overflow="fold")
        table.add_column("ms", justify="right")
        for entry in self.calls:
            row = entry.fields
            outcome = Outcome(str(row["outcome"]))
            name, times = str(row["name"]), self.count["debugLog"]
            table.add_row(
                Text(f"{name} x {times}" if name == "debugLog" and times > 1 else name),
                Text(_clip(_json(row["args"])[1:-1], _LONGEST_ARGUMENTS)),
                Text(outcome, style=_COLOURS[outcome]),
                Text(_answer(row)),
                f"{row['ms']:.1f}",
            )
        hidden = (
            self.count.total()
            - self.count["debugLog"]
            - sum(entry.fields["name"] != "debugLog" for entry in self.calls)
        )
        table.caption = f"and {hidden} more calls, see the journal" if hidden else None
        return table


def failure_of(entry: Entry) -> str | None:
    """Return the line for an entry that makes a run fail, None for any other."""
    fields = entry.fields
    match entry.kind:
        case EntryKind.PAGE_ERROR:
            return "the page threw: " + str(fields["text"]).partition("\n")[0]
        case EntryKind.LOADED if not fields["ok"]:
            return "the page failed to load"
        case EntryKind.MISSING:
            return f"{fields['path']} is no file of the mini-app, and no server is at its origin"
        case EntryKind.CONSOLE if fields["level"] == "error":
            return _logged(str(fields["text"]).partition("\n")[0])
        case EntryKind.CALL | EntryKind.SUBSCRIBE:
            return _unanswered(str(fields["name"]), fields.get("outcome"))
        case _:
            return None


def _unanswered(name: str, outcome: Json) -> str | None:
    match outcome:
        case Outcome.UNANSWERED:
            return f"{name} was not answered: this shell does not have it"
        case Outcome.CRASHED:
            return f"{name} crashed in the shell"
        case _:
            return None


def _logged(line: str) -> str | None:
    # What was thrown the page's own end tells, with its stack.
    return None if line.startswith(_THROWN) else f"console error: {line}"


def _answer(fields: dict[str, Json]) -> str:
    match fields:
        case {"error": {"code": code, "message": message}}:
            return _clip(f"{code}: {message}", _LONGEST_ANSWER)
        case {"outcome": Outcome.RESOLVED, "value": value}:
            return _clip(_json(value), _LONGEST_ANSWER)
        case {"outcome": Outcome.RESOLVED}:
            return "undefined"
        case _:
            return ""


def _many(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
