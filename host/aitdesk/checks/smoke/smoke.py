"""The whole of `aitdesk smoke`: targets side by side, progress, and everything that is written."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.checks.smoke import junit, report, table
from aitdesk.checks.smoke.result import SmokeResult
from aitdesk.checks.smoke.target import test
from aitdesk.client.transport import make_async_client
from aitdesk.errors import ConfigError
from aitdesk.system.output import make_output, write_whole
from aitdesk.system.scratch import sweep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from aitdesk.checks.smoke.judging import SmokePlan, Tested


@dataclass(frozen=True, slots=True)
class Smoke:
    """One run of the command. `json_file` and `junit_file` are further copies, None for none."""

    plans: Sequence[SmokePlan]
    out: Path
    console: Console
    json_file: Path | None = None
    junit_file: Path | None = None
    jobs: int = os.cpu_count() or 1
    """How many targets at once."""

    def run(self) -> int:
        """Test all, write all, and return the exit code. Raises ConfigError."""
        began_s = time.monotonic()
        sweep()
        self._try_out()
        tested = asyncio.run(self._test())
        result = SmokeResult(tuple(each.run for each in tested))
        self._write(tested, result, seconds=time.monotonic() - began_s)
        self.console.print(table.drawn(tested))
        for line in table.failures(tested):
            self.console.print(line, soft_wrap=True)
        seconds = time.monotonic() - began_s
        self.console.print(table.verdict(result, seconds=seconds, out=self.out), soft_wrap=True)
        return 0 if result.ok else 1

    async def _test(self) -> list[Tested]:
        turn = asyncio.Semaphore(self.jobs)
        async with make_async_client() as client:

            async def in_turn(plan: SmokePlan) -> list[Tested]:
                async with turn:
                    return await test(plan, client=client, told=self._told)

            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(in_turn(plan)) for plan in self.plans]
        return [each for task in tasks for each in task.result()]

    def _told(self, tested: Tested) -> None:
        self.console.print(table.progress(tested, is_only=len(self.plans) == 1), soft_wrap=True)

    def _try_out(self) -> None:
        """Make the folders now: a mistake is told before anything has run."""
        for file in (self.out / "report.html", self.json_file, self.junit_file):
            if file is not None:
                try:
                    make_output(self.out)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    write_whole(file, b"")
                    file.unlink()  # what an earlier run left must not look like this one's
                except OSError as problem:
                    raise ConfigError(f"{file} cannot be written ({problem.strerror})") from None

    def _write(self, tested: Sequence[Tested], result: SmokeResult, *, seconds: float) -> None:
        text = json.dumps(result.as_json(), ensure_ascii=False, indent=2) + "\n"
        xml = junit.written(tested)
        for file, content in (
            (self.out / "smoke.json", text),
            (self.json_file, text),
            (self.out / "junit.xml", xml),
            (self.junit_file, xml),
            (self.out / "report.html", report.written(tested, seconds=seconds)),
        ):
            if file is not None:
                # Half of a surrogate pair, which a page can make, is no UTF-8.
                write_whole(file, content.encode("utf-8", "replace"))
