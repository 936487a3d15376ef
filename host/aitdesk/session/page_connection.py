"""The way to the page at hand and from it: whose document it is, and which lines it speaks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from aitdesk.api.dispatch import Dispatch
from aitdesk.engine import page
from aitdesk.errors import WireError
from aitdesk.journal import EntryKind
from aitdesk.protocol import decode, encode
from aitdesk.protocol.line import SdkEvidence
from aitdesk.protocol.sdk_line import SDK_LINES
from aitdesk.session.prompt_presenter import PromptPresenter

if TYPE_CHECKING:
    from aitdesk.api.registry import Registry
    from aitdesk.engine.carrier import Carrier
    from aitdesk.engine.page import UserScripts
    from aitdesk.journal import Journal
    from aitdesk.phone import SimulatedPhone
    from aitdesk.protocol.frames import ToPage
    from aitdesk.protocol.line import Line

_TEXT_SHOWN = 200
# What the native shell's script before load calls on every page of SDK 1.x and 2.x (2.10.8).
_SHELLS_OWN = "debugLog"


@dataclass
class PageConnection:
    """The Receiver of its carrier: a text of the page goes to dispatch, a frame to the page.

    `scripts` are what the native shell runs around document load, None to leave them out.
    `transport` is the carrier's own library for the page.
    """

    shell: SimulatedPhone
    registry: Registry
    journal: Journal
    carrier: Carrier
    origins: frozenset[str]
    transport: str
    scripts: UserScripts | None = None
    strict: bool = False

    _page: str = ""
    _origin: str = ""
    _lines: set[Line] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dispatch = Dispatch(
            shell=self.shell,
            registry=self.registry,
            journal=self.journal,
            send=self._send,
            origins=self.origins,
            strict=self.strict,
        )
        self._prompts = PromptPresenter(self.shell, self.journal, self._tell)

    def opened(self, page: str, *, origin: str) -> None:
        """Begin with a new document; nothing of the old one survives."""
        self.dispatch.leave()
        self._page, self._origin = page, origin
        self.journal.add(EntryKind.NAVIGATION, origin=origin, page=page)
        # The shell's own questions outlive the page; the page's are withdrawn in the next turn.
        if self.shell.prompts.waiting:
            asyncio.get_running_loop().call_soon(self._prompts.draw_all)

    def received(self, page: str, text: str, *, origin: str) -> None:
        """Take a text of the page through wire and dispatch."""
        if page != self._page:
            return
        try:
            frame = decode(text)
        except WireError as problem:
            self.journal.add(EntryKind.DROPPED, reason=str(problem), text=text[:_TEXT_SHOWN])
            return
        # A late text of a document that is being left counts as that document's, not the next's.
        own = origin if self._origin in self.origins else self._origin
        if frame.via.line not in self._lines and own in self.origins and frame.name != _SHELLS_OWN:
            self.note_line(SdkEvidence(frame.via.line, "its first message"))
        self.dispatch.receive(frame, origin=own)

    def answered(self, page: str, text: str, *, origin: str) -> None:
        """Hand a person's answer to whoever asked; one that comes too late is dropped."""
        if page == self._page and origin == self._origin:
            self._prompts.answered(text)
        else:
            reason = f"an answer of another document, at {origin}"
            self.journal.add(EntryKind.DROPPED, reason=reason, text=text[:_TEXT_SHOWN])

    def failed(self, page: str, text: str) -> None:
        """Record an error of the page."""
        self.journal.add(EntryKind.PAGE_ERROR, page=page, text=text)

    def overran(self, text: str) -> None:
        """Say that something of what the page did is lost."""
        self.journal.add(EntryKind.PROBLEM, text=text)

    def note_line(self, evidence: SdkEvidence) -> None:
        """Tell which line of the SDK the mini-app has, and how it is known."""
        self._lines.add(evidence.line)
        self.journal.add(EntryKind.LINE, line=evidence.line, told_by=evidence.told_by)

    def inject(self) -> None:
        """Put the bridge, with what its scripts may read at once, into every document to come."""
        before = page.document_start(
            setup=self._constants(is_own=True),
            elsewhere=self._constants(is_own=False),
            origins=self.origins,
            before=self.scripts.before if self.scripts else None,
        )
        self.carrier.inject(
            own=page.own_world(transport=self.transport),
            before=before,
            after=self.scripts.after if self.scripts else None,
            frames=page.every_frame(),
        )

    def send_constants(self) -> None:
        """Tell the document at hand its constants anew."""
        for constants in self._constants(is_own=self._origin in self.origins):
            self._tell(constants)

    def _constants(self, *, is_own: bool) -> list[str]:
        """Return what a page gets, whichever line it is of: it may even hold both."""
        values = partial(self.registry.constants, self.shell, is_own=is_own)
        return [each.constants(values(line)) for line, each in SDK_LINES.items()]

    def _send(self, frame: ToPage) -> None:
        self.carrier.send(self._page, encode(frame))

    def _tell(self, text: str) -> None:
        self.carrier.send(self._page, text)
