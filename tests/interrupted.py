"""A command that is interrupted: brought to a moment that can be seen, and looked at after.

A moment is a fact of the system about the process, never a length of time.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from patience import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

REPOSITORY = Path(__file__).parents[1]
PYTHON = sys.executable
AITDESK = str(Path(sys.executable).with_name("aitdesk"))
SAMPLE = str(REPOSITORY / "webapp" / "sample" / "dist")
LIMIT_S = 5.0
TRACEBACK = "Traceback (most recent call last)"

TESTS = """
from pathlib import Path
import pytest

@pytest.fixture(scope="session")
def last():
    yield
    Path("last").touch()
    input()

def test_first(miniapp, last):
    miniapp.page.locator("h1").wait_for()
    Path("shown").touch()
    miniapp.page.wait_for_timeout(float(Path("wait_ms").read_text()))
"""


@dataclass(frozen=True)
class Left:
    """What is there after the end: nothing of it may be."""

    code: int
    within_limit: bool
    processes: tuple[str, ...]
    files: tuple[str, ...]
    has_traceback: bool


def nothing_left(number: signal.Signals) -> Left:
    """Return what a process must leave that this signal ended."""
    return Left(128 + number, within_limit=True, processes=(), files=(), has_traceback=False)


@dataclass
class Command:
    """A command with folders of its own for everything that it writes."""

    folder: Path
    arguments: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)
        self.said = self.folder / "said"
        kept = {name: text for name, text in os.environ.items() if not name.startswith("QT")}
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                self.arguments,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                env={
                    **kept,
                    "AITDESK_HOME": str(self.folder / "home"),
                    "TMPDIR": str(self.temporary),
                    **self.environment,
                },
                start_new_session=True,
                # These tests may themselves run under nohup.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509
            )

    @property
    def text(self) -> str:
        """What it has written until now."""
        return self.said.read_text("utf-8", "replace")

    @property
    def leftovers(self) -> tuple[str, ...]:
        """Its folders in the temporary one, and what says where control is."""
        found = [*self.temporary.glob("aitdesk-*"), *self.folder.rglob("control*.json")]
        return tuple(sorted(str(each.relative_to(self.folder)) for each in found))

    def wait_for(self, moment: Callable[[Command], bool]) -> None:
        """Wait until the moment is there, or the process has ended."""
        try:
            wait_until(
                lambda: self.process.poll() is not None or moment(self),
                what=lambda: f"{self.arguments} never came to {moment.__name__}:\n{self.text}",
            )
        except AssertionError:
            self.kill(descendants(self.process.pid))
            raise

    def interrupt(self, number: signal.Signals) -> Left:
        """Send the signal, and return what is there within five seconds of it."""
        before = [*descendants(self.process.pid), self.process.pid]
        names = {pid: name_of(pid) for pid in before}
        sent_s = time.monotonic()
        self.process.send_signal(number)
        self.process.send_signal(signal.SIGCONT)
        try:
            code = self.process.wait(2 * LIMIT_S)
        except subprocess.TimeoutExpired:
            code = 0
        living = self._living(names)
        while living and time.monotonic() < sent_s + LIMIT_S:
            time.sleep(0.01)
            living = self._living(names)
        left = Left(
            code,
            time.monotonic() <= sent_s + LIMIT_S,
            tuple(sorted(living.values())),
            self.leftovers,
            has_traceback=TRACEBACK in self.text,
        )
        self.kill([*living])
        return left

    def kill(self, others: Sequence[int] = ()) -> None:
        """End it, and others, without a chance to tidy up."""
        for pid in (*others, self.process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()

    def _living(self, known: dict[int, str]) -> dict[int, str]:
        mark = f"TMPDIR={self.temporary}".encode()
        found = {pid: name for pid, name in known.items() if name and name_of(pid) == name}
        for pid in pids():
            # A process that came after the look; those of the engine write over their environment.
            if mark in read(pid, "environ") and pid not in found:
                found[pid] = name_of(pid)
        return {pid: name for pid, name in found.items() if name}


def read(pid: int, name: str) -> bytes:
    """Return a file of /proc, nothing when the process is gone."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def pids() -> Iterator[int]:
    """Yield every process of the machine."""
    return (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())


