"""What somebody with a certificate may try: none of it reaches an endpoint, or anything else."""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from aitdesk.partner.authority import Authority
from aitdesk.partner.listener import MOST_BYTES, Doorman
from aitdesk.partner.signing import API_HOST, PAY_HOST
from partner_rig import PREFIX, Toss, trusting, with_toss

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATH = f"{PREFIX}/users/anon-key/verify"
# As a server in Node would do it: Python cannot ask for it.
RENEGOTIATE = """
const { readFileSync } = require("node:fs");
const [port, ca, cert, key] = process.argv.slice(1);
const end = (word) => { process.stdout.write(word); process.exit(); };
const socket = require("node:tls").connect({
  host: "127.0.0.1", port, maxVersion: "TLSv1.2", ca: readFileSync(ca), cert: readFileSync(cert),
  key: readFileSync(key), checkServerIdentity: () => undefined,
}, () => socket.renegotiate({}, (problem) => end(problem ? "refused" : "done")));
socket.on("error", () => end("refused"));
socket.on("close", () => end("refused"));
"""


async def spoken(toss: Toss, text: bytes) -> bytes:
    """Say some bytes over TLS and return what comes until the end, b"" where it is cut off."""
    context = trusting(toss.address)
    context.check_hostname = False
    port = int(toss.address.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname=""
    )
    try:
        writer.write(text)
        await writer.drain()
        return await reader.read()
    except OSError:
        return b""
    finally:
        writer.transport.abort()


def statuses(answer: bytes) -> list[int]:
    """Return the status of each answer."""
    lines = answer.split(b"\r\n")
    return [int(each.split()[1]) for each in lines if each.startswith(b"HTTP/1.1 ")]


def asked(*lines: str, target: str = PATH, method: str = "POST", end: str = "\r\n\r\n") -> bytes:
    return ("\r\n".join((f"{method} {target} HTTP/1.1", *lines)) + end).encode("latin-1")


OURS = "host: localhost"
EMPTY, CLOSE = "content-length: 0", "connection: close"
ATTACKS = {
    "two-hosts": asked(OURS, f"host: {PAY_HOST}", EMPTY, CLOSE),
    "no-host": asked(EMPTY, CLOSE),
    "host-with-a-person": asked(f"host: evil@{API_HOST}", EMPTY, CLOSE),
    "host-with-a-dot": asked(f"host: {API_HOST}.", EMPTY, CLOSE),
    "host-with-a-path": asked(f"host: {API_HOST}/x", EMPTY, CLOSE),
    "host-of-another-port": asked("host: localhost:1", EMPTY, CLOSE),
    "whole-address": asked(OURS, EMPTY, CLOSE, target=f"https://{API_HOST}{PATH}"),
    "whole-foreign-address": asked(OURS, EMPTY, CLOSE, target=f"https://evil.example{PATH}"),
    "tunnel": asked(OURS, CLOSE, method="CONNECT", target=f"{API_HOST}:443"),
    "upgrade": asked(OURS, "connection: upgrade", "upgrade: websocket", CLOSE, method="GET"),
    "two-lengths": asked(OURS, EMPTY, "content-length: 5", CLOSE),
    "length-and-chunks": asked(
        OURS, "content-length: 5", "transfer-encoding: chunked, x", CLOSE, end="\r\n\r\n0\r\n\r\n"
    ),
    "length-below-nothing": asked(OURS, "content-length: -1", CLOSE),
    "folded-header": asked(OURS, EMPTY, "x: a\r\n b", "x y: c", CLOSE),
    "header-without-a-name": asked(OURS, ": x", EMPTY, CLOSE),
    "header-with-nothing": asked(OURS, "x: a\x00b", EMPTY, CLOSE),
    "no-http": b"\x00" * 1_000 + b"\r\n\r\n",
    "flood-of-headers": asked(OURS, *(f"x-{each}: {'y' * 1_000}" for each in range(200)), EMPTY),
    "one-endless-header": asked(OURS, f"x: {'y' * 100_000}", EMPTY),
    "endless-path": asked(OURS, EMPTY, CLOSE, target=PATH + "/x" * 50_000),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_request_that_is_none_reaches_no_endpoint(tmp_path: Path, name: str) -> None:
    async def act(toss: Toss) -> tuple[list[int], list[tuple[object, ...]]]:
        return statuses(await spoken(toss, ATTACKS[name])), toss.calls()

    found, calls = with_toss(tmp_path, act)
    assert ([each for each in found if each < 400], calls) == ([], [])


def test_the_request_that_the_attacks_are_made_of_is_one(tmp_path: Path) -> None:
    async def act(toss: Toss) -> list[int]:
        return statuses(await spoken(toss, asked(OURS, EMPTY, CLOSE)))

    assert with_toss(tmp_path, act) == [200]


async def endless(*, parts: int) -> AsyncIterator[bytes]:
    for _ in range(parts):
        yield b"x" * 100_000


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_huge_body_is_refused(tmp_path: Path, *, is_announced: bool) -> None:
    async def act(toss: Toss) -> int:
        url = f"{toss.address.url}{PREFIX}/users/anon-key/exchange"
        body = b"x" * (MOST_BYTES + 1) if is_announced else endless(parts=11)
        return (await toss.client.post(url, content=body)).status_code

    assert with_toss(tmp_path, act) == 413


def test_nobody_may_negotiate_again(tmp_path: Path) -> None:
    async def act(toss: Toss) -> str:
        where, port = toss.address, toss.address.url.rpartition(":")[2]
        node = await asyncio.create_subprocess_exec(
            "node", "-e", RENEGOTIATE, port, where.ca, where.certificate, where.key,
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        told, _ = await node.communicate()
        return told.decode()

    assert with_toss(tmp_path, act) == "refused"


def test_old_tls_is_not_spoken(tmp_path: Path) -> None:
    with_toss(tmp_path, _nothing)
    context = Doorman.at(Authority(tmp_path)).context
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.options & ssl.OP_NO_RENEGOTIATION


async def _nothing(_: Toss) -> None:
    return None


def listening_addresses() -> set[str]:
    """Return the addresses on which this process listens, as the system tells them."""
    mine = {str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
    rows = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path("/proc/self/net", name).read_text("ascii").splitlines()[1:]
    ]
    # Local address, state (0A listens) and inode, in the order of the system's table.
    return {row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in mine}


def test_nothing_listens_elsewhere_than_on_loopback(tmp_path: Path) -> None:
    async def act(toss: Toss) -> tuple[set[str], set[str]]:
        urls = (toss.address.url, toss.address.pay_url)
        ports = {f"0100007F:{int(each.rpartition(':')[2]):04X}" for each in urls}
        return listening_addresses() - before, ports

    before = listening_addresses()
    found, ports = with_toss(tmp_path, act)
    assert found == ports


def test_names_that_are_looked_up_are_noted(resolved: list[str]) -> None:
    async def act() -> None:
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:  # noqa: S501
            with pytest.raises(httpx.ConnectError):
                await client.get(f"http://localhost:{closed}/")

    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    asyncio.run(act())
    assert "localhost" in resolved
