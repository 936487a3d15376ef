"""Windows that are opened and closed in one process, in every way, while their pages are busy.

This file is also two programs. Without arguments but aitdesk's own it is that process, which closes
a window as a window manager would when its id in DevTools arrives in a pipe. By hand,
`churn.py 2000 offscreen` (or `xvfb-run churn.py 2000 xcb`) opens so many on that platform, several
at once, and tells how much memory the process and its children have for themselves.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, cycle, islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aitdesk.client.process import Process
from aitdesk.client.served import Served
from aitdesk.driver import Phone, WebView
from aitdesk.driver.webview import Patience
from aitdesk.errors import DriverError
from patience import wait_until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from aitdesk.driver import MiniApp
    from aitdesk.session.session import Session

PROGRAM: Final = (sys.executable, __file__)
PIPE: Final = "AITDESK_TEST_CLOSES"
PLATFORM: Final = "AITDESK_TEST_PLATFORM"
KINDS: Final = ("asking", "loading", "eventful", "quiet")
WAYS: Final = ("control", "page", "native", "driver", "twice", "at once")
EVERY: Final = tuple(product(KINDS, WAYS))
_AT_ONCE, _TOLD_EVERY, _PATIENCE_S = 4, 100, 120.0

PAGE: Final = """<!doctype html><title>churn</title><p>Hello<script>
const asked = new URLSearchParams(location.search);
let calls = 0;
function post(type, functionName, ...args) {
  calls += 1;
  ReactNativeWebView.postMessage(JSON.stringify({ type, functionName, eventName: functionName,
    eventId: String(calls), args }));
}
const call = (name, ...args) => post('method', name, ...args);
switch (asked.get('kind')) {
  case 'asking':
    call('share', { message: 'left open' });
    call('openPermissionDialog', { name: 'clipboard', access: 'read' });
    break;
  case 'loading':
    document.write('<img src="SILENT">');
    break;
  case 'eventful':
    post('addEventListener', 'backEvent');
    setInterval(() => call('getAnonymousKey'), 10);
    setInterval(() => call('generateHapticFeedback', { type: 'tap' }), 20);
}
if (asked.has('closes')) setTimeout(() => call('closeView'), 60);
</script>"""


@dataclass(frozen=True)
class Churn:
    """A process, and how windows are opened and closed in it."""

    webview: WebView
    pipe: Path
    tokens: Iterator[int] = field(default_factory=count)

    def window(self, kind: str, way: str) -> None:
        """Open a window of this kind and close it this way. Raises DriverError."""
        token = next(self.tokens)
        closes = "&closes=1" if way == "page" else ""
        scheme = f"intoss://churn-app?token={token}&kind={kind}{closes}"
        miniapp = self.webview.open(Phone(prompts="ask", scheme=scheme))
        shell = miniapp.shell

        def told() -> str:
            return f"window {token}, {kind}, {way}: {shell.ask('GET', '/journal?limit=50')}"

        if way not in {"page", "at once"}:
            if kind == "asking":
                _wait_until(lambda: len(shell.prompts.waiting()) == 2, what=told)
            if kind == "eventful":
                _wait_until(lambda: shell.fire("backEvent"), what=told)
        match way:
            case "page":
                _await_end(miniapp, told)
            case "native":
                self._tell(token)
                _await_end(miniapp, told)
            case "twice":
                shell.close()
                with suppress(DriverError):  # either may find it gone
                    shell.close()
                with suppress(DriverError):
                    shell.screenshot()
            case "control" | "at once":
                shell.close()
            case _:
                pass  # the driver does
        miniapp.close()

    def memory_mb(self) -> int:
        """Return what the process and its children hold once no window is left but the first."""
        pid = self.webview.process.pid
        _wait_until(lambda: len(_pages(pid)) <= 1, what=lambda: f"left: {_pages(pid)}")
        return sum(_held_kb(each) for each in _family(pid)) // 1024

    def _tell(self, token: int) -> None:
        with self.pipe.open("w") as tokens:
            tokens.write(f"{token}\n")


@contextmanager
def churning(*, platform: str = "offscreen") -> Iterator[Churn]:
    """Start a process whose windows are on this platform, and end it after the block."""
    with (
        tempfile.TemporaryDirectory(prefix="aitdesk-churn-") as name,
        closing(socket.create_server(("127.0.0.1", 0))) as silent,
    ):
        folder, pipe = Path(name), Path(name) / "closes"
        os.mkfifo(pipe)
        (folder / "page").mkdir()
        page = PAGE.replace("SILENT", f"http://127.0.0.1:{silent.getsockname()[1]}/never")
        (folder / "page/index.html").write_text(page, "utf-8")
        (folder / "page/granite.config.ts").write_text(
            "export default { appName: 'churn-app',"
            " permissions: [{ name: 'clipboard', access: 'read' }] };",
            "utf-8",
        )
        process = Process(
            Served(target=folder / "page"),
            start_s=_PATIENCE_S,
            command=PROGRAM,
            environment={PIPE: str(pipe), PLATFORM: platform},
        )
        webview = WebView(process, patience=Patience(timeout_s=_PATIENCE_S))
        try:
            yield Churn(webview, pipe)
        finally:
            webview.close()


def _wait_until(is_true: Callable[[], object], *, what: Callable[[], str]) -> None:
    # Several pages at once, next to whatever else the machine does.
    wait_until(is_true, what=what, patience_s=_PATIENCE_S)


def _await_end(miniapp: MiniApp, told: Callable[[], str]) -> None:
    def has_ended() -> bool:
        try:
            return bool(miniapp.shell.ask("GET", "/page?timeout_ms=100")["has_ended"])
        except DriverError:  # it is closed, or gone with its control
            return True

    _wait_until(has_ended, what=told)


def _family(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def _pages(pid: int) -> list[int]:
    return [each for each in _family(pid) if "--type=renderer" in _read(each, "cmdline")]


def _held_kb(pid: int) -> int:
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith("Private_Dirty:"):  # what is shared depends on who else runs
            return int(line.split()[1])
    return 0


def _read(pid: int, name: str) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")
    return ""


# What follows runs in the process of the windows.


def close_on_demand() -> None:
    """Close the window whose page has the token that the pipe names, until the process ends."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    # Open for writing too, so that it never ends: what is written to a pipe just as its only reader
    # finds the end of it and closes it is lost.
    with os.fdopen(os.open(os.environ[PIPE], os.O_RDWR)) as tokens:
        for line in tokens:
            app = QApplication.instance()
            assert app is not None
            QTimer.singleShot(0, app, partial(close_window, line.strip()))


