"""Windows come and go in one process, whatever their pages do; nothing dies, nothing waits."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

from aitdesk.driver import Phone
from aitdesk.errors import DriverError
from churn import EVERY, churning

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Starter

WINDOWS, AT_ONCE = 60, 4
GROWTH_MB = 60
"""What is no leak: caches that fill, and a page that Chromium keeps ready."""

# `follow` is where a run lives; what ends the loop's thread there ends in no handler.
DYING = """
import asyncio, sys
from aitdesk.session.host import Host
from aitdesk.runs.serve import Service
from aitdesk.config.options import PreviewOptions

async def die(self, session):
    asyncio.get_running_loop().call_soon(sys.exit, "nobody expects it")
    await session.ended.wait()
    return 0

Service._follow = die
from aitdesk.cli import main
sys.argv = ["aitdesk", "serve", "--test", "--idle", sys.argv[1]]
main()
"""

# A window that Qt cannot make.
BROKEN = """
from aitdesk.engine.qt import window as qt_window
def refuse(*_, **__):
    raise RuntimeError("no more windows")
qt_window.Controls = refuse
from aitdesk.cli import main
main()
"""

# Opens a window, asks it for everything, closes it, and looks at what the collector would free.
LEAVING = """
import asyncio, gc, sys
import shiboken6
from PySide6.QtWebEngineCore import QWebEngineProfile
from aitdesk.control.requests import WINDOW_BODY
from aitdesk.runs.serve import Service

async def leave(self, first):
    async def keep(session):
        sessions.append(session)
    sessions = []
    gc.disable()
    await self(WINDOW_BODY(), keep)
    session = sessions.pop()
    session.chrome.set_online(is_online=False)
    await session.screenshot(), await session.chrome.facts(), await session.chrome.is_plain()
    session.chrome.close()
    await session.chrome.gone.wait()
    del session
    await asyncio.gather(*self._host._others)
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    of_qt = shiboken6.Shiboken.Object
    ours = [type(each).__name__ for each in gc.garbage if isinstance(each, of_qt)]
    profiles = [each for each in gc.get_objects() if type(each) is QWebEngineProfile]
    print(ours, len(profiles), flush=True)
    gc.set_debug(0)
    first.chrome.close()
    await first.ended.wait()
    return 0

Service._follow = leave
from aitdesk.cli import main
sys.argv = ["aitdesk", "serve", "--test", "--idle", sys.argv[1]]
main()
"""


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "index.html").write_text("<p>Hello", "utf-8")
    return subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        capture_output=True,
        check=False,
        text=True,
        timeout=90,
        env={**os.environ, "AITDESK_HOME": str(folder / "home")},
    )


def test_sixty_windows_of_every_kind_close_in_every_way_and_leave_nothing() -> None:
    with churning() as churn, ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda each: churn.window(*each), EVERY))
        before_mb = churn.memory_mb()
        wanted = islice(cycle(EVERY), len(EVERY), WINDOWS)
        list(pool.map(lambda each: churn.window(*each), wanted))
        grown_mb, said = churn.memory_mb() - before_mb, churn.webview.process.stderr
    assert (grown_mb < GROWTH_MB, "Traceback" in said, "rror" in said) == (True, False, False), (
        grown_mb,
        said,
    )


def test_a_run_whose_loop_dies_ends_with_the_reason(tmp_path: Path) -> None:
    done = run(DYING, tmp_path)
    line = done.stderr.splitlines()[-1]
    assert (done.returncode, line.partition(" in ")[0]) == (
        1,
        "aitdesk: the run is over, because the host's loop died: SystemExit('nobody expects it')",
    )


def test_windows_that_are_asked_for_while_the_run_ends_are_opened_or_refused() -> None:
    with churning() as churn, ThreadPoolExecutor(AT_ONCE) as pool:

        def open_until_refused() -> str:
            for _ in range(WINDOWS):
                try:
                    churn.webview.open(Phone())
                except DriverError as refusal:
                    return refusal.code
            return "never refused"

        asking = [pool.submit(open_until_refused) for _ in range(AT_ONCE)]
        churn.webview.first.close()
        codes = {each.result(30) for each in asking}
        exit_code = churn.webview.process._process.wait(30)
    assert (codes <= {"CLOSED", "ENDED", "GONE"}, exit_code) == (True, 0), codes


def test_a_window_that_cannot_be_made_is_an_answer(start_miniapp: Starter, sdk_page: str) -> None:
    with pytest.raises(DriverError, match="no more windows") as failure:
        start_miniapp(target=sdk_page, command=(sys.executable, "-c", BROKEN))
    assert failure.value.code == "FAILED"


def test_a_window_that_is_gone_leaves_nothing_of_qt_to_the_collector(tmp_path: Path) -> None:
    done = run(LEAVING, tmp_path)
    # The two profiles are the first window's: pywebview's and its own.
    assert (done.returncode, done.stdout) == (0, "[] 2\n"), done.stderr
