"""The composition root: builds everything a run needs, and is the only place that knows it all.

The main thread is the GUI's. One asyncio loop on a thread of its own owns shell, dispatch,
journal, store and gateway; the two meet in carrier and chrome.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aitdesk.chrome import Look
from aitdesk.engine import chromium_flags, has_gpu, is_shared_memory_small
from aitdesk.errors import StoreError
from aitdesk.journal import Journal, Kind
from aitdesk.line import Line
from aitdesk.served import KIT_ORIGIN, Served, serve
from aitdesk.shell.bar import bar_options
from aitdesk.shell.entry import default_scheme, reported_scheme
from aitdesk.shell.identity import Identity
from aitdesk.shell.user_agent import languages, user_agent
from aitdesk.store import Store
from aitdesk.web_storage import WebStorage, take

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from concurrent.futures import Future
    from pathlib import Path

    from aitdesk.carriers.qt import QtCarrier
    from aitdesk.chrome.qt import QtChrome
    from aitdesk.configuration import Configuration
    from aitdesk.miniapp import MiniApp
    from aitdesk.session import Session
    from aitdesk.shell import Shell
    from aitdesk.shell.desktop import Desktop
    from aitdesk.shell.device import Profile
    from aitdesk.shell.environment import Environment
    from aitdesk.shell.location import Tracks
    from aitdesk.store import Install

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run is: the mini-app, its phone, its person, its surroundings.

    `origin` and `scheme` are the command line's, None for the default; a share link that was made
    on this install counts as the scheme that it stands for. `platform` is Qt's, such as
    "offscreen". `debug_port` opens Chromium's DevTools protocol on loopback. `saves_in` is where
    the mini-app's files are saved, None for the user's downloads. `kit_upstream` is where the files
    beside the ad kit are read.
    """

    miniapp: MiniApp
    origin: str | None
    scheme: str | None
    device: Profile
    environment: Environment
    configuration: Configuration
    install: Install
    user: str
    platform: str
    is_attended: bool
    has_user_scripts: bool = True
    is_strict: bool = False
    has_device_pixels: bool = False
    debug_port: int | None = None
    saves_in: Path | None = None
    kit_upstream: str = KIT_ORIGIN


