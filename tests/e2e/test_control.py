"""Control beside the real WebView: another program acts, the page with the real SDK gets it."""

from __future__ import annotations

import json
import stat
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import pytest

from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import MiniApp, Starter

Tree: TypeAlias = Any
"""Decoded JSON; a test tells its shape."""


class Control:
    """A program of this machine that was given the file with the token."""

    def __init__(self, miniapp: MiniApp) -> None:
        file = miniapp.out / "control.json"
        wait_until(file.is_file, what=lambda: f"no {file}\n{miniapp.terminal}")
        said = json.loads(file.read_text())
        self.file, self.url, self._token = file, said["url"], said["token"]

    def __call__(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_S)
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Authorization": f"Bearer {self._token}"})
        reply = connection.getresponse()
        found = reply.status, reply.read()
        connection.close()
        return found

    def json(self, method: str, path: str, body: object = None) -> Tree:
        """Ask, and return the value of the answer, which must be a good one."""
        status, content = self(method, path, body)
        assert status == 200, content
        return json.loads(content)


@pytest.fixture
def controlled(run_miniapp: Starter, sdk_page: str, tmp_path: Path) -> MiniApp:
    """Start the page with the whole SDK, with control and a permission to ask for."""
    file = tmp_path / "aitdesk.toml"
    file.write_text('[app]\npermissions = ["clipboard:rw"]\n')
    miniapp = run_miniapp(sdk_page, "--config", str(file), "--control-port", "0")
    miniapp.page.wait_for_function("() => 'sdk' in window")
    return miniapp


def test_another_program_answers_what_the_page_asks(controlled: MiniApp) -> None:
    control, page = Control(controlled), controlled.page
    control.json("PATCH", "/state", {"clipboard": {"text": "복사한 글"}})
    page.evaluate("() => { window.got = sdk.getClipboardText(); }")
    wait_until(
        lambda: control.json("GET", "/prompts")["prompts"],
        what=lambda: "nothing was asked",
    )
    (prompt,) = control.json("GET", "/prompts")["prompts"]
    control.json("POST", f"/prompts/{prompt['id']}", {"choice": "allow"})
    assert (prompt["kind"], prompt["for_call"], page.evaluate("() => window.got")) == (
        "permission",
        "requestPermission",
        "복사한 글",
    )


def test_a_change_of_the_state_is_what_the_page_gets_next(controlled: MiniApp) -> None:
    control, page = Control(controlled), controlled.page
    before = page.evaluate("() => sdk.getNetworkStatus()")
    control.json("PATCH", "/state", {"network": {"status": "4G"}})
    after = page.evaluate("() => sdk.getNetworkStatus()")
    control.json("POST", "/reset", {"parts": ["network"]})
    assert (before, after, page.evaluate("() => sdk.getNetworkStatus()")) == ("WIFI", "4G", "WIFI")


def test_an_event_and_a_press_reach_the_page(controlled: MiniApp) -> None:
    control, page = Control(controlled), controlled.page
    page.evaluate(
        """() => {
          window.times = 0;
          sdk.graniteEvent.addEventListener("backEvent", { onEvent: () => { window.times += 1; } });
        }"""
    )
    controlled.entry("subscribe", name="backEvent")
    control.json("POST", "/events", {"name": "backEvent"})
    control.json("POST", "/press", {"button": "back"})
    page.wait_for_function("() => window.times === 2")


def test_the_journal_and_the_picture_are_those_of_the_run(controlled: MiniApp) -> None:
    control = Control(controlled)
    controlled.page.evaluate("() => sdk.getAnonymousKey()")
    entry = controlled.entry("call", name="getAnonymousKey")
    found = control.json("GET", f"/journal?after={entry['id'] - 1}&limit=1&wait_ms=10000")
    status, picture = control("GET", "/screenshot")
    assert (found, status, picture[:8]) == (
        {"entries": [entry], "next_after": entry["id"], "missed": 0},
        200,
        b"\x89PNG\r\n\x1a\n",
    )


def test_the_page_itself_cannot_reach_control(controlled: MiniApp) -> None:
    control, page = Control(controlled), controlled.page
    before = control.json("GET", "/state/throttle")
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
        control.url,
    )
    assert outcomes[0] == outcomes[2] == outcomes[3] == "failed"
    assert outcomes[1] in {"opaque 0", "failed"}
    assert control.json("GET", "/state/throttle") == before


def test_closing_ends_the_run_and_takes_the_token_away(controlled: MiniApp) -> None:
    control = Control(controlled)
    mode = stat.S_IMODE(control.file.stat().st_mode)
    control.json("POST", "/close")
    assert (mode, controlled.wait(), control.file.exists()) == (0o600, 0, False)


def test_where_control_is_is_told_once_and_never_with_the_token(controlled: MiniApp) -> None:
    control = Control(controlled)
    token = json.loads(control.file.read_text())["token"]
    journal = (controlled.out / "journal.jsonl").read_text("utf-8")
    lines = [line for line in controlled.terminal.splitlines() if "control at" in line]
    assert (lines, token in controlled.terminal + journal) == (
        [f"aitdesk: control at {control.url}, token in {control.file}"],
        False,
    )


def test_without_the_option_nothing_listens(run_miniapp: Starter, sdk_page: str) -> None:
    miniapp = run_miniapp(sdk_page)
    assert "control at" not in miniapp.terminal
    assert not (miniapp.out / "control.json").exists()
