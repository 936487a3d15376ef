"""The composition root: builds everything a run needs, and is the only place that knows it all.

The main thread is the GUI's. One asyncio loop on a thread of its own owns shell, dispatch,
journal, store and gateway; the two meet in carrier and chrome.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aitdesk.chrome import Look
from aitdesk.engine import chromium_flags, has_gpu, is_shared_memory_small
from aitdesk.errors import HostError, StoreError
from aitdesk.journal import Journal, Kind
from aitdesk.served import Served, serve
from aitdesk.shell import Shell
from aitdesk.shell.analytics import Analytics
from aitdesk.shell.device import Device
from aitdesk.shell.entry import default_scheme, reported_scheme
from aitdesk.shell.identity import Identity
from aitdesk.shell.navigation import Navigation
from aitdesk.shell.storage import Storage
from aitdesk.shell.user_agent import languages, user_agent
from aitdesk.store import Store
from aitdesk.web_storage import WebStorage, take

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from concurrent.futures import Future

    from aitdesk.carriers.qt import QtCarrier
    from aitdesk.chrome.qt import QtChrome
    from aitdesk.miniapp import MiniApp
    from aitdesk.session import Session
    from aitdesk.shell.device import Profile
    from aitdesk.shell.environment import Environment
    from aitdesk.shell.faults import Faults
    from aitdesk.store import Install

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run is: the mini-app, its phone, its person, its surroundings.

    `origin` and `scheme` are the command line's, None for the default. `platform` is Qt's, such as
    "offscreen". `debug_port` opens Chromium's DevTools protocol on loopback.
    """

    miniapp: MiniApp
    origin: str | None
    scheme: str | None
    device: Profile
    environment: Environment
    faults: Faults
    install: Install
    user: str
    platform: str
    is_attended: bool
    has_user_scripts: bool = True
    is_strict: bool = False
    debug_port: int | None = None


@dataclass
class Host:
    """One run of one mini-app in one window."""

    settings: Settings
    journal: Journal = field(default_factory=Journal)

    def run(self, follow: Callable[[Session], Awaitable[int]]) -> int:
        """Open the window on the process's main thread; return when the run is over.

        `follow` runs on the host's loop from the first navigation on. The window closes when it
        ends, and what it returned is returned. It must end soon after `session.ended` is set.
        Raises ConfigError where nothing can be served, HostError when no page could be opened.
        """
        settings = self.settings
        served = serve(
            settings.miniapp,
            origin_choice=settings.origin,
            home=settings.install.home,
            journal=self.journal,
        )
        self._set_engine(served)
        storage = take(settings.install, app=settings.miniapp.facts.name, user=settings.user)
        if storage.problem:
            self.journal.add(Kind.PROBLEM, text=storage.problem)
        self._loop = asyncio.new_event_loop()
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
        if self.settings.debug_port is not None:
            os.environ["QTWEBENGINE_REMOTE_DEBUGGING"] = f"127.0.0.1:{self.settings.debug_port}"
        if flags.notice:
            self.journal.add(Kind.PROBLEM, text=flags.notice)

    def _show(
        self, served: Served, storage: WebStorage, follow: Callable[[Session], Awaitable[int]]
    ) -> int:
        # The loop loads and starts the server while this thread loads and starts Qt.
        serving = self._submit(served.start())
        store = Store(self.settings.install)
        following: list[tuple[Session, Future[int]]] = []

        # A run loads Qt; importing this module never does.
        from aitdesk import gui
        from aitdesk.carriers.qt import QtCarrier

        def opened(chrome: QtChrome) -> None:
            carrier = QtCarrier(chrome.page, self._loop)
            making = _assemble(
                self.settings, self.journal, chrome, carrier, store=store, served=served
            )
            session = self._submit(making).result()
            chrome.tell.witness = session
            carrier.listen(session)
            signal.signal(signal.SIGTERM, lambda *_: chrome.close())
            serving.add_done_callback(partial(_close_if_failed, chrome))
            following.append((session, self._submit(_follow(session, follow))))

        try:
            gui.run(_look(self.settings, served, storage), self._loop, opened=opened)
            serving.result()
            if not following:
                raise HostError("the window closed before the page could be opened")
            session, result = following[0]
            self._loop.call_soon_threadsafe(session.stop)
            return result.result()
        finally:
            self._submit(served.close()).result()
            store.close()

    def _submit(self, work: Coroutine[object, object, _T]) -> Future[_T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def _close_if_failed(chrome: QtChrome, serving: Future[None]) -> None:
    # A server that did not start would leave the page waiting for ever.
    if serving.exception() is not None:
        chrome.close()


async def _follow(session: Session, follow: Callable[[Session], Awaitable[int]]) -> int:
    session.start()
    try:
        return await follow(session)
    finally:
        session.chrome.close()


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
    )


async def _assemble(
    settings: Settings,
    journal: Journal,
    chrome: QtChrome,
    carrier: QtCarrier,
    *,
    store: Store,
    served: Served,
) -> Session:
    # Loaded on the loop's thread, while Qt starts on the other.
    from aitdesk import bridge
    from aitdesk.api import FAMILIES
    from aitdesk.registry import Registry
    from aitdesk.session import Session

    shell = await _shell(settings, journal, store=store)
    registry = Registry(FAMILIES)
    scripts = bridge.user_scripts() if settings.has_user_scripts else None
    if settings.has_user_scripts and scripts is None:
        journal.add(Kind.PROBLEM, text=f"{bridge.MISSING_SCRIPTS}; the page runs without them")
    return Session(
        shell=shell,
        registry=registry,
        journal=journal,
        carrier=carrier,
        chrome=chrome,
        origins=frozenset({served.origin}),
        home_url=f"{served.origin}/",
        entry_url=served.entry_url(settings.scheme),
        transport=carrier.library(),
        in_flight=lambda: served.in_flight,
        scripts=scripts,
        strict=settings.is_strict,
    )


async def _shell(settings: Settings, journal: Journal, *, store: Store) -> Shell:
    app = settings.miniapp.facts
    identity = Identity(store, app.name, settings.user)
    try:
        device_id = await asyncio.to_thread(identity.device_id)
    except StoreError as problem:
        journal.add(Kind.PROBLEM, text=str(problem))
        device_id = ""
    return Shell(
        app=app,
        device=Device.of(settings.device),
        navigation=Navigation(),
        identity=identity,
        storage=Storage(store, app.name, settings.user),
        analytics=Analytics(identity),
        scheme=reported_scheme(settings.scheme or default_scheme(app.name)),
        device_id=device_id,
        environment=settings.environment,
        faults=settings.faults,
    )