@dataclass
class Host:
    """One run of one mini-app in one window."""

    settings: Settings
    journal: Journal = field(default_factory=Journal)

    def run(self, follow: Callable[[Session], Awaitable[int]]) -> int:
        """Open the window on the process's main thread; return when the run is over.

        `follow` runs on the host's loop from the first navigation on. The window closes when it
        ends, and what it returned is returned. It must end soon after `session.ended` is set.
        Raises ConfigError where nothing can be served.
        """
        settings = self.settings
        served = serve(
            settings.miniapp,
            origin_choice=settings.origin,
            home=settings.install.home,
            journal=self.journal,
            kit_upstream=settings.kit_upstream,
        )
        self._set_engine(served)
        storage = take(settings.install, app=settings.miniapp.facts.name, user=settings.user)
        if storage.problem:
            self.journal.add(Kind.PROBLEM, text=storage.problem)
        self._loop = _new_loop()
        thread = threading.Thread(target=self._loop.run_forever, name="aitdesk-loop")
        thread.start()
        try:
            return self._show(served, storage, follow)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()
            storage.release()

    def _set_engine(self, served: Served) -> None:
        # Chromium reads its flags once, when Qt starts: the port had to be taken before.
        flags = chromium_flags(
            root=hasattr(os, "geteuid") and os.geteuid() == 0,
            mapped=served.mapped,
            inherited=os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""),
            has_gpu=self.settings.platform != "offscreen" and has_gpu(),
            is_shared_memory_small=is_shared_memory_small(),
        )
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = flags.text
        os.environ["QT_QPA_PLATFORM"] = self.settings.platform
        if self.settings.has_device_pixels and self.settings.platform == "offscreen":
            from aitdesk.offscreen import screen  # seldom

            os.environ.update(screen(self.settings.device, self.settings.install.home))
        if self.settings.debug_port is not None:
            os.environ["QTWEBENGINE_REMOTE_DEBUGGING"] = f"127.0.0.1:{self.settings.debug_port}"
        if flags.notice:
            self.journal.add(Kind.PROBLEM, text=flags.notice)

    def _show(
        self, served: Served, storage: WebStorage, follow: Callable[[Session], Awaitable[int]]
    ) -> int:
        store = Store(self.settings.install)
        ended = asyncio.Event()
        living: list[Future[int]] = []

        # A run loads Qt; importing this module never does.
        from aitdesk import gui
        from aitdesk.carriers.qt import QtCarrier

        try:
            self._submit(self._follow_share_link(store)).result()
            # The loop's thread loads and starts the rest while Chromium starts on this one.
            preparing = self._submit(self._prepare(store, served, ended=ended))

            def opened(chrome: QtChrome) -> None:
                signal.signal(signal.SIGTERM, lambda *_: chrome.close())
                carrier = QtCarrier(chrome.page, self._loop)
                living.append(self._submit(_live(preparing, chrome, carrier, follow)))

            gui.run(_look(self.settings, served, storage), self._loop, opened=opened)
            self._loop.call_soon_threadsafe(ended.set)
            return living[0].result()
        finally:
            self._submit(served.close()).result()
            store.close()

    async def _prepare(
        self, store: Store, served: Served, *, ended: asyncio.Event
    ) -> tuple[Callable[..., Session], asyncio.Task[None]]:
        """Load and start what needs no window; return what makes a session of one.

        The task is the server's start: the page may be sent for meanwhile.
        """
        # First, because it loads a server library on a thread of its own.
        serving = asyncio.create_task(served.start())
        await asyncio.sleep(0)
        from aitdesk import bridge
        from aitdesk.api import FIRST, LATER, load
        from aitdesk.registry import Registry
        from aitdesk.session import Session

        settings, line = self.settings, self.settings.miniapp.line
        # They are of the shell that the packages of SDK 1.x and 2.x bring along.
        has_scripts = settings.has_user_scripts and (
            line is None or line.line is not Line.WEBVIEW_BRIDGE
        )
        scripts = bridge.user_scripts() if has_scripts else None
        if has_scripts and scripts is None:
            text = f"{bridge.MISSING_SCRIPTS}; the page runs without them"
            self.journal.add(Kind.PROBLEM, text=text)
        shell = await _shell(settings, self.journal, store=store)
        make = partial(
            Session,
            shell=shell,
            registry=Registry(load(FIRST), later=LATER, load=load),
            journal=self.journal,
            origins=frozenset({served.origin}),
            home_url=f"{served.origin}/",
            entry_url=served.entry_url(settings.scheme),
            in_flight=lambda: served.in_flight,
            scripts=scripts,
            sign=line,
            strict=settings.is_strict,
            ended=ended,
        )
        return make, serving

    async def _follow_share_link(self, store: Store) -> None:
        link, app = self.settings.scheme, self.settings.miniapp.facts
        if link is None:
            return
        from aitdesk.shell import EVERYONE
        from aitdesk.shell.ledger import Ledger
        from aitdesk.shell.sharing import ShareLink, is_share_link, scheme_of

        if is_share_link(link):
            links = Ledger(store, "links", app.name, EVERYONE, ShareLink)
            self.settings = replace(self.settings, scheme=await scheme_of(link, links=links))

    def _submit(self, work: Coroutine[object, object, _T]) -> Future[_T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def _new_loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":  # where there is no uvloop
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


async def _live(
    preparing: Future[tuple[Callable[..., Session], asyncio.Task[None]]],
    chrome: QtChrome,
    carrier: QtCarrier,
    follow: Callable[[Session], Awaitable[int]],
) -> int:
    """Live through the run, from the first navigation until `follow` has seen enough."""
    try:
        make, serving = await asyncio.wrap_future(preparing)
        session = make(chrome=chrome, carrier=carrier, transport=carrier.library())
        chrome.tell.witness = session
        carrier.listen(session)
        session.start()
        try:
            await serving
            return await follow(session)
        finally:
            session.stop()
    finally:
        chrome.close()


def _look(settings: Settings, served: Served, storage: WebStorage) -> Look:
    device = settings.device
    return Look(
        title=settings.miniapp.facts.display_name,
        icon=served.icon(),
        width_px=device.width_px,
        height_px=device.height_px,
        insets=device.insets,
        user_agent=user_agent(settings.environment, device),
        languages=languages(settings.environment.locale),
        web_storage=storage.folder,
        is_attended=settings.is_attended,
        bar=bar_options(settings.miniapp.facts),
    )


async def _shell(settings: Settings, journal: Journal, *, store: Store) -> Shell:
    app = settings.miniapp.facts
    identity = Identity(store, app.name, settings.user)
    try:
        device_id = await asyncio.to_thread(identity.device_id)
    except StoreError as problem:
        journal.add(Kind.PROBLEM, text=str(problem))
        device_id = ""
    # Loaded beside the engine, as in _prepare.
    from aitdesk.shell import make_shell

    shell = make_shell(
        app=app,
        profile=settings.device,
        environment=settings.environment,
        vault=store,
        user=settings.user,
        scheme=reported_scheme(settings.scheme or default_scheme(app.name)),
        device_id=device_id,
        tracks=_tracks,
        desktop=partial(_desktop, settings.saves_in),
    )
    settings.configuration.apply_to_cells(shell)
    try:
        await settings.configuration.apply_to_records(shell)
    except StoreError as problem:
        journal.add(Kind.PROBLEM, text=str(problem))
    return shell


def _tracks() -> Tracks:
    from aitdesk.gpx import GpxFiles  # most runs need neither this nor the next

    return GpxFiles()


def _desktop(saves_in: Path | None) -> Desktop:
    from aitdesk.media.desktop import LocalDesktop

    return LocalDesktop(saves_in)
