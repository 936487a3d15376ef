"""Control beside the real WebView: another program acts, the page with the real SDK gets it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entries import entries_of
from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.driver import MiniApp
    from e2e.command import Runner
    from e2e.conftest import Opener

AITDESK = str(Path(sys.executable).with_name("aitdesk"))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A permission to ask for."""
    file = tmp_path_factory.mktemp("config") / "aitdesk.toml"
    file.write_text('[app]\npermissions = ["clipboard:rw"]\n')
    return file


@pytest.fixture
def controlled(new_miniapp: Opener, sdk_page: str, config: Path) -> MiniApp:
    """The page with the whole SDK."""
    miniapp = new_miniapp(target=sdk_page, config=config)
    miniapp.page.wait_for_function("() => 'sdk' in window")
    return miniapp


def test_another_program_answers_what_the_page_asks(controlled: MiniApp) -> None:
    ask, page = controlled.shell.ask, controlled.page
    ask("PATCH", "/state", {"clipboard": {"text": "복사한 글"}})
    page.evaluate("() => { window.got = sdk.getClipboardText(); }")
    wait_until(
        lambda: ask("GET", "/prompts")["prompts"],
        what=lambda: "nothing was asked",
    )
    (prompt,) = ask("GET", "/prompts")["prompts"]
    ask("POST", f"/prompts/{prompt['id']}", {"choice": "allow"})
    assert (prompt["kind"], prompt["for_call"], page.evaluate("() => window.got")) == (
        "permission",
        "requestPermission",
        "복사한 글",
    )


def test_a_change_of_the_state_is_what_the_page_gets_next(controlled: MiniApp) -> None:
    ask, page = controlled.shell.ask, controlled.page
    before = page.evaluate("() => sdk.getNetworkStatus()")
    ask("PATCH", "/state", {"network": {"status": "4G"}})
    after = page.evaluate("() => sdk.getNetworkStatus()")
    ask("POST", "/reset", {"parts": ["network"]})
    assert (before, after, page.evaluate("() => sdk.getNetworkStatus()")) == ("WIFI", "4G", "WIFI")


def test_an_event_and_a_press_reach_the_page(controlled: MiniApp) -> None:
    ask, page = controlled.shell.ask, controlled.page
    page.evaluate(
        """() => {
          window.times = 0;
          sdk.graniteEvent.addEventListener("backEvent", { onEvent: () => { window.times += 1; } });
        }"""
    )
    controlled.shell.await_entry("subscribe", name="backEvent")
    ask("POST", "/events", {"name": "backEvent"})
    ask("POST", "/press", {"button": "back"})
    page.wait_for_function("() => window.times === 2")


def test_the_page_itself_cannot_reach_control(controlled: MiniApp) -> None:
    ask, page = controlled.shell.ask, controlled.page
    before = ask("GET", "/state/throttle")
    outcomes = page.evaluate(
        """async (url) => {
          const ask = (options) => fetch(`${url}/state`, options).then(
            (reply) => `${reply.type} ${reply.status}`, () => "failed");
          const patch = JSON.stringify({ throttle: { is_on: true } });
          return [
            await ask({}),
            await ask({ mode: "no-cors" }),
            await ask({ method: "PATCH", body: patch, headers: { Authorization: "Bearer x" } }),
            await new Promise((done) => {
              const socket = new WebSocket(`${url.replace("http", "ws")}/journal`);
              socket.onopen = () => done("open");
              socket.onerror = () => done("failed");
            }),
          ];
        }""",
        controlled.shell.transport.address.url,
    )
    assert outcomes[0] == outcomes[2] == outcomes[3] == "failed"
    assert outcomes[1] in {"opaque 0", "failed"}
    assert ask("GET", "/state/throttle") == before


def test_the_journal_and_the_picture_are_those_of_the_run(run_preview: Runner) -> None:
    run = run_preview()
    entry = run.entry("call", name="getAnonymousKey")
    found = run.control.ask("GET", f"/journal?after={entry['id'] - 1}&limit=1&wait_ms=10000")
    picture = run.control.ask("GET", "/screenshot")
    assert (found, picture[:8]) == (
        {"entries": [entry], "next_after": entry["id"], "missed": 0, "is_over": False},
        b"\x89PNG\r\n\x1a\n",
    )


def test_closing_ends_the_run_and_takes_the_token_away(run_preview: Runner, sdk_page: str) -> None:
    run = run_preview(sdk_page)
    run.entry("loaded", ok=True)
    control, file = run.control, run.out / "control.json"
    mode = stat.S_IMODE(file.stat().st_mode)
    control.ask("POST", "/close")
    assert (mode, run.wait(), file.exists()) == (0o600, 0, False)


def test_where_control_is_is_told_once_and_never_with_the_token(
    run_preview: Runner, sdk_page: str
) -> None:
    run = run_preview(sdk_page)
    run.entry("loaded", ok=True)
    file = run.out / "control.json"
    said = json.loads(file.read_text())
    assert run.control.ask("GET", "/state/throttle")
    journal = (run.out / "journal.jsonl").read_text("utf-8")
    lines = [line for line in run.terminal.splitlines() if "control at" in line]
    assert (lines, said["token"] in run.terminal + journal) == (
        [f"aitdesk: control at {said['url']}, token in {file}"],
        False,
    )


def test_without_the_option_nothing_listens(
    sdk_page: str, tmp_path: Path, free_port: Callable[[], int]
) -> None:
    out, stderr = tmp_path / "out", tmp_path / "stderr"
    # With a debugging port it is no single look: the run stays.
    options = ["--headless", "--debug-port", str(free_port()), "--out", str(out)]
    with stderr.open("w") as errors:
        run = subprocess.Popen(
            [AITDESK, "preview", sdk_page, *options],
            stderr=errors,
            env={**os.environ, "AITDESK_HOME": str(tmp_path / "home")},
        )
    try:
        wait_until(lambda: entries_of(out, "loaded", {"ok": True}), what=stderr.read_text)
        found = "control at" in stderr.read_text(), (out / "control.json").exists()
    finally:
        run.terminate()
        run.wait(PATIENCE_S)
    assert found == (False, False)
