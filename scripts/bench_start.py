"""How long it takes from the start of a process until it has done what is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aitdesk.system.child import kill_all
from aitdesk.system.interruption import making

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Return what every measured process gets: a data folder of its own, bytecode as usual.

    What it leaves when it is killed goes with that folder.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "AITDESK_HOME": str(home), "TMPDIR": str(home)}


@contextmanager
def started(
    command: list[str],
    *,
    home: Path,
    **others: Any,  # noqa: ANN401  # Popen's own
) -> Iterator[subprocess.Popen[str]]:
    """Start a process, and wait until it has ended; an early end of this one ends it as well."""
    env = others.pop("env", environment(home))
    with making() as note:
        process = subprocess.Popen(command, env=env, text=True, start_new_session=True, **others)
        forget = note(partial(kill_all, process.pid))
    try:
        with process:
            yield process
    except BaseException:
        kill_all(process.pid)
        raise
    finally:
        forget()


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
    with started(command, home=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
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
    with started(
        command, home=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not (journal.exists() and _ANSWERED in journal.read_text("utf-8")):
            if process.poll() is not None or time.perf_counter() - began > _LIMIT_S:
                process.kill()
                raise DidNotRun(f"{' '.join(command)}: the first call was not answered")
            time.sleep(_LOOK_EVERY_S)
        return _since_ms(began)


def _finished(command: list[str], *, home: Path) -> str:
    with started(command, home=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        output, errors = process.communicate(timeout=_LIMIT_S)
    if process.returncode != 0:
        raise DidNotRun(f"{' '.join(command)} ended with {process.returncode}:\n{errors[-2000:]}")
    return output


def _since_ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000
