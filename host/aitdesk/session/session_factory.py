"""A place at the host: one phone, its person and its records, from which a session is made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from aitdesk.engine.window import Look
from aitdesk.errors import StoreError
from aitdesk.journal import EntryKind, Journal
from aitdesk.phone.bar import bar_options
from aitdesk.phone.entry import default_scheme, reported_scheme
from aitdesk.phone.identity import Identity
from aitdesk.phone.user_agent import languages, user_agent
from aitdesk.protocol.sdk_line import sdk_line
from aitdesk.storage import Store
from aitdesk.storage.web_storage import take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aitdesk.engine.carrier import Carrier
    from aitdesk.engine.page import UserScripts
    from aitdesk.engine.window import Chrome
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.desktop import Desktop
    from aitdesk.phone.location import Tracks
    from aitdesk.server.origin_server import OriginServer
    from aitdesk.session.session import Session
    from aitdesk.session.session_config import SessionConfig

_NO_PAGE = "about:blank"


@dataclass
class SessionFactory:
    """What lasts longer than its window: records, web storage, journal. `release` lets them go.

    Making one blocks on the disk.
    """

    settings: SessionConfig
    served: OriginServer
    journal: Journal = field(default_factory=Journal)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        settings = self.settings
        self.storage = take(settings.install, app=settings.miniapp.facts.name, user=settings.user)
        if self.storage.problem:
            self.journal.add(EntryKind.PROBLEM, text=self.storage.problem)
        self.store = Store(settings.install)
        self.served.journals.append(self.journal)

    def release(self) -> None:
        """Close records and web storage: another process, or another factory, may have them."""
        self.served.journals.remove(self.journal)
        self.store.close()
        self.storage.release()

    def look(self) -> Look:
        """Return what its window shows, and how."""
        settings = self.settings
        device = settings.device
        return Look(
            title=settings.miniapp.facts.display_name,
            icon=self.served.icon(),
            width_px=device.width_px,
            height_px=device.height_px,
            insets=device.insets,
            user_agent=user_agent(settings.environment, device),
            languages=languages(settings.environment.locale),
            web_storage=self.storage.folder,
            is_attended=settings.is_attended,
            bar=bar_options(settings.miniapp.facts),
        )

    async def follow_share_link(self) -> None:
        """Take the entry link that a share link of this install stands for."""
        link, app = self.settings.scheme, self.settings.miniapp.facts
        if link is None:
            return
        from aitdesk.phone import EVERYONE
        from aitdesk.phone.ledger import Ledger
        from aitdesk.phone.sharing import ShareLink, is_share_link, scheme_of

        if is_share_link(link):
            links = Ledger(self.store, "links", app.name, EVERYONE, ShareLink)
            self.settings = replace(self.settings, scheme=await scheme_of(link, links=links))

    async def prepare(self) -> Callable[..., Session]:
        """Load and make what needs no window; return what makes a session of one."""
        from aitdesk.api import FIRST, LATER, load
        from aitdesk.api.registry import Registry
        from aitdesk.session.page_connection import PageConnection
        from aitdesk.session.session import Session

        settings, served = self.settings, self.served
        scripts = self._scripts()
        connect = partial(
            PageConnection,
            shell=await self._shell(),
            registry=Registry(load(FIRST), later=LATER, load=load),
            journal=self.journal,
            origins=frozenset({served.origin}),
            scripts=scripts,
            strict=settings.is_strict,
        )

        def make(*, chrome: Chrome, carrier: Carrier, transport: str) -> Session:
            return Session(
                connect(carrier=carrier, transport=transport),
                chrome,
                home_url=f"{served.origin}/",
                entry_url=_NO_PAGE if settings.is_idle else served.entry_url(settings.scheme),
                in_flight=lambda: served.in_flight,
                evidence=settings.miniapp.line,
                ended=self.ended,
            )

        return make

    def _scripts(self) -> UserScripts | None:
        from aitdesk.engine import page

        is_of_line = sdk_line(self.settings.miniapp.line).has_user_scripts
        if not is_of_line or not self.settings.has_user_scripts:
            return None
        scripts = page.user_scripts()
        if scripts is None:
            text = f"{page.MISSING_SCRIPTS}; the page runs without them"
            self.journal.add(EntryKind.PROBLEM, text=text)
        return scripts

    async def _shell(self) -> SimulatedPhone:
        settings, app = self.settings, self.settings.miniapp.facts
        identity = Identity(self.store, app.name, settings.user)
        try:
            device_id = await asyncio.to_thread(identity.device_id)
        except StoreError as problem:
            self.journal.add(EntryKind.PROBLEM, text=str(problem))
            device_id = ""
        # Loaded beside the engine, as in prepare.
        from aitdesk.phone import make_shell

        shell = make_shell(
            app=app,
            profile=settings.device,
            environment=settings.environment,
            vault=self.store,
            user=settings.user,
            scheme=reported_scheme(settings.scheme or default_scheme(app.name)),
            device_id=device_id,
            tracks=_tracks,
            desktop=partial(_desktop, settings.saves_in),
        )
        migration, served = shell.migration, self.served
        migration.current, migration.previous = served.origin, served.former_origin
        settings.configuration.apply_to_observables(shell)
        try:
            await settings.configuration.apply_to_records(shell)
        except StoreError as problem:
            self.journal.add(EntryKind.PROBLEM, text=str(problem))
        return shell


def _tracks() -> Tracks:
    from aitdesk.desktop.gpx import GpxFiles  # most runs need neither this nor the next

    return GpxFiles()


def _desktop(saves_in: Path | None) -> Desktop:
    from aitdesk.desktop.local_desktop import LocalDesktop

    return LocalDesktop(saves_in)
