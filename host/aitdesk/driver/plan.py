"""What can be done with one phone: each method is a plan, which a transport carries out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aitdesk.client.operation import Sleep, get
from aitdesk.driver.journal_plan import JournalPlan
from aitdesk.driver.phone_plan import PhonePlan
from aitdesk.errors import DriverError
from aitdesk.phone.idle import held_by

if TYPE_CHECKING:
    from aitdesk.client.operation import Operation
    from aitdesk.driver.evidence import Evidence

_LOOK_EVERY_S = 0.01
_ALIVE_S = 2.0
_FOLLOWS_S = 0.5
_BUSY = f"the page hangs: a script of it has run for {_ALIVE_S:g} s at the end of the test"


@dataclass
class DriverPlan(PhonePlan, JournalPlan):
    """The plans of one phone and its page, and what is known of them when a test ends."""

    def look(self, evidence: Evidence) -> Operation[None]:
        """Note what is known now; a page that does not answer is trouble, and so is nobody."""
        try:
            told = yield from self._quiet()
            yield from self.refresh()
            evidence.sheets = (yield from self.waiting()) if told["prompts"] else []
            if told["facts"] is None and not held_by(told):
                evidence.trouble = evidence.trouble or _BUSY
            evidence.waits_for = told["under_way"]
        except DriverError as problem:
            if problem.code not in {"CLOSED", "GONE"}:  # it may close itself, and a test close it
                evidence.trouble = evidence.trouble or str(problem)
        evidence.entries = self.record.all()
        evidence.waits_for = self.waits_for or evidence.waits_for

    def keep(self, evidence: Evidence) -> Operation[None]:
        """Note also what only a failure is worth: the state, and a picture."""
        try:
            evidence.state = yield from self.state()
            evidence.screenshot = yield from self.screenshot()
        except DriverError as problem:
            if problem.code not in {"CLOSED", "GONE"}:
                evidence.trouble = evidence.trouble or str(problem)

    def _quiet(self) -> Operation[Any]:
        """Look until nothing is under way and nothing more was noted, but not for long.

        A whole quiet time (`phone.idle`) would be added to every test.
        """
        end, seen = time.monotonic() + _FOLLOWS_S, -1
        while True:
            told = yield get(f"/page?timeout_ms={round(_ALIVE_S * 1000)}")
            is_quiet = told["under_way"] is None and told["last_entry"] == seen
            if is_quiet or told["facts"] is None or time.monotonic() >= end:
                return told
            seen = told["last_entry"]
            yield Sleep(_LOOK_EVERY_S)
