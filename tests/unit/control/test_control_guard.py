from __future__ import annotations

import asyncio
import json
import stat
from typing import TYPE_CHECKING

import pytest

from aitdesk.control import Address, serve_control
from aitdesk.control.guard import MOST_BYTES
from aitdesk.errors import ConfigError
from control_rig import Caller, Tree, controlled
from rig import make_rig

if TYPE_CHECKING:
    from pathlib import Path


def refused(**headers: str) -> tuple[int, str]:
    async def act(caller: Caller) -> tuple[int, str]:
        said = {name: text.replace("PORT", str(caller.port)) for name, text in headers.items()}
        answer = await caller("GET", "/state", **said)
        return answer.status, answer.json.get("error", {}).get("code", "")

    found: tuple[int, str] = controlled(act)
    return found


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ({}, (200, "")),
        ({"host": "localhost:PORT"}, (200, "")),
        ({"authorization": ""}, (401, "UNAUTHORIZED")),
        ({"authorization": "Bearer wrong"}, (401, "UNAUTHORIZED")),
        ({"authorization": "Basic d3Jvbmc="}, (401, "UNAUTHORIZED")),
        ({"host": "example.com"}, (421, "WRONG_HOST")),
        ({"host": "127.0.0.1"}, (421, "WRONG_HOST")),
        ({"host": "example.com:PORT"}, (421, "WRONG_HOST")),
        ({"origin": "https://my-app.apps.tossmini.com"}, (403, "BROWSER_ORIGIN")),
        ({"origin": "null"}, (403, "BROWSER_ORIGIN")),
        ({"origin": "http://127.0.0.1:PORT"}, (403, "BROWSER_ORIGIN")),
        ({"sec_fetch_site": "cross-site"}, (403, "BROWSER_ORIGIN")),
        ({"sec_fetch_site": "same-site"}, (403, "BROWSER_ORIGIN")),
    ],
)
def test_only_a_program_with_the_token_may_ask(
    headers: dict[str, str], outcome: tuple[int, str]
) -> None:
    assert refused(**headers) == outcome


def test_nothing_is_done_for_who_may_not_ask() -> None:
    rig = make_rig()

    async def act(caller: Caller) -> Tree:
        body = {"throttle": {"is_on": True}}
        await caller("PATCH", "/state", body, authorization="Bearer wrong")
        return caller.rig.shell.throttle.observable.value.is_on

    assert controlled(act, rig=rig) is False


@pytest.mark.parametrize("is_told", [True, False], ids=["its length told", "in chunks"])
def test_a_body_that_is_too_large_is_refused(is_told: bool) -> None:  # noqa: FBT001
    content = b" " * (MOST_BYTES + 1)
    chunked = f"{len(content):x}\r\n".encode() + content + b"\r\n0\r\n\r\n"

    async def act(caller: Caller) -> Tree:
        if is_told:
            answer = await caller("PATCH", "/state", content)
        else:
            headers = {"content_length": "", "transfer_encoding": "chunked"}
            answer = await caller("PATCH", "/state", chunked, **headers)
        return answer.status, answer.json["error"]["code"]

    assert controlled(act) == (413, "TOO_LARGE")


def test_each_run_has_a_token_of_its_own() -> None:
    async def token(caller: Caller) -> str:
        return caller.address.token

    assert controlled(token) != controlled(token)


def test_the_token_is_never_in_the_journal() -> None:
    rig = make_rig()

    async def act(caller: Caller) -> str:
        await caller("GET", "/state")
        await caller("PATCH", "/state", {"throttle": {"is_on": True}})
        return caller.address.token

    token = controlled(act, rig=rig)
    assert [entry for entry in rig.journal.entries if token in entry.line()] == []


def test_only_its_user_may_read_the_file_with_the_token(tmp_path: Path) -> None:
    file = tmp_path / "new" / "control.json"
    Address("http://127.0.0.1:1", "secret").write(file)
    found = json.loads(file.read_text())
    assert (found["url"], found["token"], stat.S_IMODE(file.stat().st_mode)) == (
        "http://127.0.0.1:1",
        "secret",
        0o600,
    )


def test_the_file_is_never_written_through_a_link(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / "control.json").symlink_to(other)
    Address("http://127.0.0.1:1", "secret").write(tmp_path / "control.json")
    assert (other.read_text(), (tmp_path / "control.json").is_symlink()) == ("mine", False)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be written"):
        Address("http://127.0.0.1:1", "secret").write(tmp_path / "file" / "control.json")


def test_a_port_that_is_taken_is_told() -> None:
    async def act(caller: Caller) -> None:
        async with serve_control(caller.rig.session, port=caller.port):
            raise AssertionError("two programs share a port")

    with pytest.raises(ConfigError, match="cannot be used"):
        controlled(act)


def test_it_listens_on_loopback_alone_and_not_after_the_end() -> None:
    async def act(caller: Caller) -> int:
        return caller.port

    port = controlled(act)
    with pytest.raises(ConnectionRefusedError):
        asyncio.run(_connect(port))


async def _connect(port: int) -> None:
    await asyncio.open_connection("127.0.0.1", port)
