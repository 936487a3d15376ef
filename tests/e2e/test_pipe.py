"""A terminal or a reader that is gone or does not read: the command ends, and quietly."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from interrupted import AITDESK, SAMPLE, TRACEBACK
from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from pathlib import Path

LOUD = "<script>setInterval(() => { throw new Error('loud'.repeat(100)) }, 1)</script>"


@pytest.fixture
def loud(tmp_path: Path) -> list[str]:
    """The command for a page that never stops telling."""
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text(LOUD)
    options = ["--app-name", "loud", "--headless", "--control-port", "0", "--out", "out"]
    return [AITDESK, "preview", str(tmp_path / "page"), *options]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "AITDESK_HOME": str(tmp_path / "home")}


def full_pipe() -> tuple[int, int]:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"-" * 4096)
    os.set_blocking(writer, True)
    return reader, writer


@pytest.mark.parametrize("reader", ["head -2", "true"])
def test_a_reader_that_goes_ends_the_command_as_sigpipe_does(
    loud: list[str], environment: dict[str, str], tmp_path: Path, reader: str
) -> None:
    script = f'{{ "$@" 2>&1; echo $? >code; }} | {reader} >read'
    subprocess.run(
        ["sh", "-c", script, "sh", *loud],
        cwd=tmp_path,
        env=environment,
        check=True,
        timeout=PATIENCE_S,
    )
    said = (tmp_path / "read").read_text()
    assert ((tmp_path / "code").read_text(), TRACEBACK in said) == ("141\n", False)
    assert not (tmp_path / "out" / "control.json").exists()


def test_a_terminal_that_is_closed_ends_the_command_as_hangup_does(
    loud: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    terminal, program = os.openpty()
    process = subprocess.Popen(
        loud, stdin=program, stdout=program, stderr=program, cwd=tmp_path, env=environment
    )
    os.close(program)
    os.read(terminal, 1)
    os.close(terminal)
    assert process.wait(PATIENCE_S) == 129


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_full_pipe_keeps_no_signal_from_ending_the_command(
    loud: list[str], environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    reader, writer = full_pipe()
    process = subprocess.Popen(loud, stdout=writer, stderr=writer, cwd=tmp_path, env=environment)
    journal = tmp_path / "out" / "journal.jsonl"
    wait_until(
        lambda: journal.is_file() and '"page_error"' in journal.read_text(),
        what=lambda: "the page threw nothing",
    )
    process.send_signal(number)
    code = process.wait(5)
    os.close(writer)
    os.close(reader)
    assert code == 128 + number


def test_a_look_whose_output_nobody_reads_ends(environment: dict[str, str], tmp_path: Path) -> None:
    reader, writer = full_pipe()
    command = [AITDESK, "preview", SAMPLE, "--headless", "--out", "out"]
    done = subprocess.run(
        command, stdout=writer, cwd=tmp_path, env=environment, timeout=PATIENCE_S, check=False
    )
    os.close(writer)
    os.close(reader)
    assert done.returncode == 141
