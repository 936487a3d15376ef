"""`aitdesk smoke` names what is wrong with each broken mini-app, and nothing where nothing is."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from aitdesk.system.port import free_port
from e2e.smoke_apps.app import EVERY, App, Says
from e2e.smoke_apps.healthy import HEALTHY
from e2e.smoke_apps.lacking import COMPLAINING, LACKING
from e2e.smoke_apps.looking_wrong import BLANK
from e2e.smoke_apps.server import serving
from e2e.smoke_apps.stopping import DYING, GOING, HANGING, SERVED_HANGING, UNANSWERED, WAITING
from e2e.smoke_apps.throwing import REJECTING, THROWING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

AITDESK: Final = str(Path(sys.executable).with_name("aitdesk"))
SAMPLE: Final = Path(__file__).parents[2] / "webapp" / "sample" / "dist"
AT_ONCE: Final = 2
SILENT_S: Final = 100
"""How long a command may say nothing; it tells of each state, and a busy machine takes its time."""

LOOK_EVERY_S: Final = 0.05

UNSERVED: Final = App(name="is-served-by-nobody", says=(Says("not-loaded", "127.0.0.1"),))
QUIET: Final = (
    *THROWING, *REJECTING, *BLANK, *DYING, *WAITING, *UNANSWERED, *GOING, *LACKING, *COMPLAINING,
    UNSERVED,
)  # fmt: skip
BROKEN: Final = (*QUIET, *HANGING)
UNASKING: Final = {app.name for app in HEALTHY if not app.sdk}
HEALTHY_NAMES: Final = (*(app.name for app in HEALTHY), "sample")
# What asks nothing of the phone walks the same way in every state.
WALKED: Final = {f"{name}, walked": name for name in HEALTHY_NAMES if name not in UNASKING}


PATIENT: Final = ("--timeout", "90")
"""Of what does not hang: nothing waits for it, however long a busy machine takes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One command: the names of its targets, and its options."""

    names: tuple[str, ...]
    options: tuple[str, ...]


BATCHES: Final = (
    *(
        Batch(tuple(app.name for app in QUIET[at : at + 5]), PATIENT)
        for at in range(0, len(QUIET), 5)
    ),
    *(Batch((app.name,), ("--timeout", "3")) for app in HANGING if app not in SERVED_HANGING),
    # What hangs there is named once it is loaded; they wait for it together.
    Batch(tuple(app.name for app in SERVED_HANGING), ("--timeout", "8")),
    Batch(HEALTHY_NAMES[:4], PATIENT),
    Batch(HEALTHY_NAMES[4:], PATIENT),
    *(Batch((name,), ("--matrix", "full", *PATIENT)) for name in WALKED),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said of one target: its runs, and its own exit code and output."""

    runs: list[dict[str, Any]]
    exit_code: int
    output: str


@dataclass
class Command:
    """A command that runs, in a folder that gets all that it writes."""

    batch: Batch
    targets: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] = field(init=False)
    said: int = 0
    last_s: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        given = [self.targets[name] for name in self.batch.names]
        with (self.folder / "output").open("wb") as output:
            self.process = subprocess.Popen(
                [AITDESK, "smoke", *given, *self.batch.options, "--out", str(self.folder / "out")],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
            )

    @property
    def has_ended(self) -> bool:
        """Whether it has; it fails where nothing goes on."""
        if self.process.poll() is not None:
            return True
        said = (self.folder / "output").stat().st_size
        if said > self.said:
            self.said, self.last_s = said, time.monotonic()
        assert time.monotonic() < self.last_s + SILENT_S, f"{self.batch} hangs\n{self._output()}"
        return False

    def told(self) -> dict[str, Told]:
        """What it said of each target, once it has ended."""
        file = self.folder / "out" / "smoke.json"
        runs = json.loads(file.read_text("utf-8"))["runs"] if file.is_file() else []
        code, output = self.process.returncode, self._output()
        return {
            name: Told([run for run in runs if run["target"] == self.targets[name]], code, output)
            for name in self.batch.names
        }

    def kill(self) -> None:
        """End it, unless it has ended; its WebViews end with it."""
        self.process.kill()
        self.process.wait()

    def _output(self) -> str:
        return (self.folder / "output").read_text("utf-8", "replace")


@dataclass
class Commands:
    """Runs the batches in turn, a few at once: mostly they wait for quiet.

    It starts and awaits them where it is called, which is the main thread.
    """

    batches: list[Batch]
    targets: Mapping[str, str]
    folder: Callable[[], Path]
    _running: list[Command] = field(default_factory=list)
    _told: dict[str, Told] = field(default_factory=dict)

    def told(self, name: str) -> Told:
        """Wait until a target's command has ended; return what it said."""
        while name not in self._told:
            self._go_on()
            time.sleep(LOOK_EVERY_S)
        return self._told[name]

    def stop(self) -> None:
        """End what still runs."""
        for command in self._running:
            command.kill()

    def _go_on(self) -> None:
        for command in [each for each in self._running if each.has_ended]:
            self._running.remove(command)
            self._told |= command.told()
        while self.batches and len(self._running) < AT_ONCE:
            self._running.append(Command(self.batches.pop(0), self.targets, self.folder()))


@pytest.fixture(scope="module")
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Told]]:
    """What was said of a mini-app."""
    folder = tmp_path_factory.mktemp("apps")
    targets = {app.name: str(app.write(folder)) for app in (*BROKEN, *HEALTHY)}
    targets["sample"] = str(SAMPLE)
    targets |= {walked: targets[name] for walked, name in WALKED.items()}
    with ExitStack() as stack:
        for app in SERVED_HANGING:
            targets[app.name] = stack.enter_context(serving(Path(targets[app.name])))
        targets[UNSERVED.name] = f"http://127.0.0.1:{free_port()}"
        batches = _wanted([item.name for item in request.session.items])
        commands = Commands(batches, targets, lambda: tmp_path_factory.mktemp("out"))
        stack.callback(commands.stop)
        yield commands.told


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


@pytest.mark.full
@pytest.mark.parametrize("name", WALKED)
def test_nothing_is_said_of_what_is_healthy_walked_in_every_state(
    name: str, told: Callable[[str], Told]
) -> None:
    said = {run["state"]: run["failures"] for run in told(name).runs}
    assert said == {state: [] for state in EVERY}, told(name).output


def test_the_exit_code_tells_whether_anything_is_wrong(told: Callable[[str], Told]) -> None:
    broken = {told(app.name).exit_code for app in BROKEN}
    healthy = {told(name).exit_code for name in HEALTHY_NAMES}
    assert (broken, healthy) == ({1}, {0})


def _wanted(items: list[str]) -> list[Batch]:
    """Return what is looked at, with -k not all: the names are the ids of the tests."""
    ids = {item.partition("[")[2].removesuffix("]") for item in items}
    if test_the_exit_code_tells_whether_anything_is_wrong.__name__ in items:
        ids |= {*(app.name for app in BROKEN), *HEALTHY_NAMES}
    return [batch for batch in BATCHES if not ids.isdisjoint(batch.names)]
