"""Reaches a mini-app as its developers do: with the plugin's own fixtures, `miniapp` among them.

Beside those a test here may keep a mini-app for its whole module, start the WebView's process in
another way, or run the command itself, whose page nobody looks into.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import expect

from aitdesk.client.process import AITDESK as COMMAND
from aitdesk.driver import Process, WebView
from aitdesk.system.port import free_port as find_port
from e2e.command import Looker, Runner
from e2e.site import Answer, Site
from patience import PATIENCE_S
from standin import NOTE, with_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aitdesk.driver import MiniApp, Served
    from aitdesk.pytest_plugin import Options
    from aitdesk.pytest_plugin.process_pool import ProcessPool

REPOSITORY = Path(__file__).parents[2]
MOST_IDLE = 2

expect.set_options(timeout=PATIENCE_S * 1000)  # five seconds are what a busy machine may need


class Opener(Protocol):
    """Opens mini-apps, each on a fresh phone; it takes what the plugin's marker takes."""

    def __call__(self, **options: Any) -> MiniApp:  # noqa: ANN401  # each its own
        """Open one."""


class Starter(Protocol):
    """Opens a mini-app in a process of its own; see `start_miniapp`."""

    def __call__(
        self,
        *,
        command: Sequence[str] = COMMAND,
        environment: Mapping[str, str] | None = None,
        **options: Any,  # noqa: ANN401  # each its own
    ) -> MiniApp:
        """Open one."""


@pytest.fixture(scope="session")
def aitdesk_options(aitdesk_options: Options) -> Options:
    """These tests bring about themselves what would speak against a mini-app, and assert it."""
    provoked = ("page-error", "unhandled-rejection", "unanswered-call", "unanswered-sheet")
    return aitdesk_options.but(allow=provoked)


@dataclass
class IdleProcesses:
    """Processes of modules that have ended, for the next that wants the same mini-app."""

    webviews: dict[Served, WebView] = field(default_factory=dict)

    def take(self, served: Served) -> WebView | None:
        """Return one that is well, and forget it."""
        found = self.webviews.pop(served, None)
        if found is None or found.is_well():
            return found
        found.close()
        return None

    def give(self, served: Served, webview: WebView) -> None:
        """Keep one, and end the oldest beyond what is worth its memory."""
        self.close(served)
        self.webviews[served] = webview
        while len(self.webviews) > MOST_IDLE:
            self.close(next(iter(self.webviews)))

    def close(self, *served: Served) -> None:
        """End those of these mini-apps."""
        for each in served:
            if each in self.webviews:
                self.webviews.pop(each).close()


@pytest.fixture(scope="session")
def _idle(_aitdesk_kept: ProcessPool) -> Iterator[IdleProcesses]:
    idle = IdleProcesses()
    yield idle
    idle.close(*list(idle.webviews))


@pytest.fixture(scope="module")
def keep_miniapp(
    _aitdesk_kept: ProcessPool, _idle: IdleProcesses, aitdesk_options: Options
) -> Iterator[Opener]:
    """Open mini-apps that stay until the module ends; a test that uses one is not judged."""
    with ExitStack() as stack:

        def open_(**others: Any) -> MiniApp:  # noqa: ANN401  # each its own
            wanted = aitdesk_options.but(**others)
            served, patience = wanted.served(), wanted.patience()
            webview = _idle.take(served)
            if webview is None:
                process = Process(served, start_s=patience.start_s)
                webview = WebView(process, _aitdesk_kept.link(), patience)
            stack.callback(_idle.give, served, webview)
            miniapp = webview.open(wanted.phone())
            stack.callback(miniapp.close)
            return miniapp

        yield open_
    _aitdesk_kept.rest()


@pytest.fixture(autouse=True)
def _resumed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let Playwright go on for a test with a mini-app that it did not open itself."""
    if "keep_miniapp" not in request.fixturenames:
        yield
        return
    kept: ProcessPool = request.getfixturevalue("_aitdesk_kept")
    kept.link().resume()
    yield
    kept.rest()


@pytest.fixture
def start_miniapp(_aitdesk_kept: ProcessPool, aitdesk_options: Options) -> Iterator[Starter]:
    """Open mini-apps, each in a process of its own: by another command, or with other variables.

    They stay until the test ends; it is not judged.
    """
    with ExitStack() as stack:
        yield _opener(_aitdesk_kept, aitdesk_options, stack)
    _aitdesk_kept.rest()


@pytest.fixture
def run_preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Run the command itself until the test ends."""
    runner = Runner(lambda: tmp_path_factory.mktemp("run"))
    yield runner
    runner.stop()


@pytest.fixture
def look(tmp_path_factory: pytest.TempPathFactory) -> Looker:
    """Look once at a mini-app."""
    return Looker(lambda: tmp_path_factory.mktemp("look"))


@pytest.fixture
def open_site() -> Iterator[Callable[[Mapping[str, Answer]], Site]]:
    """Open web servers until the test ends."""
    sites: list[Site] = []

    def open_(answers: Mapping[str, Answer]) -> Site:
        sites.append(Site(answers))
        return sites[-1]

    yield open_
    for site in sites:
        site.close()


@pytest.fixture(scope="session")
def answer() -> type[Answer]:
    """What a path of a `Site` gives."""
    return Answer


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Find ports of loopback that are free."""
    return find_port


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout that is tested."""
    return REPOSITORY


@pytest.fixture(scope="session")
def sdk_page(repository: Path) -> str:
    """The built page that has the whole SDK as `window.sdk`."""
    folder = repository / "webapp" / "sdk-page" / "dist"
    assert (folder / "index.html").is_file(), "run scripts/setup first"
    return str(folder)


@pytest.fixture(scope="session")
def sdk_1x_page(repository: Path) -> str:
    """The same page with SDK 1.6.2."""
    folder = repository / "webapp" / "sdk-page-1x" / "dist"
    assert (folder / "index.html").is_file(), "run scripts/setup first"
    return str(folder)


@pytest.fixture(scope="session")
def standin_page(repository: Path) -> str:
    """The built pages with the stand-in for SDK 3.x as `window.sdk`."""
    folder = repository / "webapp" / "standin-3x" / "dist"
    assert (folder / "index.html").is_file(), "run scripts/setup first"
    return str(folder)


@pytest.fixture(scope="session")
def noting(standin_page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same, noting everything that it posts and is told."""
    return with_head(standin_page, tmp_path_factory.mktemp("noting") / "page", NOTE)


def _opener(kept: ProcessPool, options: Options, stack: ExitStack) -> Starter:
    def open_(
        *,
        command: Sequence[str] = COMMAND,
        environment: Mapping[str, str] | None = None,
        **others: Any,  # noqa: ANN401  # each its own
    ) -> MiniApp:
        wanted = options.but(**others)
        patience = wanted.patience()
        process = Process(
            wanted.served(),
            start_s=patience.start_s,
            command=command,
            environment=environment or {},
        )
        webview = WebView(process, kept.link(), patience)
        stack.callback(webview.close)
        miniapp = webview.open(wanted.phone())
        stack.callback(miniapp.close)
        return miniapp

    return open_
