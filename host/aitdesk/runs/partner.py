"""`aitdesk partner`: Toss's server for a mini-app's own, without a page, and what Toss would do."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aitdesk.errors import ConfigError
from aitdesk.journal import Entry, EntryKind, Journal
from aitdesk.partner import PartnerDoor
from aitdesk.partner.callbacks import Callbacks
from aitdesk.phone import make_shell
from aitdesk.phone.entry import default_scheme
from aitdesk.runs.partner_door import certificates, shown
from aitdesk.runs.preview import JournalFile, Terminal, open_lines
from aitdesk.runs.preview_options import chosen
from aitdesk.storage import Store
from aitdesk.system.interruption import Interruption, interruption

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aitdesk.config.options import PreviewOptions
    from aitdesk.partner.callbacks import CallbackResult
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.login import UnlinkReason
    from aitdesk.phone.subscription import ChangeReason

DEFAULT_PORT = 8443


@dataclass
class PartnerRun:
    """One run of the command over what the install keeps; a page may run beside it."""

    wanted: PreviewOptions
    out: Path | None = None
    journal: Journal = field(default_factory=Journal)

    def serve(self, port: int) -> int:
        """Answer until it is told to end."""
        if self.out is None:
            return asyncio.run(self._serve(port))
        with open_lines(self.out / "journal.jsonl") as lines:
            self.journal.watch_whole(JournalFile(lines))
            return asyncio.run(self._serve(port))

    def unlink(self, reason: UnlinkReason) -> int:
        """End Toss login as the person would, and tell the mini-app's server."""
        return asyncio.run(self._unlink(reason))

    def change(self, order_id: str, reason: ChangeReason | Literal["VERIFICATION"]) -> int:
        """Tell the mini-app's server of a subscription."""
        return asyncio.run(self._change(order_id, reason))

    async def _serve(self, port: int) -> int:
        async with self._phone() as phone:
            door = PartnerDoor(phone, self.journal, self._certificates)
            try:
                for line in shown(await door.open(port)):
                    print(line, flush=True)
                await (interruption() or Interruption.begin()).asked_for()
            finally:
                await door.close()
        return 0

    async def _unlink(self, reason: UnlinkReason) -> int:
        async with self._phone() as phone:
            if not await phone.login.unlink(None):
                raise ConfigError(f"{phone.user} does not use Toss login in {phone.app.name}")
            print(f"{phone.user} has left Toss login of {phone.app.name}")
            return _told(await Callbacks(phone, self.journal).unlink(reason), "unlink_url")

    async def _change(self, order_id: str, reason: ChangeReason | Literal["VERIFICATION"]) -> int:
        async with self._phone() as phone:
            callbacks = Callbacks(phone, self.journal)
            told = await callbacks.subscription(order_id, reason)
            return _told(told, "notification_url")

    @asynccontextmanager
    async def _phone(self) -> AsyncIterator[SimulatedPhone]:
        settings, notes = chosen(self.wanted)
        for note in notes:
            print(f"aitdesk: {note}", file=sys.stderr)
        self._certificates = certificates(settings.install)
        app, store = settings.miniapp.facts, Store(settings.install)
        phone = make_shell(
            app=app,
            profile=settings.device,
            environment=settings.environment,
            vault=store,
            user=settings.user,
            scheme=default_scheme(app.name),
            device_id="",
        )
        settings.configuration.apply_to_observables(phone)
        phone.problems.listen(self._problem)
        self.journal.watch(Terminal())
        self.journal.watch(partner_line)
        async with AsyncExitStack() as stack:
            stack.callback(store.close)
            await settings.configuration.apply_to_records(phone)
            yield phone

    def _problem(self, text: str) -> None:
        self.journal.add(EntryKind.PROBLEM, text=text)


def partner_line(entry: Entry) -> None:
    """Print a call or a callback: its name, what came of it, who it was about, how long it took."""
    if entry.kind is EntryKind.PARTNER:
        told = entry.fields
        about = f" · {told['user']}" if told["user"] else ""
        status = "no answer" if told["status"] is None else told["status"]
        print(f"{told['name']}: {told['result']} ({status}){about} · {told['ms']} ms", flush=True)


def _told(result: CallbackResult | None, member: str) -> int:
    if result is None:
        print(f"nobody is told: aitdesk.toml has no {member} in [partner]")
        return 0
    answered = "nobody answered" if result.status is None else f"answered {result.status}"
    print(f"{result.url} {answered}, tries: {result.tries}")
    return 0 if result.is_taken else 1
