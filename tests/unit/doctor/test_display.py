from __future__ import annotations

import contextlib
import socket
import struct
import threading
from typing import TYPE_CHECKING

import pytest

from aitdesk.doctor import xserver
from aitdesk.doctor.display import Display, display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LET_IN = b"\x01" + bytes(7)
COOKIE = bytes(range(16))
LOCAL, WILD = 256, 65535


def _refused(reason: bytes) -> bytes:
    return struct.pack("<BBHHH", 0, len(reason), 11, 0, (len(reason) + 3) // 4) + reason


@contextlib.contextmanager
def _listening(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield server


@contextlib.contextmanager
def _answering(server: socket.socket, answer: bytes) -> Iterator[list[bytes]]:
    """Answer one client; the list holds what it asked."""
    asked: list[bytes] = []

    def serve() -> None:
        client, _ = server.accept()
        with client:
            asked.append(client.recv(1024))
            client.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    yield asked
    thread.join()


def _authority(path: Path, *, family: int, address: bytes, number: bytes) -> None:
    texts = (address, number, b"MIT-MAGIC-COOKIE-1", COOKIE)
    packed = b"".join(struct.pack(">H", len(text)) + text for text in texts)
    path.write_bytes(struct.pack(">H", family) + packed)


def test_nothing_set_is_no_display() -> None:
    assert display({}) == Display(
        usable=False,
        platform="offscreen",
        text="neither WAYLAND_DISPLAY nor DISPLAY is set",
    )


def test_an_x_server_that_lets_us_in_is_a_display(tmp_path: Path) -> None:
    name = str(tmp_path / "X0")
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN):
        found = display({"DISPLAY": name})
    assert found == Display(usable=True, platform="xcb", text=f"X11, DISPLAY={name}")


def test_a_screen_may_follow_the_path_of_an_x_server(tmp_path: Path) -> None:
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN):
        assert display({"DISPLAY": f"unix:{tmp_path}/X0.1"}).usable


def test_an_x_server_is_found_at_its_abstract_address() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(b"\0/tmp/.X11-unix/X987654")
        server.listen()
        with _answering(server, LET_IN):
            assert display({"DISPLAY": ":987654.0"}).usable


def test_an_x_server_is_found_at_its_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, _answering(server, LET_IN):
        number = server.getsockname()[1] - 6000
        assert display({"DISPLAY": f"127.0.0.1:{number}"}).usable


def test_an_x_server_that_is_gone_is_no_display(tmp_path: Path) -> None:
    with _listening(tmp_path / "X0"):
        pass
    assert display({"DISPLAY": f"{tmp_path}/X0"}) == Display(
        usable=False,
        platform="offscreen",
        text=f"DISPLAY={tmp_path}/X0 cannot be reached: Connection refused",
    )


def test_an_x_server_that_refuses_us_is_no_display(tmp_path: Path) -> None:
    answer = _refused(b"Authorization required\n")
    with _listening(tmp_path / "X0") as server, _answering(server, answer):
        found = display({"DISPLAY": f"{tmp_path}/X0"})
    assert found.text == f"DISPLAY={tmp_path}/X0 does not let us in: Authorization required"


def test_an_x_server_that_hangs_up_is_no_display(tmp_path: Path) -> None:
    with _listening(tmp_path / "X0") as server, _answering(server, b""):
        found = display({"DISPLAY": f"{tmp_path}/X0"})
    assert found.text == f"DISPLAY={tmp_path}/X0 does not let us in: it hung up"


def test_an_x_server_that_is_silent_is_no_display(tmp_path: Path) -> None:
    with _listening(tmp_path / "X0"):
        reason = xserver.refusal(f"{tmp_path}/X0", environ={}, timeout_s=0.01)
    assert reason == f"DISPLAY={tmp_path}/X0 does not answer"


def test_a_name_without_a_number_names_no_x_server() -> None:
    assert display({"DISPLAY": "nonsense"}).text == "DISPLAY=nonsense names no X server"


