"""Whether an X server lets this process in: the first exchange of the X11 protocol, no more.

Finds server and cookie as libxcb and libXau do, but with a time limit and without needing them.
"""

from __future__ import annotations

import re
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIRST_PORT = 6000
_COOKIE = b"MIT-MAGIC-COOKIE-1"
_INTERNET, _INTERNET6, _LOCAL, _WILD = 0, 6, 256, 65535
_NAME = re.compile(r"(?:\w+/)?(?P<host>.*):(?P<number>\d+)(?:\.\d+)?")

_Address = str | bytes | tuple[str, int]


def refusal(name: str, *, environ: Mapping[str, str], timeout_s: float = 2) -> str | None:
    """Return in one line why the X server `name` (as in DISPLAY) is closed to us, None if open.

    Waits `timeout_s` for a server that listens but does not answer.
    Source: X Window System Protocol, X11R7, chapter 8 and appendix B (connection setup).
    """
    places = list(_addresses(name))
    if not places:
        return f"DISPLAY={name} names no X server"
    reason = ""
    for number, address in places:
        try:
            with _connect(address, timeout_s=timeout_s) as link:
                reason = _greet(link, cookie=_cookie(link, number=number, environ=environ))
        except TimeoutError:
            return f"DISPLAY={name} does not answer"
        except OSError as error:
            reason = error.strerror or str(error)
            continue
        # A server that answers has decided; only one that is not there sends us further.
        return f"DISPLAY={name} does not let us in: {reason}" if reason else None
    return f"DISPLAY={name} cannot be reached: {reason}"


def _addresses(name: str) -> Iterator[tuple[str, _Address]]:
    """Yield display number and address of each place where libxcb would look, in its order."""
    path = name.removeprefix("unix:")
    if path.startswith("/"):
        without_screen = path.rpartition(".")[0]
        yield "0", without_screen if not Path(path).exists() and without_screen else path
        return
    parts = _NAME.fullmatch(name)
    if parts is None:
        return
    host, number = parts["host"], parts["number"]
    if host in {"", "unix"}:
        local = f"/tmp/.X11-unix/X{number}"  # noqa: S108  # where X servers listen
        yield number, b"\0" + local.encode()
        yield number, local
    if host != "unix":
        yield number, (host.strip("[]") or "localhost", _FIRST_PORT + int(number))


def _connect(address: _Address, *, timeout_s: float) -> socket.socket:
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=timeout_s)
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(timeout_s)
    try:
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link


def _greet(link: socket.socket, *, cookie: bytes) -> str:
    """Ask to be let in; return why not, "" when let in."""
    name = _COOKIE if cookie else b""
    ask = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie))
    link.sendall(ask + _padded(name) + _padded(cookie))
    with link.makefile("rb") as answer:
        head = answer.read(8)
        if head[:1] == b"\x01":
            return ""
        if not head:
            return "it hung up"
        return answer.read(head[1]).decode("utf-8", "replace").strip() or "it wants to know more"


def _padded(text: bytes) -> bytes:
    return text + bytes(-len(text) % 4)


def _cookie(link: socket.socket, *, number: str, environ: Mapping[str, str]) -> bytes:
    """Return the cookie that the user's authority file has for this server, b"" for none."""
    try:
        path = Path(environ.get("XAUTHORITY") or Path(environ.get("HOME", "/"), ".Xauthority"))
        entries = list(_entries(path.read_bytes()))
    except (OSError, struct.error):
        return b""
    ours = {(_WILD, b""), _peer(link)}
    for family, address, display, name, secret in entries:
        known = (family, b"" if family == _WILD else address)
        if known in ours and display in {b"", number.encode()} and name == _COOKIE:
            return secret
    return b""


def _peer(link: socket.socket) -> tuple[int, bytes]:
    """Return family and address under which the authority file knows the server.

    One on this machine goes by the machine's name, however it was reached.
    """
    local = (_LOCAL, socket.gethostname().encode())
    if link.family not in {socket.AF_INET, socket.AF_INET6}:
        return local
    host = str(link.getpeername()[0])
    if host.startswith("127.") or host in {"::1", "::ffff:127.0.0.1"}:
        return local
    family = _INTERNET if link.family == socket.AF_INET else _INTERNET6
    return family, socket.inet_pton(link.family, host.partition("%")[0])


def _entries(content: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    """Yield family, address, display number, name and secret of each entry of an authority file.

    Source: libXau 1.0.9, AuRead.c: big-endian, every text led by its length in 16 bits.
    """
    at = 0
    while at < len(content):
        (family,) = struct.unpack_from(">H", content, at)
        at += 2
        texts = []
        for _ in range(4):
            (length,) = struct.unpack_from(">H", content, at)
            texts.append(content[at + 2 : at + 2 + length])
            at += 2 + length
        yield family, texts[0], texts[1], texts[2], texts[3]
