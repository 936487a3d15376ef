"""What a page gets of a real host through the gateway, from a host that says what a test wants."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from aitdesk.server.gateway import Gateway
from aitdesk.server.upstream import Upstream, passed_on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
PACKED = gzip.compress(b"<svg/>" * 100, mtime=0)
_ANSWERS_S = 5.0


@dataclass
class Host:
    """A host that gives every request the same bytes, and then hangs up if it `hangs_up`."""

    reply: bytes = OK
    hangs_up: bool = False
    asked: list[bytes] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a client has gone."""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            while not reader.at_eof():
                try:
                    self.asked.append(await reader.readuntil(b"\r\n\r\n"))
                except (asyncio.IncompleteReadError, ConnectionError):
                    break
                writer.write(self.reply)
                if self.hangs_up:
                    await writer.drain()
                    return
            self.left.set()


@dataclass
class Way:
    """The gateway in front of the host; `failures` are what it told of."""

    port: int
    failures: list[tuple[str, str]]

    async def open(self, request: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        # One request a connection, so that the answer ends with it.
        line, _, rest = request.partition(b"\r\n")
        host = f"host: 127.0.0.1:{self.port}".encode()
        writer.write(b"\r\n".join([line, host, b"connection: close", rest or b"", b""]))
        return reader, writer

    async def ask(self, line: bytes = b"GET /a.png HTTP/1.1", *headers: bytes) -> bytes:
        request = b"\r\n".join([line, *headers]) + (b"\r\n" if headers else b"")
        reader, writer = await self.open(request)
        with closing(writer):
            return await asyncio.wait_for(reader.read(), _ANSWERS_S)


@asynccontextmanager
async def way_to(host: Host | int, *, silence_s: float = _ANSWERS_S) -> AsyncIterator[Way]:
    """Lead to a host, or to a port where none is."""
    server = None
    if isinstance(host, Host):
        server = await asyncio.start_server(host.answer, "127.0.0.1")
        port = server.sockets[0].getsockname()[1]
    else:
        port = host
    failures: list[tuple[str, str]] = []
    upstream = Upstream(
        f"http://127.0.0.1:{port}",
        lambda path, reason: failures.append((path, reason)),
        silence_s=silence_s,
    )
    gateway = Gateway(upstream, is_content_dated=True)
    own = gateway.bind()
    await gateway.serve(f"http://127.0.0.1:{own}")
    try:
        yield Way(own, failures)
    finally:
        await gateway.close(grace_s=0)
        await upstream.close()
        if server is not None:
            server.close()


def answered(host: Host, line: bytes = b"GET /a.png HTTP/1.1", *headers: bytes) -> bytes:
    """Return every byte of the answer to one request."""

    async def ask() -> bytes:
        async with way_to(host) as way:
            return await way.ask(line, *headers)

    return asyncio.run(ask())


def closed(*lines: bytes, body: bytes = b"") -> bytes:
    """Return an answer as the gateway writes it before it closes the connection."""
    return b"\r\n".join([*lines, b"Connection: close", b"", body])


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ([b"HTTP/1.1 200 OK", b"content-type: image/png", b"content-length: 3"], b"\x89PN"),
        (
            [
                b"HTTP/1.1 200 OK",
                b"cache-control: public, max-age=31536000, immutable",
                b'etag: "a"',
                b"access-control-allow-origin: *",
                b"vary: Origin",
                b"content-length: 1",
            ],
            b"1",
        ),
        (
            [
                b"HTTP/1.1 200 OK",
                b"content-encoding: gzip",
                f"content-length: {len(PACKED)}".encode(),
            ],
            PACKED,
        ),
        ([b"HTTP/1.1 404 Not Found", b"content-length: 0"], b""),
        ([b"HTTP/1.1 302 Found", b"location: https://a.example/", b"content-length: 0"], b""),
        ([b"HTTP/1.1 304 Not Modified", b'etag: "a"'], b""),
        (
            [b"HTTP/1.1 206 Partial Content", b"content-range: bytes 0-1/9", b"content-length: 2"],
            b"ab",
        ),
        ([b"HTTP/1.1 200 OK", b"set-cookie: a=1", b"set-cookie: b=2", b"content-length: 0"], b""),
    ],
)
def test_an_answer_arrives_as_the_host_gave_it(head: list[bytes], body: bytes) -> None:
    reply = b"\r\n".join([*head, b"", body])
    status, *headers = head
    assert answered(Host(reply)) == closed(status.rstrip(), *headers, body=body)


def test_headers_that_are_about_one_connection_stay_behind() -> None:
    reply = (
        b"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\n"
        b'Alt-Svc: h3=":443"\r\nContent-Length: 0\r\n\r\n'
    )
    assert answered(Host(reply)) == closed(b"HTTP/1.1 200 OK", b"content-length: 0")


def test_an_answer_in_chunks_arrives_in_chunks() -> None:
    reply = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
    head, _, body = answered(Host(reply)).partition(b"\r\n\r\n")
    parts = body.split(b"\r\n")
    assert (b"Transfer-Encoding: chunked" in head, b"".join(parts[1::2])) == (True, b"abc")


def test_a_head_request_gets_the_headers_alone() -> None:
    host = Host(b"HTTP/1.1 200 OK\r\ncontent-length: 1234\r\n\r\n")
    reply = answered(host, b"HEAD /a.png HTTP/1.1")
    assert (reply, host.asked[0].split(b"\r\n")[0]) == (
        closed(b"HTTP/1.1 200 OK", b"content-length: 1234"),
        b"HEAD /a.png HTTP/1.1",
    )


