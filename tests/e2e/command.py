"""The command itself, without a window: one that runs until it is stopped, and one that looks."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entries import entries_of, tail_of
from patience import PATIENCE_S, wait_until
from remote import control_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aitdesk.client.transport import Transport

AITDESK = str(Path(sys.executable).with_name("aitdesk"))


@dataclass(kw_only=True)
class Run:
    """A running `aitdesk preview --headless`: what it writes, and control over it."""

    process: subprocess.Popen[bytes]
    home: Path
    out: Path
    _control: Transport | None = None

    @property
    def control(self) -> Transport:
        """The run from outside."""
        if self._control is None:
            self._control = control_of(self.out / "control.json")
        return self._control

    @property
    def terminal(self) -> str:
        """What was written to standard error until now."""
        return (self.out / "stderr").read_text("utf-8")

    def journal(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        """Return the entries of this kind that have these fields, oldest first."""
        return entries_of(self.out, kind, fields)

    def entry(self, kind: str, **fields: object) -> dict[str, Any]:
        """Wait for an entry of this kind that has these fields, and return the newest."""
        wait_until(
            lambda: self.journal(kind, **fields),
            what=lambda: f"no {kind} {fields} in\n{tail_of(self.out)}\n{self.terminal}",
        )
        return self.journal(kind, **fields)[-1]

    def wait(self) -> int:
        """Wait until the run ends by itself and return its exit code."""
        try:
            return self.process.wait(PATIENCE_S)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if self._control is not None:
                self._control.client.close()

    def stop(self) -> int:
        """Close the window the way a system does, and return the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.wait()


@dataclass
class Runner:
    """Runs the command, each time with a data folder of its own unless `home` names one."""

    folder: Callable[[], Path]
    running: list[Run] = field(default_factory=list)

    def __call__(
        self,
        *arguments: str,
        home: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Run:
        folder = self.folder()
        home, out = home or folder / "home", folder / "out"
        out.mkdir()
        options = ["--headless", "--control-port", "0", "--out", str(out)]
        with (out / "stdout").open("w") as stdout, (out / "stderr").open("w") as stderr:
            process = subprocess.Popen(
                [AITDESK, "preview", *arguments, *options],
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                cwd=folder,
                env=_environment(home, environment),
            )
        self.running.append(Run(process=process, home=home, out=out))
        return self.running[-1]

    def stop(self) -> None:
        """Close every window that is still open."""
        for run in self.running:
            run.stop()


@dataclass(frozen=True)
class Looked:
    """A single look that has ended."""

    exit_code: int
    stdout: str
    stderr: str
    out: Path

    def journal(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        """Return the entries of this kind that have these fields, oldest first."""
        return entries_of(self.out, kind, fields)

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


def _environment(home: Path, more: Mapping[str, str] | None) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("QT")}
    return {**kept, "AITDESK_HOME": str(home), **(more or {})}
