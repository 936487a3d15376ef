from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

from aitdesk.server.http_server import LOOPBACK, HttpServer, listen

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

LOADS = """
import sys
import aitdesk.server.gateway, aitdesk.server.http_server
print({"uvicorn", "h11", "websockets"} & {*sys.modules})
"""


async def hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


async def wait_for_ever(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"begun", "more_body": True})
    await asyncio.Event().wait()


def test_nothing_of_uvicorn_is_loaded_before_a_server_starts() -> None:
    command = [sys.executable, "-c", LOADS]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout == "set()\n"


def test_every_answer_has_the_servers_headers() -> None:
    async def head() -> bytes:
        server, listening = HttpServer(), listen(0)
        await server.start(hello, listening, headers=[(b"x-always", b"so")])
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await server.close()
        return answer

    assert b"\r\nx-always: so\r\n" in asyncio.run(head())


def test_an_answer_that_never_ends_is_dropped_when_the_server_closes() -> None:
    async def rest() -> bytes:
        server, listening = HttpServer(), listen(0)
        await server.start(wait_for_ever, listening)
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readuntil(b"begun")
        closing = asyncio.create_task(server.close(grace_s=0))
        left = await reader.read()
        writer.close()
        closing.cancel()  # it waits for the answer, which never hears of it
        return left

    assert asyncio.run(rest()) in {b"", b"\r\n"}


def test_a_server_that_never_started_closes() -> None:
    asyncio.run(HttpServer().close())


def test_a_port_of_loopback_is_listened_on() -> None:
    with listen(0) as listening:
        assert listening.getsockname()[0] == LOOPBACK
