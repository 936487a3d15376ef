"""The whole command on the sample and on mini-apps of a few lines, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import pytest
from PIL import Image

from patience import PATIENCE_S, wait_until
from process_tree import children_of, descendants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AITDESK = str(Path(sys.executable).with_name("aitdesk"))
PROCESSES = 6
"""The WebView's own, two that make others, and three with a page: the empty one, two that loop."""

STATES = [
    "first-start",
    "second-start",
    "denied",
    "no-anonymous-key",
    "anonymous-key-error",
    "old-toss",
    "other-platform",
]
STEPS = [
    "load",
    "landscape",
    "portrait",
    "background",
    "foreground",
    "reload",
    "offline",
    "online",
    "path /deep/er",
    "home",
    "back",
]


@dataclass(frozen=True)
class Done:
    """A command that has ended, in a folder of its own."""

    exit_code: int
    stdout: str
    stderr: str
    out: Path

    @property
    def runs(self) -> list[dict[str, Any]]:
        """What --json says of each run."""
        told: list[dict[str, Any]] = json.loads((self.out / "smoke.json").read_text("utf-8"))[
            "runs"
        ]
        return told

    def kinds(self) -> dict[str, set[str]]:
        """Return what failed, by the last part of the target."""
        found: dict[str, set[str]] = {}
        for run in self.runs:
            kinds = {failure["kind"] for failure in run["failures"]}
            found.setdefault(run["target"].rpartition("/")[2], set()).update(kinds)
        return found


def smoke(folder: Path, *arguments: str) -> Done:
    done = subprocess.run(
        [AITDESK, "smoke", *arguments, "--out", str(folder / "out")],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
        timeout=8 * PATIENCE_S,
    )
    return Done(done.returncode, done.stdout, done.stderr, folder / "out")


