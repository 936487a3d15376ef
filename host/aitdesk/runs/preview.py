"""`aitdesk preview`: a mini-app in a window, or one look at it where there is no display."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from aitdesk.doctor.libraries import check_libraries
from aitdesk.errors import ConfigError, WindowGone
from aitdesk.journal import Entry, EntryKind, Journal
from aitdesk.runs.summary import Summary, failure_of
from aitdesk.session.host import Host
from aitdesk.session.page_idle import settled, stays_blank
from aitdesk.system.interruption import is_interrupted, making
from aitdesk.system.output import make_output
from aitdesk.system.scratch import own, sweep, sweep_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aitdesk.control import Address
    from aitdesk.partner import PartnerDoor
    from aitdesk.session.session import Session
    from aitdesk.session.session_config import SessionConfig


_MOST_LINES = 50
_LINES_WITHIN_MS = 10_000


@dataclass
class Preview:
    """One run of the command.

    With `is_single_look` the run ends once the page has settled, and its result is 1 when the
    page failed to load, shows nothing, threw, logged an error, asked for a file that is not there,
    or left a call unanswered; otherwise it ends with the window, and its result is 0. `out` gets
    journal.jsonl, and at a single look screenshot.png. With a `control_port` other programs may act
    on the run; control.json says how.
    """

    settings: SessionConfig
    out: Path | None
    is_single_look: bool
    control_port: int | None = None
    partner_port: int | None = None
    with_server: str | None = None
    journal: Journal = field(default_factory=Journal)
    summary: Summary = field(default_factory=Summary)

    def run(self) -> int:
        """Run it on the main thread. Raises ConfigError when `out` cannot be written."""
        sweep()
        for folder in filter(None, (self.settings.install.folder, self.out)):
            sweep_files(folder, "control*.json")
        self.journal.watch(self.summary)
        self.journal.watch(Terminal())
        if self.out is None:
            return self._run()
        with open_lines(self.out / "journal.jsonl") as lines:
            self.journal.watch_whole(JournalFile(lines))
            return self._run()

    def _run(self) -> int:
        try:
            self._host = Host(self.settings, self.journal)
            return self._host.run(self._follow)
        except ImportError:
            # Offscreen Qt needs no library that its modules do not: loading them was the look.
            check_libraries(windowed=False)
            raise

    @property
    def control_file(self) -> Path:
        """Where address and token of control are written."""
        if self.out is not None:
            return self.out / "control.json"
        return self.settings.install.folder / f"control-{os.getpid()}.json"

    async def _follow(self, session: Session) -> int:
        # What a start made stays; cli/preview.py had the search for garbage off meanwhile.
        gc.freeze()
        gc.enable()
        if (devtools := self._host.debugging.address) is not None:
            print(f"aitdesk: DevTools at {devtools}", file=sys.stderr, flush=True)
        if self.control_port is None and self.partner_port is None and self.with_server is None:
            return await self._look(session)
        from aitdesk.runs.partner_door import partner_door  # most runs have neither

        port = (
            0 if self.with_server is not None and self.partner_port is None else self.partner_port
        )
        async with partner_door(session, self.settings, port=port) as door:
            if self.with_server is None:
                return await self._controlled(session, door)
            from aitdesk.runs.own_server import own_server

            async with own_server(self.with_server, await door.open()):
                return await self._controlled(session, door)

    async def _controlled(self, session: Session, door: PartnerDoor) -> int:
        if self.control_port is None:
            return await self._look(session)
        from aitdesk.control import serve_control  # a run without it needs no WebSockets

        file = self.control_file
        async with serve_control(session, port=self.control_port, partner=door) as address:
            with _written(address, file):
                print(f"aitdesk: control at {address.url}, token in {file}", file=sys.stderr)
                return await self._look(session)

    async def _look(self, session: Session) -> int:
        if not self.is_single_look:
            await session.ended.wait()
            return 0
        waiting = await settled(session)
        if is_interrupted():
            return 0  # nothing was seen to its end; the process chooses its own code
        if waiting is not None:
            self.summary.failures.append(f"the page did not settle: {waiting}")
        # Where something failed that is why; nobody waits for a splash then.
        elif not self.summary.failures and await stays_blank(session):
            self.summary.failures.append("the page is of one colour, without any text")
        if self.out is not None:
            with suppress(WindowGone):
                self._keep(self.out / "screenshot.png", await session.screenshot())
        self._report()
        return 1 if self.summary.failures else 0

    def _keep(self, file: Path, picture: bytes) -> None:
        try:
            file.write_bytes(picture)
        except OSError as problem:
            self.summary.failures.append(f"{file} cannot be written ({problem.strerror})")

    def _report(self) -> None:
        # Start-up is part of the product.
        from rich.console import Console
        from rich.markup import escape

        console = Console(width=None if sys.stdout.isatty() else 160)
        console.print(self.summary.table())
        for failure in dict.fromkeys(self.summary.failures):
            console.print(f"[bold red]✗[/] {escape(failure)}", highlight=False)
        if not self.summary.failures:
            console.print(
                f"[bold green]✓[/] first start, 1 screen, {self.summary.looked_at}: settled, "
                "something is shown, nothing thrown or logged as an error, no file of its own "
                "missing, every call answered; other hosts were not looked at",
                soft_wrap=True,
            )
        if self.out is not None:
            for file in (self.out / "screenshot.png", self.out / "journal.jsonl"):
                if file.is_file():
                    console.print(f"  {file}", markup=False, soft_wrap=True)


@contextmanager
def _written(address: Address, file: Path) -> Iterator[None]:
    """Keep address and token of control in the file meanwhile. Raises ConfigError."""
    with making() as note:
        address.write(file)
        owned = own(file)  # whoever sweeps leaves it alone while this process lives
        forget = note(lambda: file.unlink(missing_ok=True))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        forget()
        if owned is not None:
            owned.release()


@dataclass
class JournalFile:
    """Writes each entry as one line. A full disk costs the rest of the file, not the run."""

    lines: TextIO
    is_full: bool = False

    def __call__(self, entry: Entry) -> None:
        """Write one entry."""
        if self.is_full:
            return
        try:
            print(entry.line(), file=self.lines)
        except OSError as problem:
            self.is_full = True
            print(f"aitdesk: {self.lines.name} ends here: {problem.strerror}", file=sys.stderr)


@dataclass
class Terminal:
    """Says on standard error, in one line each, what the developer must not miss.

    A problem of this machine is told once, however many calls it spoils. Of what the page does
    wrong, so many lines within some time.
    """

    told: set[str] = field(default_factory=set)
    _since_ms: float = 0.0
    _count: int = 0

    def __call__(self, entry: Entry) -> None:
        """Say one entry, if it matters."""
        line = str(entry.fields["text"]) if entry.kind is EntryKind.PROBLEM else failure_of(entry)
        if line is None or line in self.told:
            return
        if entry.kind is EntryKind.PROBLEM:
            self.told.add(line)
        elif not self._has_room(entry.at_ms):
            return
        print(f"aitdesk: {line}", file=sys.stderr, flush=True)

    def _has_room(self, at_ms: float) -> bool:
        if at_ms - self._since_ms >= _LINES_WITHIN_MS:
            self._since_ms, self._count = at_ms, 0
        self._count += 1
        if self._count == _MOST_LINES + 1:
            print("aitdesk: and more of it, see the journal (--out)", file=sys.stderr, flush=True)
        return self._count <= _MOST_LINES


def open_lines(file: Path) -> TextIO:
    """Return a new file that holds every line as soon as it is printed.

    Raises ConfigError when it cannot be made.
    """
    try:
        make_output(file.parent)
        return file.open("w", buffering=1, encoding="utf-8")
    except OSError as problem:
        reason = os.strerror(problem.errno) if problem.errno else str(problem)
        raise ConfigError(
            f"--out {file.parent} cannot be written ({reason}): name another"
        ) from None
