"""The port on which Chromium speaks DevTools, closed to every program but this one.

Chromium opens it to whoever is on the machine, without a password: pages, files and cookies of the
run would be anybody's. It has no other way in (QtWebEngine 6.11 knows no debugging pipe). On Linux
the kernel drops here whatever does not come from a port that this program holds.
"""

from __future__ import annotations

import ctypes
import os
import socket
import stat
import struct
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aitdesk.errors import HostError
from aitdesk.system.port import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK: Final = "127.0.0.1"
_LOOK_S: Final = 0.001
# linux/filter.h and asm-generic/socket.h; Python has no names for them.
_ATTACH_FILTER: Final = 26
_LOAD_WORD, _LOAD_HALF, _IF_EQUAL, _RETURN = 0x20, 0x28, 0x15, 0x06
_NETWORK_HEADER: Final = 0xFFF00000
_SOURCE_ADDRESS, _SOURCE_PORT = _NETWORK_HEADER + 12, 0
_ALL, _NOTHING = 0xFFFFFFFF, 0


@dataclass
class EnginePort:
    """Chromium's own port. `guard` closes it, `admit` gives a socket that may connect to it."""

    number: int = field(default_factory=free_port)
    is_guarded: bool = False
    """Whether others are kept out; False where the system has no means for it."""

    _listening: socket.socket | None = None
    _admitted: dict[socket.socket, int] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The value for QTWEBENGINE_REMOTE_DEBUGGING."""
        return f"{LOOPBACK}:{self.number}"

    def guard(self, *, within_s: float = 10.0) -> None:
        """Close the port to everybody, and cut off whoever was faster.

        Must be called on the GUI thread, once the engine has started and before that thread's
        events run: Chromium answers there, so whoever was faster has not been answered yet.
        Raises HostError when Chromium did not open the port.
        """
        if sys.platform != "linux":
            return
        self._listening = self._await_listening(within_s)
        try:
            self._set_filter()
        except OSError:
            return
        self.is_guarded = True
        self._cut_off()

    def admit(self) -> socket.socket:
        """Return a socket whose connection the port takes, to be connected and then dismissed.

        Nobody else can have its port meanwhile: it is bound without leave to share.
        """
        caller = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        caller.settimeout(0)
        caller.bind((LOOPBACK, 0))
        self._admitted[caller] = caller.getsockname()[1]
        self._set_filter()
        return caller

    def dismiss(self, caller: socket.socket) -> None:
        """Close the socket; its port is admitted no longer."""
        if self._admitted.pop(caller, None) is not None:
            self._set_filter()
        caller.close()

    def close(self) -> None:
        """Let go of the port; it stays as it is."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _await_listening(self, within_s: float) -> socket.socket:
        end_s = time.monotonic() + within_s
        while (found := self._find()) is None:
            if time.monotonic() > end_s:
                message = f"Chromium could not open {self.address} for DevTools: start again"
                raise HostError(message)
            time.sleep(_LOOK_S)
        return found

    def _find(self) -> socket.socket | None:
        for each in _own_sockets():
            if _is_at(each, self.number) and each.getsockopt(
                socket.SOL_SOCKET, socket.SO_ACCEPTCONN
            ):
                return each
            each.close()
        return None

    def _cut_off(self) -> None:
        assert self._listening is not None  # noqa: S101  # it has been found
        with suppress(BlockingIOError):  # Chromium's own does not block
            while True:
                self._listening.accept()[0].close()
        for each in _own_sockets():
            with each, suppress(OSError):  # not the listening one, which is connected to nobody
                if _is_at(each, self.number) and each.getpeername():
                    each.shutdown(socket.SHUT_RDWR)

    def _set_filter(self) -> None:
        """Let the kernel drop what comes from any port but those that are admitted.

        What was connected keeps the filter of that moment, so it may go on.
        """
        if self._listening is None:
            return
        steps = [
            (_LOAD_WORD, 0, 0, _SOURCE_ADDRESS),
            (_IF_EQUAL, 1, 0, int.from_bytes(socket.inet_aton(LOOPBACK))),
            (_RETURN, 0, 0, _NOTHING),
            (_LOAD_HALF, 0, 0, _SOURCE_PORT),
        ]
        for port in self._admitted.values():
            steps += [(_IF_EQUAL, 0, 1, port), (_RETURN, 0, 0, _ALL)]
        steps.append((_RETURN, 0, 0, _NOTHING))
        program = ctypes.create_string_buffer(
            b"".join(struct.pack("=HBBI", *each) for each in steps)
        )
        wanted = struct.pack("@HP", len(steps), ctypes.addressof(program))
        self._listening.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, wanted)


def _own_sockets() -> Iterator[socket.socket]:
    """Yield a second handle of every IPv4 socket of this process; whoever takes one closes it."""
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            if stat.S_ISSOCK(handle.stat().st_mode):
                each = socket.socket(fileno=os.dup(int(handle.name)))
                if each.family == socket.AF_INET:
                    yield each
                else:
                    each.close()


def _is_at(each: socket.socket, port: int) -> bool:
    return bool(each.getsockname() == (LOOPBACK, port))
