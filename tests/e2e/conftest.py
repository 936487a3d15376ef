"""Runs the product as a developer would, and looks at the page inside its window.

Everything here starts `aitdesk preview` as a process of its own. A run with a debugging port
stays open and Playwright looks into it; a run without one is a single look.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import sync_playwright

from aitdesk.machine.port import free_port as find_port
from patience import PATIENCE_S, wait_until
from remote import Remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, BrowserType, Page

REPOSITORY = Path(__file__).parents[2]
AITDESK = str(Path(sys.executable).with_name("aitdesk"))
ATTEMPTS, ATTACHED_MS = 4, 5000


@dataclass(kw_only=True)
class MiniApp:
    """A running `aitdesk preview` and the page in it."""

    process: subprocess.Popen[str]
    page: Page
    browser: Browser
    home: Path
    out: Path
    _control: Remote | None = None

    @property
    def control(self) -> Remote:
        """The run from outside; only one with `--control-port` has it."""
        if self._control is None:
            self._control = Remote.of(self.out / "control.json")
        return self._control

    @property
    def terminal(self) -> str:
        """What was written to standard error until now."""
        return (self.out / "stderr").read_text("utf-8")

    def journal(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        """Return the entries of this kind that have these fields, oldest first."""
        return _entries(self.out, kind, fields)

    def entry(self, kind: str, **fields: object) -> dict[str, Any]:
        """Wait for an entry of this kind that has these fields, and return the newest."""
        wait_until(
            lambda: self.journal(kind, **fields),
            what=lambda: f"no {kind} {fields} in\n{_tail(self.out)}\n{self.terminal}",
        )
        return self.journal(kind, **fields)[-1]

    def press(self, label: str) -> None:
        """Press a native button; only a program that listens to its standard input does it."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{label}\n")
        self.process.stdin.flush()

    def wait(self) -> int:
        """Wait until the run ends by itself and return its exit code."""
        try:
            return self.process.wait(PATIENCE_S)
        finally:
            self._reap()

    def stop(self) -> int:
        """Close the window the way a system does, and return the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.wait()

    def _reap(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
        if self._control is not None:
            self._control.close()
        self.browser.close()


@dataclass
class Starter:
    """Starts mini-apps, each with a data folder of its own unless `home` names one."""

    chromium: BrowserType
    folder: Callable[[], Path]
    running: list[MiniApp] = field(default_factory=list)

    def __call__(
        self,
        *arguments: str,
        home: Path | None = None,
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = (AITDESK, "preview"),
    ) -> MiniApp:
        folder = self.folder()
        home, out, port = home or folder / "home", folder / "out", find_port()
        out.mkdir()
        options = ["--headless", "--debug-port", str(port), "--out", str(out)]
        with (out / "stdout").open("w") as stdout, (out / "stderr").open("w") as stderr:
            process = subprocess.Popen(
                [*command, *arguments, *options],
                stdin=subprocess.PIPE,
                stdout=stdout,
                stderr=stderr,
                cwd=folder,
                env=_environment(home, environment),
                text=True,
            )
        try:
            browser, page = self._connect(process, port, out)
        except BaseException:
            process.kill()
            process.communicate()
            raise
        started = MiniApp(process=process, page=page, browser=browser, home=home, out=out)
        self.running.append(started)
        return started

    def stop(self) -> None:
        """Close every window that is still open."""
        for miniapp in self.running:
            miniapp.stop()

    def _connect(
        self, process: subprocess.Popen[str], port: int, out: Path
    ) -> tuple[Browser, Page]:
        url = f"http://127.0.0.1:{port}"
        # pywebview's own first page, a data: URL, may still be listed.
        wait_until(
            lambda: process.poll() is not None or _web_pages(url),
            what=lambda: f"no page\n{(out / 'stderr').read_text()}",
        )
        assert process.poll() is None, (out / "stderr").read_text()
        browser = self._attach(url)
        (page,) = (page for page in browser.contexts[0].pages if page.url.startswith("http"))
        page.set_default_timeout(PATIENCE_S * 1000)
        return browser, page

    def _attach(self, url: str) -> Browser:
        for _ in range(ATTEMPTS):
            # QtWebEngine knows nothing of the downloads that Playwright would set up, and now
            # and then does not answer one that comes while a page begins.
            with suppress(PlaywrightTimeout):
                return self.chromium.connect_over_cdp(url, no_defaults=True, timeout=ATTACHED_MS)
        raise AssertionError(f"{url} does not let Playwright in")


@dataclass(frozen=True)
class Looked:
    """A single look that has ended."""

    exit_code: int
    stdout: str
    stderr: str
    out: Path

    def journal(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        """Return the entries of this kind that have these fields, oldest first."""
        return _entries(self.out, kind, fields)

    @property
    def lines(self) -> list[str]:
        """What aitdesk itself, and not the engine, wrote to standard error."""
        return [line for line in self.stderr.splitlines() if line.startswith("aitdesk: ")]


class Looker:
    """Looks once at a mini-app: no window, no debugging port."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    def __call__(
        self,
        *arguments: str,
        home: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Looked:
        folder = self._folder()
        out = folder / "out"
        done = subprocess.run(
            [AITDESK, "preview", *arguments, "--headless", "--out", str(out)],
            capture_output=True,
            check=False,
            cwd=folder,
            env=_environment(home or folder / "home", environment),
            text=True,
            timeout=2 * PATIENCE_S,
        )
        return Looked(done.returncode, done.stdout, done.stderr, out)


