from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.server.content import Folder
from aitdesk.server.gateway import Gateway
from aitdesk.system.port import free_port

if TYPE_CHECKING:
    from pathlib import Path

HOST = "my-app.apps.tossmini.com"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<!doctype html><title>root</title>")
    return tmp_path


def test_a_broken_key_file_is_named_in_the_error(folder: Path, tmp_path: Path) -> None:
    pem = tmp_path / "broken.pem"
    pem.write_text("nothing")

    async def serve() -> None:
        gateway = Gateway(Folder(folder, print))
        try:
            await gateway.serve(f"https://{HOST}", pem=pem)
        finally:
            await gateway.close()

    with pytest.raises(StoreError, match=r"broken\.pem"):
        asyncio.run(serve())


def test_a_connection_made_before_serving_waits_and_is_answered(folder: Path) -> None:
    async def first_line() -> bytes:
        gateway = Gateway(Folder(folder, print))
        port = gateway.bind()
        with socket.create_connection(("127.0.0.1", port)) as early:
            early.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            await gateway.serve(f"http://127.0.0.1:{port}")
            line = await asyncio.to_thread(early.recv, 15)
        await gateway.close()
        return line

    assert asyncio.run(first_line()) == b"HTTP/1.1 200 OK"


def test_binding_again_gives_the_same_port(folder: Path) -> None:
    gateway = Gateway(Folder(folder, print))
    ports = {gateway.bind(), gateway.bind()}
    asyncio.run(gateway.close())
    assert len(ports) == 1


def test_a_taken_port_gives_another_one(folder: Path) -> None:
    gateway = Gateway(Folder(folder, print))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        other = gateway.bind(preferred_port=port)
    asyncio.run(gateway.close())
    assert other != port


def test_a_free_port_is_taken_as_asked(folder: Path) -> None:
    port = free_port()
    gateway = Gateway(Folder(folder, print))
    bound = gateway.bind(preferred_port=port)
    asyncio.run(gateway.close())
    assert bound == port


def test_only_loopback_is_bound(folder: Path) -> None:
    gateway = Gateway(Folder(folder, print))
    port = gateway.bind()
    with pytest.raises(ConnectionError), socket.socket() as elsewhere:
        elsewhere.connect(("127.0.0.2", port))
    asyncio.run(gateway.close())


# Nagle's algorithm once held back each body for 40 ms: the accepted sockets had lost their
# protocol number, without which asyncio does not switch it off.
def test_answers_are_sent_without_delay(folder: Path) -> None:
    async def delayed() -> list[bool]:
        gateway = Gateway(Folder(folder, print))
        port = gateway.bind()
        await gateway.serve(f"http://127.0.0.1:{port}")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        await reader.readline()
        assert gateway._server is not None
        state = gateway._server._state
        assert state is not None
        sockets = [c.transport.get_extra_info("socket") for c in state.connections]
        found = [not s.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for s in sockets]
        writer.close()
        await gateway.close()
        return found

    assert asyncio.run(delayed()) == [False]


async def _open(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
    writer.write(f"GET /big.data HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    await reader.readline()
    return reader, writer


def test_requests_in_flight_are_counted_until_they_end(folder: Path) -> None:
    (folder / "big.data").write_bytes(bytes(20_000_000))

    async def counts() -> list[int]:
        gateway = Gateway(Folder(folder, print))
        port = gateway.bind()
        await gateway.serve(f"http://127.0.0.1:{port}")
        seen = [gateway.in_flight]
        streams = [await _open(port), await _open(port)]
        seen.append(gateway.in_flight)
        for _, writer in streams:
            writer.transport.abort()
        await gateway.close()
        return [*seen, gateway.in_flight]

    assert asyncio.run(counts()) == [0, 2, 0]


def test_closing_ends_an_answer_that_nobody_reads(folder: Path) -> None:
    (folder / "big.data").write_bytes(bytes(20_000_000))

    async def in_flight_after_close() -> int:
        gateway = Gateway(Folder(folder, print))
        port = gateway.bind()
        await gateway.serve(f"http://127.0.0.1:{port}")
        _, writer = await _open(port)
        await gateway.close(grace_s=0)
        writer.transport.abort()
        return gateway.in_flight

    assert asyncio.run(in_flight_after_close()) == 0


def test_a_crash_while_answering_is_a_plain_500(folder: Path) -> None:
    def crash(path: str) -> None:
        raise RuntimeError(path)

    async def reply() -> bytes:
        gateway = Gateway(Folder(folder, crash))
        port = gateway.bind()
        await gateway.serve(f"http://127.0.0.1:{port}")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /a.js HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        await gateway.close()
        return answer

    head, _, body = asyncio.run(reply()).partition(b"\r\n\r\n")
    assert (head.split(b"\r\n")[0], b"text/plain" in head, b"Server Error" in body) == (
        b"HTTP/1.1 500 Internal Server Error",
        True,
        True,
    )