def name_of(pid: int) -> str:
    """Return its name and when it began, nothing of one that has ended."""
    status = read(pid, "stat").decode()
    name, _, rest = status.rpartition(")")
    parts = rest.split()
    return "" if not parts or parts[0] in {"Z", "X"} else f"{name.partition('(')[2]} {parts[19]}"


def descendants(pid: int) -> list[int]:
    """Return the processes that it started, and theirs."""
    children = dict[int, list[int]]()
    for each in pids():
        parts = read(each, "stat").decode().rpartition(")")[2].split()
        if parts:
            children.setdefault(int(parts[1]), []).append(each)
    found = list(children.get(pid, []))
    for each in found:
        found += children.get(each, [])
    return found


# Moments.


def has_begun(command: Command) -> bool:
    """It has taken the signals: the first thing that it does."""
    for line in read(command.process.pid, "status").decode().splitlines():
        if line.startswith("SigCgt"):
            return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


def loads_qt(command: Command) -> bool:
    """Qt's first library is mapped."""
    return b"libQt6Core" in read(command.process.pid, "maps")


def starts_engine(command: Command) -> bool:
    """The engine's first process is there."""
    return any("QtWebEngineProc" in name_of(each) for each in descendants(command.process.pid))


def shows_page(command: Command) -> bool:
    """The page has loaded."""
    return any('"kind": "loaded"' in each.read_text() for each in command.folder.glob("*/*.jsonl"))


def is_served(command: Command) -> bool:
    """It has said where it is."""
    return any(line.startswith("{") for line in command.text.splitlines())


def is_open(command: Command) -> bool:
    """It has said that the partner API is there."""
    return "partner API at" in command.text


def has_child(command: Command) -> bool:
    """It has started a process."""
    return bool(descendants(command.process.pid))


def closes(command: Command) -> bool:
    """It was told to close, and let go of control; it stands still until the signal is there."""
    if not shows_page(command):
        return False
    file = command.folder / "out" / "control.json"
    said = json.loads(file.read_text())
    host = str(said["url"]).removeprefix("http://")
    request = (
        f"POST /close HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n"
        f"Authorization: Bearer {said['token']}\r\n\r\n"
    )
    address, _, port = host.partition(":")
    with socket.create_connection((address, int(port))) as control:
        control.sendall(request.encode())
        while file.exists():
            pass
        command.process.send_signal(signal.SIGSTOP)
    return True


def runs_a_test(command: Command) -> bool:
    """The test has its mini-app."""
    return (command.folder / "shown").exists()


def tears_down(command: Command) -> bool:
    """The run's last fixture is under way."""
    return (command.folder / "last").exists()


# Commands.


def preview(folder: Path) -> Command:
    return look(folder, "--control-port", "0")


def look(folder: Path, *options: str) -> Command:
    return Command(folder, [AITDESK, "preview", SAMPLE, "--headless", "--out", "out", *options])


def serve(folder: Path) -> Command:
    return Command(folder, [AITDESK, "serve", SAMPLE, "--test"])


def partner(folder: Path) -> Command:
    return Command(folder, [AITDESK, "partner", "--target", SAMPLE, "--port", "0"])


def smoke(folder: Path) -> Command:
    return Command(folder, [AITDESK, "smoke", SAMPLE, "--matrix", "full"])


def tests(folder: Path) -> Command:
    return _tests(folder, wait_ms=60_000)


def short_tests(folder: Path) -> Command:
    return _tests(folder, wait_ms=0)


def _tests(folder: Path, *, wait_ms: int) -> Command:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "test_one.py").write_text(TESTS)
    (folder / "wait_ms").write_text(str(wait_ms))
    (folder / "pytest.ini").write_text(f"[pytest]\naitdesk_target = {SAMPLE}\n")
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "aitdesk.pytest_plugin"]
    # No other plugin: loading them all takes longer than the rest.
    variables = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    return Command(folder, [PYTHON, "-m", "pytest", *options], variables)


def bench(folder: Path) -> Command:
    return Command(folder, [str(REPOSITORY / "scripts" / "bench")])


def measuring(folder: Path) -> Command:
    """What `scripts/bench` runs once everything is installed."""
    return Command(folder, [PYTHON, str(REPOSITORY / "scripts" / "bench.py")])