def close_window(token: str) -> None:
    """Close it; on its thread."""
    from PySide6.QtWidgets import QApplication

    from aitdesk.engine.qt.window import FurtherWindow

    for each in QApplication.topLevelWidgets():
        if (
            isinstance(each, FurtherWindow)
            and f"?token={token}&" in each.controls.page.requestedUrl().toString()
        ):
            each.close()


def run_process() -> None:
    """Run the command that the driver runs, on the platform that is asked for."""
    from aitdesk.cli import main
    from aitdesk.session.host import Host

    run = Host.run

    def run_there(host: Host, follow: Callable[[Session], Awaitable[int]]) -> int:
        host.settings = replace(host.settings, platform=os.environ[PLATFORM])
        return run(host, follow)

    Host.run = run_there  # type: ignore[assignment,method-assign]
    threading.Thread(target=close_on_demand, daemon=True).start()
    main()


def run_by_hand(windows: int, platform: str) -> None:
    """Open and close so many, and tell how it goes."""
    with churning(platform=platform) as churn, ThreadPoolExecutor(_AT_ONCE) as pool:
        began, done = time.monotonic(), 0
        wanted = islice(cycle(EVERY), windows)
        while batch := list(islice(wanted, _TOLD_EVERY)):
            list(pool.map(lambda each: churn.window(*each), batch))
            done += len(batch)
            taken_s = time.monotonic() - began
            print(f"{done} windows, {taken_s:.0f} s: {churn.memory_mb()} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        run_by_hand(int(sys.argv[1]), sys.argv[2])
    else:
        run_process()