@dataclass(frozen=True)
class Answer:
    """What a path of a `Site` gives. With `is_held` it does so only once the site lets go."""

    body: str
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    is_held: bool = False


class Site:
    """A web server of the test's own on a free port of loopback."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.let_go = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answers, self.let_go))
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Let go of what is held and stop answering."""
        self.let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserType]:
    """Playwright's end. It keeps an asyncio loop on this thread, so no longer than a module."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="module")
def keep_miniapp(
    chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Starter]:
    """Start mini-apps that stay until the module ends."""
    with _starter(chromium, tmp_path_factory) as starter:
        yield starter


@pytest.fixture
def run_miniapp(
    chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Starter]:
    """Start mini-apps that stay until the test ends."""
    with _starter(chromium, tmp_path_factory) as starter:
        yield starter


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


@contextmanager
def _starter(chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    starter = Starter(chromium, lambda: tmp_path_factory.mktemp("run"))
    try:
        yield starter
    finally:
        starter.stop()


def _handler(
    answers: Mapping[str, Answer], let_go: threading.Event
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path.partition("?")[0])
            if answer is None:
                self.send_error(404)
                return
            if answer.is_held:
                let_go.wait(PATIENCE_S)
            body = answer.body.encode()
            self.send_response(200)
            self.send_header("content-type", answer.media_type)
            self.send_header("content-length", str(len(body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _environment(home: Path, more: Mapping[str, str] | None) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("QT")}
    return {**kept, "AITDESK_HOME": str(home), **(more or {})}


def _web_pages(url: str) -> list[str]:
    """Return the addresses of the pages that have one of the web."""
    try:
        with closing(urlopen(f"{url}/json/list", timeout=PATIENCE_S)) as reply:  # noqa: S310
            addresses = [str(target["url"]) for target in json.load(reply)]
    except (OSError, HTTPException):
        return []
    return [address for address in addresses if address.startswith("http")]


def _entries(out: Path, kind: str, fields: Mapping[str, object]) -> list[dict[str, Any]]:
    file = out / "journal.jsonl"
    # The last line may still be on its way.
    lines = file.read_text("utf-8").rpartition("\n")[0].split("\n") if file.is_file() else []
    entries = [json.loads(line) for line in lines if line]
    return [entry for entry in entries if {**entry, **fields, "kind": kind} == entry]


def _tail(out: Path) -> str:
    file = out / "journal.jsonl"
    return "\n".join(file.read_text("utf-8").splitlines()[-10:]) if file.is_file() else "nothing"
