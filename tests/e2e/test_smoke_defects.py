"""`aitdesk smoke` names what is wrong with each broken mini-app, and nothing where nothing is."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from e2e.smoke_apps.app import EVERY, App, Says
from e2e.smoke_apps.healthy import HEALTHY
from e2e.smoke_apps.lacking import COMPLAINING, LACKING
from e2e.smoke_apps.looking_wrong import BLANK
from e2e.smoke_apps.server import serving
from e2e.smoke_apps.stopping import DYING, GOING, HANGING, SERVED_HANGING, UNANSWERED, WAITING
from e2e.smoke_apps.throwing import REJECTING, THROWING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AITDESK: Final = str(Path(sys.executable).with_name("aitdesk"))
SAMPLE: Final = Path(__file__).parents[2] / "webapp" / "sample" / "dist"
AT_ONCE: Final = 2
LIMIT_S: Final = 300

UNSERVED: Final = App(name="is-served-by-nobody", says=(Says("not-loaded", "127.0.0.1"),))
QUIET: Final = (
    *THROWING, *REJECTING, *BLANK, *DYING, *WAITING, *UNANSWERED, *GOING, *LACKING, *COMPLAINING,
    UNSERVED,
)  # fmt: skip
BROKEN: Final = (*QUIET, *HANGING)
HEALTHY_NAMES: Final = (*(app.name for app in HEALTHY), "sample")


@dataclass(frozen=True, slots=True)
class Batch:
    """One command: the names of its targets, and its options."""

    names: tuple[str, ...]
    options: tuple[str, ...]


BATCHES: Final = (
    # Targets of one command are tested one after the other.
    *(Batch(tuple(app.name for app in QUIET[at : at + 5]), ()) for at in range(0, len(QUIET), 5)),
    *(Batch((app.name,), ("--timeout", "3")) for app in HANGING),
    *(Batch((name,), ("--matrix", "full")) for name in HEALTHY_NAMES),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said of one target: its runs, and its own exit code and output."""

    runs: list[dict[str, Any]]
    exit_code: int
    output: str


@pytest.fixture(scope="module")
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Told]]:
    """What was said of a mini-app. A few commands run at once: mostly they wait for quiet."""
    # With -k, only what is looked at: the names are the ids of the tests.
    items = [item.name for item in request.session.items]
    is_whole = test_the_exit_code_tells_whether_anything_is_wrong.__name__ in items
    folder = tmp_path_factory.mktemp("apps")
    targets = {app.name: str(app.write(folder)) for app in (*BROKEN, *HEALTHY)}
    targets["sample"] = str(SAMPLE)
    with ExitStack() as stack:
        for app in SERVED_HANGING:
            targets[app.name] = stack.enter_context(serving(Path(targets[app.name])))
        targets[UNSERVED.name] = f"http://127.0.0.1:{_closed_port()}"
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        futures = {
            name: future
            for batch in BATCHES
            if is_whole or any(item.endswith(f"[{name}]") for item in items for name in batch.names)
            for future in [pool.submit(_smoke, targets, batch, tmp_path_factory.mktemp("out"))]
            for name in batch.names
        }
        yield lambda name: futures[name].result()[name]


@pytest.mark.parametrize("app", BROKEN, ids=lambda app: app.name)
def test_what_is_wrong_is_named_in_the_states_where_it_is(
    app: App, told: Callable[[str], Told]
) -> None:
    runs = {run["state"]: run for run in told(app.name).runs}
    assert runs, told(app.name).output
    assert {state: {each["kind"] for each in run["failures"]} for state, run in runs.items()} == {
        state: {says.kind for says in app.says if state in says.states} for state in EVERY
    }
    for says in app.says:
        found = (each for each in runs[says.states[0]]["failures"] if each["kind"] == says.kind)
        failure = next(found)
        assert (failure["step"], says.text in failure["text"]) == (says.step, True), failure


@pytest.mark.parametrize("name", HEALTHY_NAMES)
def test_nothing_is_said_of_what_is_healthy(name: str, told: Callable[[str], Told]) -> None:
    said = {run["state"]: run["failures"] for run in told(name).runs}
    assert said == {state: [] for state in EVERY}, told(name).output


def test_the_exit_code_tells_whether_anything_is_wrong(told: Callable[[str], Told]) -> None:
    broken = {told(app.name).exit_code for app in BROKEN}
    healthy = {told(name).exit_code for name in HEALTHY_NAMES}
    assert (broken, healthy) == ({1}, {0})


def _smoke(targets: dict[str, str], batch: Batch, out: Path) -> dict[str, Told]:
    file = out / "result.json"
    given = [targets[name] for name in batch.names]
    done = subprocess.run(
        [AITDESK, "smoke", *given, *batch.options, "--json", str(file), "--out", str(out / "out")],
        capture_output=True,
        check=False,
        cwd=out,
        text=True,
        timeout=LIMIT_S,
    )
    output = f"{done.stdout}\n{done.stderr}"
    text = file.read_text("utf-8") if file.is_file() else ""
    runs = json.loads(text)["runs"] if text else []
    return {
        name: Told([run for run in runs if run["target"] == targets[name]], done.returncode, output)
        for name in batch.names
    }


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
