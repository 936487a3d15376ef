"""Who reaches DevTools of a run that tests drive: they, and nobody else on the machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import httpx
import pytest

from patience import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.command import Runner
    from e2e.conftest import Opener

# What another user of this machine tries; it has this user's secret only where a case gives it.
TRY = """
import encodings.idna, json, os, socket, sys  # while it may still read its library

door, engine, taken = map(int, sys.argv[1:4])
secret, target = sys.argv[4:]
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)

def ask(port, path, *more, host=None, local=None):
    head = "\\r\\n".join((f"GET {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{port}'}", *more))
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5, source_address=local) as there:
            there.sendall(f"{head}\\r\\n\\r\\n".encode())
            return int(there.recv(4096).split()[1])
    except OSError as problem:
        return type(problem).__name__

upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
browser = f"/{secret}{target}"
print(json.dumps({
    "the engine's own port": ask(engine, "/json/list"),
    "the engine's own port, as a WebSocket": ask(engine, target, *upgrade),
    "from the port of a program that is let in": ask(engine, "/json", local=("127.0.0.1", taken)),
    "from that port of another address": ask(engine, "/json", local=("127.0.0.2", taken)),
    "without the secret": ask(door, "/json/version"),
    "with another secret": ask(door, f"/{secret[:-1]}/json/version"),
    "without the secret, as a WebSocket": ask(door, target, *upgrade),
    "a page's request": ask(door, f"/{secret}/json", "Sec-Fetch-Site: cross-site"),
    "a page's WebSocket": ask(door, browser, *upgrade, "Origin: http://127.0.0.1"),
    "a page's WebSocket from a file": ask(door, browser, *upgrade, "Origin: null"),
    "another host": ask(door, f"/{secret}/json/version", host="rebound.example"),
    "no request at all": ask(door, "/ /"),
    "with the secret": ask(door, f"/{secret}/json/version"),
    "with the secret, as a WebSocket": ask(door, browser, *upgrade),
}))
"""
SHUT = {
    "the engine's own port": "TimeoutError",
    "the engine's own port, as a WebSocket": "TimeoutError",
    "from the port of a program that is let in": "OSError",
    "from that port of another address": "TimeoutError",
    "without the secret": 404,
    "with another secret": 404,
    "without the secret, as a WebSocket": 404,
    "a page's request": 403,
    "a page's WebSocket": 403,
    "a page's WebSocket from a file": 403,
    "another host": 421,
    "no request at all": 400,
    "with the secret": 200,
    "with the secret, as a WebSocket": 101,
}
FROM_A_PAGE = """async (address) => {
  const heard = {};
  const say = (name) => () => { heard[name] = "reached"; };
  await fetch(`${address}/json/list`).then(say("fetch"), () => {});
  await new Promise((done) => {
    const socket = new WebSocket(`${address.replace("http", "ws")}/devtools/browser`);
    socket.onopen = () => { say("socket")(); done(); };
    socket.onerror = done;
  });
  return heard;
}"""
# Nobody answers there, not even with a refusal.
FROM_A_PAGE_WITHIN = """async (address) => Promise.race([
  fetch(`${address}/json/list`, { mode: "no-cors" }).then(() => "reached", () => "refused"),
  new Promise((done) => setTimeout(done, 500, "nothing")),
])"""


def engines_own(said: str) -> SplitResult:
    """Return the address that Chromium says it listens on."""
    found = re.search(r"DevTools listening on (\S+)", said)
    assert found is not None
    return urlsplit(found[1])


def caller_of(port: int) -> int:
    """Return the port of a connection to this one, as every user of the machine can read it."""
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    rows = [line.split() for line in lines]
    callers = [row[1] for row in rows if row[2].endswith(f":{port:04X}") and row[3] == "01"]
    return int(callers[0].partition(":")[2], 16)


def test_another_user_of_the_machine_does_not_reach_devtools(
    new_miniapp: Opener, sdk_page: str
) -> None:
    process = new_miniapp(target=sdk_page).process
    door, engine = urlsplit(process.devtools), engines_own(process.stderr)
    taken = caller_of(engine.port or 0)
    told = [door.port, engine.port, taken, door.path.strip("/"), engine.path]
    command = [sys.executable, "-c", TRY, *map(str, told)]
    child = subprocess.run(command, capture_output=True, check=True, text=True, timeout=PATIENCE_S)
    assert json.loads(child.stdout) == SHUT


def test_a_page_does_not_reach_devtools_even_where_it_knows_the_address(
    new_miniapp: Opener, sdk_page: str
) -> None:
    miniapp = new_miniapp(target=sdk_page)
    assert miniapp.page.evaluate(FROM_A_PAGE, miniapp.process.devtools) == {}
    own = f"http://{engines_own(miniapp.process.stderr).netloc}"
    assert miniapp.page.evaluate(FROM_A_PAGE_WITHIN, own) == "nothing"


def test_a_preview_says_the_address_on_the_port_that_was_asked_for(
    run_preview: Runner, sdk_page: str, free_port: Callable[[], int]
) -> None:
    port = free_port()
    run = run_preview(sdk_page, "--debug-port", str(port))
    run.entry("loaded", ok=True)
    (address,) = re.findall(r"aitdesk: DevTools at (\S+)", run.terminal)
    told = httpx.get(f"{address}/json/version").json()["webSocketDebuggerUrl"]
    assert (urlsplit(address).port, told.startswith(f"{address}/".replace("http", "ws"))) == (
        port,
        True,
    )


def test_a_port_that_the_environment_would_open_to_everybody_stays_closed(
    run_preview: Runner, sdk_page: str, free_port: Callable[[], int]
) -> None:
    meant = f"127.0.0.1:{free_port()}"
    run = run_preview(sdk_page, environment={"QTWEBENGINE_REMOTE_DEBUGGING": meant})
    text = f"QTWEBENGINE_REMOTE_DEBUGGING={meant} would be open to everybody"
    assert run.entry("problem", text=f"{text}: use --debug-port instead")
    run.entry("loaded", ok=True)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://{meant}/json/version")
