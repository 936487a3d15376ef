from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

import pytest

from aitdesk.engine.devtools import EnginePort, serve_devtools
from aitdesk.errors import ConfigError
from aitdesk.server.http_server import listen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

Ends: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]

UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n"
SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
MANY_BYTES = 4_000_000


@asynccontextmanager
async def door(answer: Callable[[bytes, Ends], Awaitable[None]]) -> AsyncIterator[tuple[str, str]]:
    """Lead to what stands in for Chromium; yield the address of the door, and the engine's own."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with closing(writer):
            await answer(await reader.readuntil(b"\r\n\r\n"), (reader, writer))

    listening = listen(0)
    engine = EnginePort(listening.getsockname()[1])
    server = await asyncio.start_server(serve, sock=listening)
    async with serve_devtools(engine, port=0) as address:
        yield address, engine.address
    server.close()


@asynccontextmanager
async def closing(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    try:
        yield
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def asking(address: str, path: str, more: str = "") -> AsyncIterator[Ends]:
    """Ask for what lies behind the secret."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection("127.0.0.1", parts.port)
    async with closing(writer):
        head = f"GET {parts.path}{path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{more}\r\n"
        writer.write(head.encode())
        yield reader, writer


def test_a_request_reaches_chromium_without_the_secret_and_its_answer_leads_to_the_door() -> None:
    heads = list[str]()

    async def tell(head: bytes, ends: Ends) -> None:
        heads.append(head.decode().lower())
        own = heads[0].split("host: ")[1].split()[0]
        body = f'{{"ws": "ws://{own}/devtools/page/1"}}'
        ends[1].write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())

    async def run() -> None:
        async with door(tell) as (address, own):
            async with asking(address, "/json/version/", "Accept: */*\r\n") as (reader, _):
                text = await reader.read()
            said = text.decode().partition("\r\n\r\n")[2]
            assert said == f'{{"ws": "{address.replace("http", "ws")}/devtools/page/1"}}'
            assert heads == [f"get /json/version/ http/1.1\r\nhost: {own}\r\naccept: */*\r\n\r\n"]

    asyncio.run(run())


def test_bytes_go_both_ways_unread_also_to_one_who_reads_slowly() -> None:
    async def echo(_: bytes, ends: Ends) -> None:
        reader, writer = ends
        writer.write(SWITCHING)
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()

    async def run() -> None:
        sent = bytes(range(256)) * (MANY_BYTES // 256)
        async with door(echo) as (address, _), asking(address, "/x", UPGRADE) as (reader, writer):
            assert await reader.readexactly(len(SWITCHING)) == SWITCHING
            writer.write(sent)
            assert await reader.readexactly(len(sent)) == sent

    asyncio.run(run())


def test_the_end_of_either_side_is_the_others() -> None:
    gone = asyncio.Event()

    async def wait(_: bytes, ends: Ends) -> None:
        ends[1].write(SWITCHING)
        if await ends[0].read(1) == b"":
            gone.set()

    async def run() -> None:
        async with door(wait) as (address, _):
            async with asking(address, "/x", UPGRADE) as (reader, writer):
                await reader.readexactly(len(SWITCHING))
                writer.write(b"x")
                assert await reader.read() == b""
            async with asking(address, "/x", UPGRADE) as (reader, _):
                await reader.readexactly(len(SWITCHING))
            await asyncio.wait_for(gone.wait(), 5)

    asyncio.run(run())


def test_whoever_says_nothing_makes_room_and_leaves_the_others_alone() -> None:
    async def never(_: bytes, ends: Ends) -> None:
        ends[1].write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async def run() -> None:
        async with door(never) as (address, _):
            port = urlsplit(address).port
            silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(70)]
            async with asking(address, "/json") as (reader, _):
                assert (await reader.read()).startswith(b"HTTP/1.1 200")
            ended = [reader.at_eof() or reader.exception() is not None for reader, _ in silent]
            assert ended == [True] * 7 + [False] * 63
            for _, writer in silent:
                async with closing(writer):
                    pass

    asyncio.run(run())


def test_an_engine_that_does_not_answer_ends_the_visit() -> None:
    async def run() -> None:
        async with (
            serve_devtools(EnginePort(), port=0) as address,
            asking(address, "/json") as (reader, _),
        ):
            with suppress(ConnectionResetError):
                assert await reader.read() == b""

    asyncio.run(run())


def test_a_port_that_is_taken_is_told() -> None:
    async def run() -> None:
        with listen(0) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(ConfigError, match=f"--debug-port {port} cannot be used"):
                async with serve_devtools(EnginePort(), port=port):
                    pass

    asyncio.run(run())
