from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from aitdesk.system.interruption import interruption, is_interrupted, making

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = """
import os, signal, sys, threading, time
from aitdesk.system.interruption import Interruption
it = Interruption.begin()
out = os.dup(1)  # a process that is being ended says nothing more by itself
def say(text): os.write(out, text.encode() + b"\\n")
"""
# Whoever runs the tests may have hangup ignored, as nohup has.
UNTOUCHED = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)"
# A main thread that runs no instruction of Python's, as one in Qt's loop.
BUSY = "say('ready'); threading.Lock().__enter__(); threading.Event().wait()"
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def ended(code: str, number: signal.Signals, *, ready: str = "ready") -> tuple[int, list[str], str]:
    """Send the signal once it says that it is ready; return exit code and all that it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", UNTOUCHED + BEGIN + code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = list[str]()
    while ready not in said:
        line = process.stdout.readline()
        assert line, f"it ended before it was {ready}: {said}"
        said.append(line.rstrip("\n"))
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    return process.returncode, [*said, *out.splitlines()], err


@pytest.mark.parametrize("number", SIGNALS)
def test_a_process_that_does_nothing_else_ends_with_the_signals_code(
    number: signal.Signals,
) -> None:
    assert ended(BUSY, number) == (128 + number, ["ready"], "")


def test_what_was_noted_is_undone_the_last_first_and_what_fails_is_passed_over() -> None:
    code = """
with it.making() as note:
    note(lambda: say('first'))
    note(lambda: os.rmdir('/no/such/folder'))
    note(lambda: say('taken back'))()
    note(lambda: say('last'))
"""
    assert ended(code + BUSY, signal.SIGTERM)[1] == ["ready", "last", "first"]


def test_what_is_being_made_is_noted_before_the_end() -> None:
    code = """
with it.making() as note:
    say('ready')
    while it.code is None: time.sleep(0.001)
    note(lambda: say('undone'))
time.sleep(60)
"""
    assert ended(code, signal.SIGTERM)[:2] == (143, ["ready", "undone"])


def test_a_run_that_can_be_closed_ends_by_itself() -> None:
    code = """
is_closed = threading.Event()
it.closing(is_closed.set)
say('ready'); is_closed.wait(); say('closed'); os._exit(it.code)
"""
    assert ended(code, signal.SIGHUP)[:2] == (129, ["ready", "closed"])


def test_a_run_that_does_not_close_is_ended_within_five_seconds() -> None:
    began_s = time.monotonic()
    code, said, _ = ended("it.closing(lambda: say('asked'))\n" + BUSY, signal.SIGINT)
    assert (code, said, time.monotonic() - began_s < 5) == (130, ["ready", "asked"], True)


def test_a_signal_to_a_forked_child_ends_the_child_alone() -> None:
    program = """
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    os.write(writer, b'ready'); time.sleep(60)
os.read(reader, 5)
os.kill(child, signal.SIGTERM)
say(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
say(str(it.code)); say('done'); time.sleep(60)
"""
    code, said, _ = ended(program, signal.SIGINT, ready="done")
    assert (code, said) == (130, ["-15", "None", "done"])


def test_what_raises_does_so_on_the_main_thread_and_not_while_something_is_made() -> None:
    code = """
def raises(code): say(f'{threading.current_thread().name} {made}'); os._exit(code)
it._raises, made = raises, False
it.closing(lambda: None)
with it.making():
    say('ready')
    while it.code is None: time.sleep(0.001)
    made = True
time.sleep(60)
"""
    assert ended(code, signal.SIGHUP)[:2] == (129, ["ready", "MainThread True"])


def test_the_first_signal_chooses_the_code() -> None:
    code = """
def close():
    os.kill(os.getpid(), signal.SIGTERM)
    os._exit(it.code)
it.closing(close)
"""
    assert ended(code + BUSY, signal.SIGINT)[0] == 130


def test_hangup_stays_ignored_under_nohup_and_interrupt_does_not(tmp_path: Path) -> None:
    code = BEGIN + "print(signal.getsignal(signal.SIGHUP), signal.getsignal(signal.SIGINT) is it)"
    command = "trap '' HUP INT; exec \"$@\""
    done = subprocess.run(
        ["sh", "-c", command, "sh", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "True"]


def test_a_program_that_has_taken_no_signals_makes_what_it_likes() -> None:
    with making() as note:
        forget = note(os.getpid)
    forget()
    assert is_interrupted() is False


def test_a_run_of_tests_with_mini_apps_has_one_for_its_process() -> None:
    # This very run says nothing of a mini-app, and this file uses none.
    found = interruption()
    assert found is None or found.code is None
