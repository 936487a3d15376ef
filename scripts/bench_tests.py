"""How long smoke tests take: ours through the pytest plugin, plain Playwright's with Chromium.

Both open the bundled sample anew for each test, as large as a phone, and wait for its heading. Ours
waits as well until the page shows what its call of getAnonymousKey came to, which only the native
side can answer.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as Xml

from bench_start import DidNotRun, environment, started

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS: Final = 20
"""How many tests a run has."""

OURS: Final = "test_ours.py"
PLAIN: Final = "test_plain.py"

_SAMPLE = Path(__file__).parents[1] / "webapp" / "sample" / "dist"
_LIMIT_S = 120

_OURS = f"""import pytest
from playwright.sync_api import expect

@pytest.mark.parametrize("number", range({TESTS}))
def test_smoke(miniapp, number):
    expect(miniapp.page.locator("h1")).to_be_visible()
    expect(miniapp.page.locator("[data-testid=session][data-state=ready]")).to_be_visible()
"""

# The fixtures are those of pytest-playwright, without its options.
_PLAIN = f"""import os
import pytest
from playwright.sync_api import expect, sync_playwright

@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], headless=True)
        yield browser
        browser.close()

@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={{"width": 393, "height": 852}})
    yield context.new_page()
    context.close()

@pytest.mark.parametrize("number", range({TESTS}))
def test_smoke(page, number):
    page.goto(os.environ["SAMPLE"])
    expect(page.locator("h1")).to_be_visible()
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One pytest process: all of it, and the median of its tests with their fixtures."""

    whole_s: float
    test_ms: float


@dataclass(frozen=True, slots=True)
class Tests:
    """Runs the tests: the two files in a folder, and the address of the sample for Chromium."""

    folder: Path
    chromium: str
    address: str

    def run(self, file: str, *, workers: int) -> Run:
        """Run a file, without xdist where `workers` is 0. Raises DidNotRun."""
        report = self.folder / "report.xml"
        plugin = "aitdesk.pytest_plugin" if file == OURS else "no:aitdesk"
        command = [sys.executable, "-m", "pytest", "-q", file, f"--junit-xml={report}"]
        for name in ("no:cacheprovider", "xdist.plugin", plugin):
            command += ["-p", name]
        began = time.perf_counter()
        home = self.folder / "home"
        with started(
            [*command, "-n", str(workers)],
            home=home,
            env={
                **environment(home),
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
                "CHROMIUM": self.chromium,
                "SAMPLE": self.address,
            },
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            output, _ = process.communicate(timeout=_LIMIT_S)
        whole_s = time.perf_counter() - began
        if process.returncode != 0:
            raise DidNotRun(f"{file} ended with {process.returncode}:\n{output[-2000:]}")
        cases = Xml.parse(report).iter("testcase")  # noqa: S314  # our own pytest wrote it
        taken = [float(case.attrib["time"]) for case in cases]
        if len(taken) != TESTS:
            raise DidNotRun(f"{file} ran {len(taken)} tests, not {TESTS}")
        return Run(whole_s, statistics.median(taken) * 1000)


@contextmanager
def written(home: Path) -> Iterator[Tests]:
    """Write the tests, and serve the sample for Chromium while the context lasts.

    Raises DidNotRun without Chromium, which scripts/bench installs.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise DidNotRun("chromium is not installed")
    folder = home / "tests"
    (folder / "home").mkdir(parents=True)
    for name, text in ((OURS, _OURS), (PLAIN, _PLAIN), ("pytest.ini", "[pytest]\n")):
        (folder / name).write_text(text, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(_SAMPLE)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Tests(folder, chromium, f"http://127.0.0.1:{server.server_address[1]}/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        """Answer until the browser has gone, which resets what it keeps open."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
