"""The composition root: builds everything a run needs, and is the only place that knows it all.

One asyncio loop owns shell, dispatch, journal, store and gateway. It meets the engine in carrier
and chrome; on which thread it runs is the engine's affair.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from aitdesk.engine.chromium import (
    ENVIRONMENT,
    check_unchanged,
    chromium_flags,
    has_gpu,
    is_shared_memory_small,
)
from aitdesk.engine.debugging import Debugging
from aitdesk.engine.fonts import for_engine
from aitdesk.engine.qt.engine import QtEngine
from aitdesk.journal import EntryKind, Journal
from aitdesk.server.origin_server import OriginServer, serve
from aitdesk.session.session_factory import SessionFactory
from aitdesk.storage import home
from aitdesk.system.interruption import close_with

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from concurrent.futures import Future

    from aitdesk.engine import Engine, ShownCarrier, ShownWindow, Windows
    from aitdesk.session.session import Session
    from aitdesk.session.session_config import SessionConfig

_T = TypeVar("_T")
_CLOSING_S, _LEAVING_S = 1.0, 20.0


@dataclass
class Host:
    """One mini-app in one process: its first window, and as many more as are asked for."""

    settings: SessionConfig
    journal: Journal = field(default_factory=Journal)
    _others: dict[asyncio.Task[None], SessionFactory] = field(default_factory=dict)

    def run(self, follow: Callable[[Session], Awaitable[int]]) -> int:
        """Open the window on the process's main thread; return when the run is over.

        `follow` runs on the host's loop from the first navigation on. The window closes when it
        ends, and what it returned is returned. It must end soon after `session.ended` is set.
        Raises ConfigError where nothing can be served, and HostError when the loop dies.
        """
        settings = self.settings
        self.debugging = Debugging(settings.debug_port, self.journal)
        self._served = serve(
            settings.miniapp,
            origin_choice=settings.origin,
            origin_before=settings.origin_before,
            scheme=settings.scheme,
            home=settings.install.home,
            journal=self.journal,
            kit_upstream=settings.kit_upstream,
        )
        self._set_engine(self._served)
        self._engine: Engine = QtEngine()
        try:
            return self._show(follow)
        finally:
            self._engine.stop()

    async def open(
        self,
        settings: SessionConfig,
        *,
        arrange: Callable[[Session], Awaitable[None]],
        released: Callable[[], object] = lambda: None,
    ) -> Session:
        """Open another window of the same mini-app, with a phone and a person of its own.

        Only from the host's loop, while it runs; mini-app, origin and platform are the first one's.
        `arrange` gets the session before its page begins; what it raises is raised here, and no
        window stays. The records are let go once the window is gone; `released` is called then, on
        a thread of its own. One of the same person on the same install may be closing: it gets some
        time to.
        """
        await self._await_leaving(settings)
        factory = await asyncio.to_thread(SessionFactory, settings, self._served)
        try:
            session, chrome = await self._make_another(factory)
        except BaseException:
            await asyncio.to_thread(factory.release)
            await asyncio.to_thread(released)
            raise
        task = asyncio.create_task(self._attend(factory, session, chrome, released))
        self._others[task] = factory
        task.add_done_callback(self._others.pop)
        try:
            await arrange(session)
        except BaseException:
            chrome.close()
            raise
        session.start()
        return session

    async def _await_leaving(self, settings: SessionConfig) -> None:
        same = {
            task: factory
            for task, factory in self._others.items()
            if factory.settings.install == settings.install
            and factory.settings.user == settings.user
        }
        if not same:
            return
        # Whoever closes a window hears of it a moment before it ends.
        ends = [asyncio.create_task(factory.ended.wait()) for factory in same.values()]
        await asyncio.wait(ends, timeout=_CLOSING_S)
        leaving = [task for task, factory in same.items() if factory.ended.is_set()]
        if leaving:
            await asyncio.wait(leaving, timeout=_LEAVING_S)
        for end in ends:
            end.cancel()

    async def _attend(
        self,
        factory: SessionFactory,
        session: Session,
        chrome: ShownWindow,
        released: Callable[[], object],
    ) -> None:
        """Keep a further session until its window is gone, or the run is over."""
        try:
            await session.ended.wait()
        finally:
            session.stop()
            chrome.close()
            await chrome.gone.wait()  # Chromium holds the web storage until then
            try:
                await asyncio.to_thread(factory.release)
            finally:
                await asyncio.to_thread(released)

    async def _make_another(self, factory: SessionFactory) -> tuple[Session, ShownWindow]:
        await factory.follow_share_link()
        make = await factory.prepare()
        chrome, carrier = await self._windows.open(factory.look())
        try:
            return _make(make, chrome, carrier), chrome
        except BaseException:
            chrome.close()
            raise

    def _set_engine(self, served: OriginServer) -> None:
        # Chromium reads its flags once, when Qt starts: the port had to be taken before.
        flags = chromium_flags(
            root=hasattr(os, "geteuid") and os.geteuid() == 0,
            mapped=served.mapped,
            inherited=os.environ.get(ENVIRONMENT, ""),
            has_gpu=self.settings.platform != "offscreen" and has_gpu(),
            is_shared_memory_small=is_shared_memory_small(),
            needs_tap_for_media=self.settings.miniapp.facts.needs_tap_for_media,
        )
        os.environ[ENVIRONMENT] = flags.text
        os.environ["QT_QPA_PLATFORM"] = self.settings.platform
        if self.settings.has_device_pixels and self.settings.platform == "offscreen":
            from aitdesk.engine.qt.offscreen import screen  # seldom

            os.environ.update(screen(self.settings.device, self.settings.install.home))
        self.debugging.set_environment()
        for notice in flags.notices:
            self.journal.add(EntryKind.PROBLEM, text=notice)
        self._flags = flags

    def _show(self, follow: Callable[[Session], Awaitable[int]]) -> int:
        factory = SessionFactory(self.settings, self._served, self.journal)
        living: list[Future[int]] = []

        self._engine.load()
        fonts = ExitStack()
        try:
            fonts.enter_context(for_engine(home()))
            self._do(factory.follow_share_link())
            # The loop loads and starts the rest while Chromium starts.
            preparing = self._engine.submit(self._prepare(factory))

            def opened(windows: Windows, chrome: ShownWindow, carrier: ShownCarrier) -> None:
                self._windows = windows
                fonts.close()  # Qt has read them; what a person opens from here has its own
                check_unchanged(self._flags)
                self.debugging.guard(self._engine.tell)
                close_with(chrome.close)
                living.append(self._engine.submit(self._live(preparing, chrome, carrier, follow)))

            self._engine.show(factory.look(), opened=opened)
            self._engine.tell(factory.ended.set)
            try:
                return self._engine.result(living[0])
            finally:
                self._do(self._close_others())  # one may have been on its way
        finally:
            fonts.close()
            try:
                self._do(self._served.close())
            finally:
                self._served.discard()
                factory.release()

    async def _prepare(
        self, factory: SessionFactory
    ) -> tuple[Callable[..., Session], asyncio.Task[None]]:
        """Return what makes a session, and the server's start: the page may be sent for meanwhile.

        The server first, because it loads a library on a thread of its own.
        """
        serving = asyncio.create_task(self._served.start())
        await asyncio.sleep(0)
        return await factory.prepare(), serving

    async def _live(
        self,
        preparing: Future[tuple[Callable[..., Session], asyncio.Task[None]]],
        chrome: ShownWindow,
        carrier: ShownCarrier,
        follow: Callable[[Session], Awaitable[int]],
    ) -> int:
        """Live through the run, from the first navigation until `follow` has seen enough."""
        try:
            make, serving = await asyncio.wrap_future(preparing)
            session = _make(make, chrome, carrier)
            session.start()
            try:
                await serving
                async with self.debugging.led_to():
                    return await follow(session)
            finally:
                session.stop()
                await self._close_others()
        finally:
            chrome.close()

    async def _close_others(self) -> None:
        for task in self._others:
            task.cancel()
        await asyncio.gather(*self._others, return_exceptions=True)

    def _do(self, work: Coroutine[object, object, _T]) -> _T:
        """Let the loop do it, and wait for it."""
        return self._engine.result(self._engine.submit(work))


def _make(make: Callable[..., Session], chrome: ShownWindow, carrier: ShownCarrier) -> Session:
    session = make(chrome=chrome, carrier=carrier, transport=carrier.library())
    chrome.listen(session)
    carrier.listen(session.connection)
    return session
