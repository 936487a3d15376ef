from __future__ import annotations

import socket
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.devtools import EnginePort
from aitdesk.errors import HostError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def engine(stack: ExitStack) -> tuple[EnginePort, socket.socket]:
    """A port, and a server on it as Chromium has one: it does not block."""
    server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    server.settimeout(0)
    port = EnginePort(server.getsockname()[1])
    stack.callback(port.close)
    return port, server


def connected(number: int, *, source: tuple[str, int] | None = None) -> bool:
    try:
        socket.create_connection(("127.0.0.1", number), 0.2, source_address=source).close()
    except OSError:
        return False
    return True


def test_only_a_socket_that_is_admitted_is_connected(
    engine: tuple[EnginePort, socket.socket],
) -> None:
    port, server = engine
    assert connected(port.number)
    port.guard()
    admitted = [port.admit() for _ in range(3)]
    for caller in admitted:
        caller.settimeout(1)
        caller.connect(("127.0.0.1", port.number))
    taken: int = admitted[0].getsockname()[1]
    assert [
        connected(port.number),
        connected(port.number, source=("127.0.0.2", taken)),
        connected(port.number, source=("127.0.0.1", taken)),
    ] == [False, False, False]
    # What is connected goes on, also when another is let go.
    port.dismiss(admitted[0])
    admitted[1].sendall(b"text")
    with closing(server.accept()[0]), closing(server.accept()[0]) as there:
        there.settimeout(1)
        assert there.recv(4) == b"text"
    for caller in admitted[1:]:
        port.dismiss(caller)


def test_a_port_that_was_let_go_is_as_closed_as_any(
    engine: tuple[EnginePort, socket.socket],
) -> None:
    port, _ = engine
    port.guard()
    caller = port.admit()
    taken: int = caller.getsockname()[1]
    port.dismiss(caller)
    assert connected(port.number, source=("127.0.0.1", taken)) is False


@pytest.mark.parametrize("is_accepted", [True, False])
def test_whoever_came_before_the_guard_is_cut_off(
    is_accepted: bool,  # noqa: FBT001
    engine: tuple[EnginePort, socket.socket],
    stack: ExitStack,
) -> None:
    port, server = engine
    early = stack.enter_context(socket.create_connection(("127.0.0.1", port.number), 1))
    if is_accepted:
        stack.enter_context(server.accept()[0])
    port.guard()
    # Nothing is heard of it any more: its end, or the end that the system tells at the first word.
    early.settimeout(1)
    assert early.recv(1) == b""


def test_an_engine_that_opened_no_port_is_told(stack: ExitStack) -> None:
    taken = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    number = taken.getsockname()[1]
    taken.close()
    with pytest.raises(HostError, match=f"could not open 127.0.0.1:{number} for DevTools"):
        EnginePort(number).guard(within_s=0.01)