def app(folder: Path, name: str, html: str, *, toml: str = "") -> str:
    place = folder / name
    place.mkdir()
    (place / "index.html").write_text(f"<!doctype html><title>{name}</title>{html}")
    if toml:
        (place / "aitdesk.toml").write_text(toml)
    return str(place)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The sample, with everything that can be written."""
    folder = tmp_path_factory.mktemp("smoke")
    files = ("--json", str(folder / "deep" / "r.json"), "--junit", str(folder / "j.xml"))
    return smoke(folder, "--path", "/deep/er", *files)


def test_nothing_is_wrong_with_the_sample_in_any_state(sample: Done) -> None:
    assert [(run["state"], run["failures"]) for run in sample.runs] == [
        (state, []) for state in STATES
    ], sample.stdout
    assert sample.exit_code == 0
    assert all(run["first_paint_ms"] and run["settled_ms"] for run in sample.runs)


def test_each_state_is_really_another_one(sample: Done) -> None:
    (first, second, denied, *_), other = sample.runs, sample.runs[-1]

    def answers(run: dict[str, Any], name: str) -> list[Any]:
        lines = (sample.out / run["journal"]).read_text("utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        return [each.get("value") for each in entries if each.get("name") == name]

    assert answers(first, "getStorageItem")[0] is None
    assert answers(second, "getStorageItem")[0] is not None  # what the first start stored
    assert answers(denied, "getStorageItem")[0] is None
    assert [answers(run, "getAnonymousKey")[:1] for run in sample.runs[3:5]] == [[None], ["ERROR"]]
    sizes = []
    for run in (first, other):
        with Image.open(sample.out / run["screenshot"]) as picture:
            sizes.append(picture.size)
    assert sizes == [(393, 852), (360, 780)]  # of the iPhone and of the Galaxy


def test_the_first_start_is_walked_through(sample: Done) -> None:
    journal = (sample.out / sample.runs[0]["journal"]).read_text("utf-8").splitlines()
    steps = dict.fromkeys(json.loads(line)["during"] for line in journal)
    assert [step for step in STEPS if step not in steps] == []


def test_the_report_is_one_small_file_that_asks_nobody(sample: Done) -> None:
    html = (sample.out / "report.html").read_text("utf-8")
    sources = {each.partition(",")[0] for each in re.findall(r'src="([^"]*)"', html)}
    assert (len(html) < 2_000_000, sources) == (True, {"data:image/jpeg;base64"})
    assert html.count('<li class="') >= len(STEPS) - 2  # nothing is seen in the background


def test_json_and_junit_are_written_where_they_are_wanted_too(sample: Done) -> None:
    folder = sample.out.parent
    assert json.loads((folder / "deep" / "r.json").read_text("utf-8"))["version"] == 1
    assert (folder / "deep" / "r.json").read_bytes() == (sample.out / "smoke.json").read_bytes()
    (suite,) = Xml.fromstring((folder / "j.xml").read_text("utf-8"))  # noqa: S314  # our own
    assert (suite.get("tests"), suite.get("failures")) == (str(len(STATES)), "0")


def test_the_terminal_tells_each_run_and_one_table(sample: Done) -> None:
    lines = sample.stdout.splitlines()
    assert sorted(line.split()[1] for line in lines[: len(STATES)]) == sorted(STATES)
    assert lines[-1].startswith("✓ nothing failed, ")
    assert sample.stderr == ""


def test_each_failure_has_its_name_and_the_next_target_is_unaffected(tmp_path: Path) -> None:
    targets = [
        app(tmp_path, "loops", "<p>x<script>for(;;);</script>"),
        app(tmp_path, "throws", "<p>x<script>setTimeout(()=>{throw new Error('x')})</script>"),
        app(tmp_path, "rejects", "<p>x<script>Promise.reject(new Error('x'))</script>"),
        app(tmp_path, "blank", "<body style='background:#eee'>"),
        app(tmp_path, "lacks", "<p>x<script src='/gone.js'></script>"),
        app(tmp_path, "complains", "<p>x<script>console.error('x')</script>"),
        app(tmp_path, "leaves", "<p>x<script>location='https://else.invalid/'</script>"),
        app(
            tmp_path,
            "dies",
            "<body><p>x<script>let e=document.body;for(let i=0;i<60000;i++)"
            "e=e.appendChild(document.createElement('div'))</script>",
        ),
        "http://127.0.0.1:9",
        app(tmp_path, "fine", "<p>x"),
    ]
    done = smoke(tmp_path, *targets, "--timeout", "5")
    assert done.kinds() == {
        "loops": {"hang"},
        "throws": {"page-error"},
        "rejects": {"unhandled-rejection"},
        "blank": {"blank-screen"},
        "lacks": {"missing-file"},
        "complains": {"console-error"},
        "leaves": {"left"},
        "dies": {"crash"},
        "127.0.0.1:9": {"not-loaded"},
        "fine": set(),
    }, done.stdout
    assert done.exit_code == 1


def test_what_is_allowed_is_shown_and_fails_nothing(tmp_path: Path) -> None:
    html = "<p>x<script>console.error('no shop');throw new Error('x')</script>"
    toml = '[smoke]\nallow = ["page-error"]\n'
    done = smoke(tmp_path, app(tmp_path, "a", html, toml=toml), "--allow", "console-error:no shop")
    assert (done.exit_code, done.kinds()) == (0, {"a": set()}), done.stdout
    assert {each["kind"] for each in done.runs[0]["allowed"]} == {"console-error", "page-error"}


def test_a_sheet_that_aitdesk_toml_keeps_for_a_person_is_named(
    tmp_path: Path, sdk_page: str
) -> None:
    toml = tmp_path / "asks.toml"
    toml.write_text('[prompts.kinds]\nlogin = "ask"\nalert = "ask"\n')
    page = tmp_path / "asks"
    page.mkdir()
    for file in Path(sdk_page).rglob("*"):
        if file.is_file():
            (page / file.relative_to(sdk_page)).parent.mkdir(parents=True, exist_ok=True)
            (page / file.relative_to(sdk_page)).write_bytes(file.read_bytes())
    html = (page / "index.html").read_text("utf-8")
    script = "<p>x<script>addEventListener('load',()=>{alert(1);window.sdk.appLogin()})</script>"
    (page / "index.html").write_text(html.replace("</body>", f"{script}</body>"), "utf-8")
    done = smoke(tmp_path, str(page), "--config", str(toml), "--timeout", "8")
    first = done.runs[0]
    assert first["unanswered_prompts"] == ["alert", "login"], done.stdout
    told = [each["text"] for each in first["failures"] if each["kind"] == "unanswered-sheet"]
    assert told == [
        "nobody answers the sheet alert of alert",
        "nobody answers the sheet login of appLogin",
    ]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["nowhere"], "nowhere"),
        (["--allow", "hangs"], "no such kind of failure; did you mean hang?"),
        (["--path", "x"], "--path x does not begin with /"),
        (["--timeout", "0"], "--timeout 0: choose a time of more than 0 seconds"),
        (["--json", "/proc/no/r.json"], "/proc/no/r.json cannot be written"),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, arguments: list[str], text: str) -> None:
    done = smoke(tmp_path, *arguments)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert text in done.stderr


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A command whose mini-app never ends, with every process that it started."""
    target = app(tmp_path, "loops", "<p>x<script>for(;;);</script>")
    process = subprocess.Popen(
        [AITDESK, "smoke", target, "--timeout", "100", "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        text=True,
    )
    with process:
        try:
            wait_until(
                lambda: len(descendants(process.pid)) >= PROCESSES,
                what=lambda: "no page began",
            )
            yield process, descendants(process.pid)
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_command(
    running: tuple[subprocess.Popen[str], list[int]], number: signal.Signals
) -> None:
    process, started = running
    process.send_signal(number)
    process.communicate(timeout=PATIENCE_S)
    wait_until(
        lambda: not any(map(_is_alive, started)),
        what=lambda: f"still there: {[each for each in started if _is_alive(each)]}",
    )


def test_a_webview_that_is_killed_is_a_crash_and_ends_the_command(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, _ = running
    (served,) = children_of(process.pid)
    os.kill(served, signal.SIGKILL)
    stdout, stderr = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1, stderr
    assert "crash" in stdout
    assert "the WebView process ended: killed by SIGKILL" in stdout


def _is_alive(pid: int) -> bool:
    # A process that nobody waited for yet is over, too.
    return _read(pid, "stat", lambda text: text.rpartition(")")[2].split()[0] not in {"Z", "X"})


def _read(pid: int, name: str, is_so: Callable[[str], bool]) -> bool:
    try:
        return is_so(Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace"))
    except (OSError, IndexError):
        return False
