"""The ladder of fixtures: `aitdesk_options`, `new_miniapp`, `miniapp`, and those that await."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import pytest

from aitdesk.driver import AsyncPartner, Partner
from aitdesk.pytest_plugin.opened_miniapps import OpenedMiniApps
from aitdesk.pytest_plugin.options import Options, said_options
from aitdesk.pytest_plugin.own_server import OwnServer, run_server
from aitdesk.pytest_plugin.process_pool import ProcessPool
from aitdesk.system.interruption import is_interrupted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from aitdesk.driver import AsyncMiniApp, MiniApp

DESK = pytest.StashKey[OpenedMiniApps]()
SERVER = pytest.StashKey[OwnServer]()


@pytest.fixture(scope="session")
def aitdesk_options(pytestconfig: pytest.Config) -> Options:
    """What every test begins with; override it to return `aitdesk_options.but(target=…)`."""
    return said_options(pytestconfig)


@pytest.fixture(scope="session")
def _aitdesk_kept() -> Iterator[ProcessPool]:
    kept = ProcessPool()
    yield kept
    if not is_interrupted():  # its processes are dead, and who waits for them waits in vain
        kept.close()


@pytest.fixture
def _aitdesk_desk(
    request: pytest.FixtureRequest, aitdesk_options: Options, _aitdesk_kept: ProcessPool
) -> Iterator[OpenedMiniApps]:
    options = aitdesk_options
    for mark in reversed(list(request.node.iter_markers("aitdesk"))):  # the closest wins
        if mark.args:
            raise pytest.UsageError("aitdesk: the marker takes arguments by name only")
        options = options.but(**mark.kwargs)
    desk = OpenedMiniApps(request.node, _aitdesk_kept, options)
    request.node.stash[DESK] = desk
    yield desk
    if not is_interrupted():
        desk.close()
        _aitdesk_kept.rest()


@pytest.fixture
def new_miniapp(_aitdesk_desk: OpenedMiniApps) -> Callable[..., MiniApp]:
    """Open mini-apps, each on a fresh phone: `new_miniapp(os="android", user="b")`.

    It takes what the marker takes, and a `name` for reports. They close with the test.
    """
    return _aitdesk_desk.open


@pytest.fixture
def miniapp(new_miniapp: Callable[..., MiniApp]) -> MiniApp:
    """One mini-app, on a fresh phone, loaded: its `page` and its `shell`."""
    return new_miniapp()


@pytest.fixture
def partner(miniapp: MiniApp) -> Partner:
    """Toss's server for the mini-app's own: the partner API of this test's phone."""
    return Partner(miniapp.shell)


@pytest.fixture
def _aitdesk_starts(
    request: pytest.FixtureRequest, aitdesk_options: Options
) -> Callable[[Partner | AsyncPartner], AbstractContextManager[OwnServer]]:
    @contextmanager
    def start(partner: Partner | AsyncPartner) -> Iterator[OwnServer]:
        if aitdesk_options.server is None:
            raise pytest.UsageError('aitdesk: say aitdesk_server = "node server.js"')
        with contextmanager(run_server)(
            aitdesk_options.server,
            folder=request.config.rootpath,
            environment=partner.environment,
            within_s=aitdesk_options.start_s,
        ) as server:
            request.node.stash[SERVER] = server
            yield server

    return start


@pytest.fixture
def aitdesk_server(
    partner: Partner,
    _aitdesk_starts: Callable[[Partner | AsyncPartner], AbstractContextManager[OwnServer]],
) -> Iterator[OwnServer]:
    """The mini-app's own server, started by the command of the option of that name.

    It is told its PORT, and with AITDESK_PARTNER_* where the partner API is. What it wrote is
    shown where the test fails.
    """
    with _aitdesk_starts(partner) as server:
        yield server


@pytest.fixture
def async_partner() -> Callable[[AsyncMiniApp], Awaitable[AsyncPartner]]:
    """Open the partner API in a test that awaits: `partner = await async_partner(miniapp)`."""
    return lambda miniapp: AsyncPartner.of(miniapp.shell)


@pytest.fixture
def async_aitdesk_server(
    _aitdesk_starts: Callable[[Partner | AsyncPartner], AbstractContextManager[OwnServer]],
) -> Callable[[AsyncPartner], AbstractAsyncContextManager[OwnServer]]:
    """Start the mini-app's server: `async with async_aitdesk_server(partner) as server:`."""

    @asynccontextmanager
    async def start(partner: AsyncPartner) -> AsyncIterator[OwnServer]:
        running = _aitdesk_starts(partner)
        server = await asyncio.to_thread(running.__enter__)
        try:
            yield server
        finally:
            await asyncio.to_thread(running.__exit__, None, None, None)

    return start


@pytest.fixture
def async_new_miniapp(
    _aitdesk_desk: OpenedMiniApps,
) -> Callable[..., AbstractAsyncContextManager[AsyncMiniApp]]:
    """Open mini-apps in a test that awaits: `async with async_new_miniapp(user="b") as other:`."""
    return _aitdesk_desk.open_async


@pytest.fixture
def async_miniapp(
    async_new_miniapp: Callable[..., AbstractAsyncContextManager[AsyncMiniApp]],
) -> AbstractAsyncContextManager[AsyncMiniApp]:
    """One mini-app in a test that awaits: `async with async_miniapp as miniapp:`."""
    return async_new_miniapp()