@pytest.mark.parametrize(
    "target",
    [
        b"/",
        b"/icons/png/4x/icon-heart.png",
        b"/a.svg?v=1&w=%20",
        b"/%EA%B7%B8%EB%A6%BC%2F1.png",
        b"//a.example/x",
        b"/a/../b",
        b"/a?",
    ],
)
def test_the_host_is_asked_for_the_very_path_of_the_page(target: bytes) -> None:
    host = Host()
    answered(host, b"GET " + target + b" HTTP/1.1")
    # A query that is empty is the same as none.
    assert [each.split(b" ")[1] for each in host.asked] == [target.rstrip(b"?")]


def test_the_host_hears_what_the_page_said_and_nothing_else() -> None:
    host = Host()
    headers = (
        b"Accept: image/avif",
        b"Accept-Encoding: br",
        b"Origin: https://my-app.apps.tossmini.com",
        b"Range: bytes=0-1",
        b"TE: trailers",
    )
    answered(host, b"GET /a HTTP/1.1", *headers)
    first, own, *heard = host.asked[0].rstrip().split(b"\r\n")
    assert (first, own.split(b":")[0], heard) == (
        b"GET /a HTTP/1.1",
        b"Host",
        [
            b"accept: image/avif",
            b"accept-encoding: br",
            b"origin: https://my-app.apps.tossmini.com",
            b"range: bytes=0-1",
        ],
    )


def test_a_cookie_of_one_answer_is_not_sent_with_the_next_request() -> None:
    host = Host(b"HTTP/1.1 200 OK\r\nset-cookie: a=1\r\ncontent-length: 0\r\n\r\n")

    async def ask_twice() -> None:
        async with way_to(host) as way:
            await way.ask()
            await way.ask()

    asyncio.run(ask_twice())
    assert [b"cookie" in each.lower() for each in host.asked] == [False, False]


@pytest.mark.parametrize("method", [b"POST", b"PUT", b"DELETE", b"OPTIONS"])
def test_the_host_is_only_read(method: bytes) -> None:
    host = Host()
    reply = answered(host, method + b" /a HTTP/1.1")
    assert (reply.split(b"\r\n")[0], host.asked) == (b"HTTP/1.1 405 Method Not Allowed", [])


def failing(host: Host | int, *, silence_s: float = _ANSWERS_S) -> tuple[bytes, list[str]]:
    """Return the status line, or nothing, and what was told: the path and the kind of failure."""

    async def ask() -> tuple[bytes, list[str]]:
        async with way_to(host, silence_s=silence_s) as way:
            reply = await way.ask(b"GET /a%20b?c HTTP/1.1")
            told = [f"{path} {reason.split(':')[0]}" for path, reason in way.failures]
            return reply.split(b"\r\n")[0], told

    return asyncio.run(ask())


BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway"


def test_a_host_that_is_not_there_is_a_bad_gateway_and_told_once(unused_port: int) -> None:
    assert failing(unused_port) == (BAD_GATEWAY, ["/a b ConnectError"])


def test_a_host_that_says_nothing_is_given_up() -> None:
    assert failing(Host(b""), silence_s=0.05) == (BAD_GATEWAY, ["/a b ReadTimeout"])


def test_a_host_that_hangs_up_is_a_bad_gateway() -> None:
    assert failing(Host(b"", hangs_up=True)) == (BAD_GATEWAY, ["/a b RemoteProtocolError"])


def test_a_host_that_does_not_speak_http_is_a_bad_gateway() -> None:
    assert failing(Host(b"SSH-2.0\r\n\r\n")) == (BAD_GATEWAY, ["/a b RemoteProtocolError"])


def test_a_proxy_that_cannot_be_used_is_a_bad_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense://127.0.0.1:1")
    assert failing(Host()) == (BAD_GATEWAY, ["/a b RequestError"])


HALF = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n"


def test_an_answer_that_breaks_off_does_not_look_whole(caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> tuple[bytes, int]:
        async with way_to(Host(HALF, hangs_up=True)) as way:
            reader, writer = await way.open(b"GET /a HTTP/1.1")
            got = b""
            with closing(writer):
                try:
                    while more := await asyncio.wait_for(reader.read(100), _ANSWERS_S):
                        got += more
                except ConnectionError:
                    pass
            return got, len(way.failures)

    got, failures = asyncio.run(ask())
    # Chunks end with an empty one. The server itself has nothing to complain of.
    assert (b"\r\n0\r\n" in got, failures, caplog.messages) == (False, 1, [])


def test_a_page_that_leaves_ends_the_request_to_the_host() -> None:
    async def leave() -> bool:
        host = Host(HALF)
        async with way_to(host) as way:
            reader, writer = await way.open(b"GET /a HTTP/1.1")
            await reader.readuntil(b"half")
            writer.transport.abort()
            await asyncio.wait_for(host.left.wait(), _ANSWERS_S)
            return host.left.is_set()

    assert asyncio.run(leave())


def test_closing_ends_an_answer_that_is_under_way() -> None:
    async def close() -> list[asyncio.Task[object]]:
        async with way_to(Host(HALF)) as way:
            reader, writer = await way.open(b"GET /a HTTP/1.1")
            await reader.readuntil(b"half")
        writer.close()
        return [each for each in asyncio.all_tasks() if "Upstream" in str(each.get_coro())]

    assert asyncio.run(close()) == []


def test_hop_by_hop_headers_are_dropped_whatever_their_case() -> None:
    headers = [(b"Connection", b"close, X-One"), (b"x-one", b"1"), (b"Upgrade", b"h2c")]
    assert passed_on([*headers, (b"ETag", b"1")]) == [(b"etag", b"1")]


@pytest.fixture
def unused_port() -> int:
    """A port where nothing listens."""

    async def find() -> int:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1")
        async with server:
            port: int = server.sockets[0].getsockname()[1]
            return port

    return asyncio.run(find())
