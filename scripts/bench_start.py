"""How long it takes from the start of a process until it has done what is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

_SCRIPTS = Path(__file__).parent
_AITDESK = Path(sys.executable).with_name("aitdesk")
_LIMIT_S = 60
_LOOK_EVERY_S = 0.001
_ANSWERED = '"name": "getAnonymousKey"'

_PAGE = """<!doctype html><p>Hello</p><script>
ReactNativeWebView.postMessage(JSON.stringify(
  { type: "method", functionName: "getAnonymousKey", eventId: "1", args: [] }));
</script>"""


class DidNotRun(Exception):
    """A measured process failed; the message ends with what it wrote."""


def environment(home: Path) -> dict[str, str]:
    """Return what every measured process gets: a data folder of its own, bytecode as usual."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "AITDESK_HOME": str(home)}


def output_of(module: str, *, home: Path) -> str:
    """Return the last line that one of the measured modules prints."""
    lines = _finished([sys.executable, str(_SCRIPTS / f"{module}.py")], home=home).splitlines()
    return lines[-1] if lines else ""


def help_ms(*, home: Path) -> float:
    """Return the time that `aitdesk --help` takes, exit included."""
    began = time.perf_counter()
    _finished([str(_AITDESK), "--help"], home=home)
    return _since_ms(began)


def bare_ms(*, home: Path) -> float:
    """Return the time from spawn to the `loaded` event of a bare pywebview window."""
    command = [sys.executable, str(_SCRIPTS / "bench_bare.py")]
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        taken = _since_ms(began)
    if line != "loaded\n":
        raise DidNotRun(f"{command[-1]} printed {line!r}")
    return taken


def aitdesk_ms(*, home: Path) -> float:
    """Return the time from spawn until `aitdesk preview` has answered the page's first call."""
    folder, out = home / "page", home / "out"
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(_PAGE, "utf-8")
    journal = out / "journal.jsonl"
    journal.unlink(missing_ok=True)
    command = [str(_AITDESK), "preview", str(folder), "--headless", "--out", str(out)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not (journal.exists() and _ANSWERED in journal.read_text("utf-8")):
            if process.poll() is not None or time.perf_counter() - began > _LIMIT_S:
                process.kill()
                raise DidNotRun(f"{' '.join(command)}: the first call was not answered")
            time.sleep(_LOOK_EVERY_S)
        return _since_ms(began)


def _finished(command: list[str], *, home: Path) -> str:
    done = subprocess.run(
        command,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    if done.returncode != 0:
        raise DidNotRun(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def _since_ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000
