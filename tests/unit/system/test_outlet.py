from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from aitdesk.system import outlet
from aitdesk.system.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = [sys.executable, "-m", "aitdesk"]


@contextmanager
def pipe(*, is_full: bool = False) -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    if is_full:
        os.set_blocking(writer, False)
        with suppress(BlockingIOError):
            while True:
                os.write(writer, b"-" * 4096)
        os.set_blocking(writer, True)
    yield reader, writer
    for each in (reader, writer):
        os.close(each)


def test_what_is_written_goes_out_in_its_order() -> None:
    with pipe() as (reader, writer):
        out = Outlet(writer, ended=lambda _: None)
        sizes = [out.write(b"first "), out.write(b"second")]
        is_out = out.drain(patience_s=10)
        assert (sizes, is_out, os.read(reader, 100)) == ([6, 6], True, b"first second")


def test_nobody_waits_for_a_full_pipe() -> None:
    with pipe(is_full=True) as (reader, writer):
        out = Outlet(writer, ended=lambda _: None)
        size = out.write(b"last")
        was_out = out.drain(patience_s=0.01)
        while not os.read(reader, 65536).endswith(b"last"):
            pass
        assert (size, was_out, out.drain(patience_s=10)) == (4, False, True)


def test_a_closed_pipe_ends_the_process_as_sigpipe_would() -> None:
    codes = list[int]()
    reader, writer = os.pipe()
    os.close(reader)
    out = Outlet(writer, ended=codes.append)
    out.write(b"nobody")
    assert (out.drain(patience_s=10), out.write(b"reads it")) == (True, 8)
    assert out._thread is not None
    out._thread.join()  # it tells once the last is given up
    os.close(writer)
    assert codes == [141]


def test_a_terminal_that_is_gone_ends_the_process_as_hangup_would() -> None:
    codes = list[int]()
    terminal, program = os.openpty()
    os.close(terminal)
    out = Outlet(program, ended=codes.append)
    out.write(b"nobody")
    assert out._thread is not None
    out._thread.join()
    os.close(program)
    assert codes == [129]


def test_what_waits_is_bounded_and_the_reader_is_told_of_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outlet, "MOST_BYTES", 10)
    with pipe(is_full=True) as (reader, writer):
        out = Outlet(writer, ended=lambda _: None)
        for text in (b"0123456789", b"left ", b"out"):
            out.write(text)
        got = b""
        while not got.endswith(b"read them\n"):
            got += os.read(reader, 65536)
        told = b"0123456789\naitdesk: 8 bytes were left out: nobody read them\n"
        assert got.lstrip(b"-") == told


def test_both_outputs_in_one_file_keep_their_order() -> None:
    code = (
        "import sys; from aitdesk.system.outlet import open_outlets\n"
        "outlets = open_outlets(print)\n"
        "for n in range(500): print(n, file=[sys.stdout, sys.stderr][n % 2])\n"
        "[each.drain(patience_s=10) for each in outlets]\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True
    )
    assert done.stdout.split() == [str(n).encode() for n in range(500)]


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", ">&- 2>&-"])
def test_a_command_runs_without_its_outputs(closed: str) -> None:
    done = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "--help"], check=False)
    assert done.returncode == 0


def test_a_disk_that_is_full_fails_the_command() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device
        assert subprocess.run([*COMMAND, "--help"], stdout=full, check=False).returncode == 1