def test_without_a_cookie_none_is_shown(tmp_path: Path) -> None:
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN) as asked:
        display({"DISPLAY": f"{tmp_path}/X0", "HOME": str(tmp_path)})
    assert asked == [b"l\0\x0b\0\0\0\0\0\0\0\0\0"]


@pytest.mark.parametrize(
    ("family", "address", "number"),
    [(LOCAL, socket.gethostname().encode(), b"0"), (WILD, b"", b"")],
)
def test_the_cookie_of_this_machine_is_shown(
    tmp_path: Path, family: int, address: bytes, number: bytes
) -> None:
    _authority(tmp_path / ".Xauthority", family=family, address=address, number=number)
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN) as asked:
        display({"DISPLAY": f"{tmp_path}/X0", "HOME": str(tmp_path)})
    assert asked == [b"l\0\x0b\0\0\0\x12\0\x10\0\0\0MIT-MAGIC-COOKIE-1\0\0" + COOKIE]


@pytest.mark.parametrize(("address", "number"), [(b"elsewhere", b"0"), (b"", b"7")])
def test_the_cookie_of_another_server_is_not_shown(
    tmp_path: Path, address: bytes, number: bytes
) -> None:
    host = address or socket.gethostname().encode()
    _authority(tmp_path / "cookies", family=LOCAL, address=host, number=number)
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN) as asked:
        display({"DISPLAY": f"{tmp_path}/X0", "XAUTHORITY": f"{tmp_path}/cookies"})
    assert asked == [b"l\0\x0b\0\0\0\0\0\0\0\0\0"]


def test_a_broken_authority_file_is_no_cookie(tmp_path: Path) -> None:
    (tmp_path / "cookies").write_bytes(b"\x01")
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN) as asked:
        display({"DISPLAY": f"{tmp_path}/X0", "XAUTHORITY": f"{tmp_path}/cookies"})
    assert asked == [b"l\0\x0b\0\0\0\0\0\0\0\0\0"]


def test_wayland_is_preferred(tmp_path: Path) -> None:
    environ = {"WAYLAND_DISPLAY": "wl-1", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":0"}
    with _listening(tmp_path / "wl-1"):
        found = display(environ)
    assert found == Display(usable=True, platform="wayland", text="Wayland, wl-1")


def test_x_takes_over_when_wayland_is_gone(tmp_path: Path) -> None:
    environ = {
        "WAYLAND_DISPLAY": "wl-1",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "DISPLAY": f"{tmp_path}/X0",
    }
    with _listening(tmp_path / "X0") as server, _answering(server, LET_IN):
        assert display(environ).platform == "xcb"


def test_every_display_that_failed_is_named(tmp_path: Path) -> None:
    environ = {"WAYLAND_DISPLAY": f"{tmp_path}/wl-1", "DISPLAY": f"{tmp_path}/X0"}
    assert display(environ).text == (
        f"WAYLAND_DISPLAY={tmp_path}/wl-1 cannot be reached: No such file or directory; "
        f"DISPLAY={tmp_path}/X0 cannot be reached: No such file or directory"
    )


def test_wayland_needs_the_folder_of_its_socket() -> None:
    assert display({"WAYLAND_DISPLAY": "wl-1"}).text == (
        "WAYLAND_DISPLAY=wl-1 needs XDG_RUNTIME_DIR, which is not set"
    )


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("offscreen", (False, "offscreen", "QT_QPA_PLATFORM=offscreen asks for none")),
        ("minimal", (False, "offscreen", "QT_QPA_PLATFORM=minimal asks for none")),
        ("xcb", (False, "offscreen", "DISPLAY is not set")),
        ("vnc:size=400x900", (True, "vnc", "QT_QPA_PLATFORM=vnc")),
    ],
)
def test_qt_is_told_what_to_use(platform: str, expected: tuple[bool, str, str]) -> None:
    found = display({"QT_QPA_PLATFORM": platform})
    assert (found.usable, found.platform, found.text) == expected


def test_a_platform_that_was_asked_for_keeps_the_others_out(tmp_path: Path) -> None:
    environ = {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": f"{tmp_path}/wl-1"}
    with _listening(tmp_path / "wl-1"):
        assert not display(environ).usable
