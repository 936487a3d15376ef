"""What can be learnt of one phone's journal: entries and calls, those to come, too."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from aitdesk.client.journal import Record, refresh
from aitdesk.client.operation import Sleep
from aitdesk.driver.call import fits
from aitdesk.driver.page_plan import PagePlan
from aitdesk.errors import DriverError, Unmet

if TYPE_CHECKING:
    from aitdesk.client.journal import Entry, RecordedCall
    from aitdesk.client.operation import Operation
    from aitdesk.driver.call import Arguments

_LOOK_EVERY_S = 0.01
_LINES = 8


@dataclass
class JournalPlan(PagePlan):
    """The plans over one journal."""

    record: Record = field(default_factory=Record)

    def journal(self, /, kind: str | None = None, **fields: object) -> Operation[list[Entry]]:
        """Return the journal's entries of a kind that have these fields, oldest first.

        Raises DriverError when some came faster than they could be read.
        """
        yield from self._read_all()
        return self.record.all(kind, **fields)

    def await_entry(
        self, kind: str, /, *, timeout_s: float | None = None, **fields: object
    ) -> Operation[Entry]:
        """Wait until the journal has an entry of a kind with these fields; return the newest.

        Raises Unmet.
        """
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        end = time.monotonic() + limit_s
        wanted = " ".join([kind, *(f"{name}={value!r}" for name, value in fields.items())])
        self.waits_for = f"an entry of the journal: {wanted}"
        while True:
            yield from self.refresh()
            if found := self.record.all(kind, **fields):
                self.waits_for = None
                return found[-1]
            if time.monotonic() >= end:
                raise Unmet(f"{self.waits_for} did not come within {limit_s:g} s")
            yield Sleep(_LOOK_EVERY_S)

    def calls(self, name: str | None = None) -> Operation[list[RecordedCall]]:
        """Return the calls that have ended, those of one name or all; see `journal`."""
        yield from self._read_all()
        return self.record.calls(name)

    def refresh(self) -> Operation[None]:
        """Read what is new in the journal."""
        yield from refresh(self.record)

    def await_call(
        self, name: str, args: Arguments | None, *, after: int, timeout_s: float | None
    ) -> Operation[RecordedCall]:
        """Wait for a call that ended behind an entry. Raises Unmet, which says what was called."""
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        end = time.monotonic() + limit_s
        self.waits_for = f"a call of {name}" + ("" if args is None else f" with {_wanted(args)}")
        while True:
            yield from self.refresh()
            for call in self.record.calls(name, after=after):
                if fits(call.args, args):
                    self.waits_for = None
                    return call
            if time.monotonic() >= end:
                break
            yield Sleep(_LOOK_EVERY_S)
        waiting = yield from self.meanwhile()
        raise Unmet(self._no_call(name, limit_s=limit_s, after=after, waiting=waiting))

    def _read_all(self) -> Operation[None]:
        yield from self.refresh()
        if self.record.missed:
            lost = f"{self.record.missed:,} entries of the journal are lost"
            raise DriverError(f"{lost}: they came faster than they could be read", code="MISSED")

    def _no_call(self, name: str, *, limit_s: float, after: int, waiting: str | None) -> str:
        lines = [f"{self.waits_for} did not come within {limit_s:g} s"]
        others = [call for call in self.record.calls(after=after) if call.name != "debugLog"]
        same = [call for call in others if call.name == name]
        if same:
            lines += [f"{name} was called with {call.args!r}" for call in same[-_LINES:]]
        else:
            names = sorted({call.name for call in others})
            near = get_close_matches(name, names, n=1)
            lines.append(f"called were {', '.join(names) or 'none'}")
            lines += [f"did you mean {near[0]}?"] if near else []
        if waiting is not None:
            lines.append(f"meanwhile: {waiting}")
        return "\n".join(lines)


def _wanted(args: Arguments) -> str:
    return getattr(args, "__name__", "what was given") if callable(args) else repr(args)
