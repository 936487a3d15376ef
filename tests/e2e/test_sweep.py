"""What a killed command could not remove: the next start does, and lets a living one be."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

import interrupted
from interrupted import Command, descendants, name_of
from patience import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def kill(command: Command) -> None:
    """Kill it, and wait until what it had started has ended by itself."""
    started = descendants(command.process.pid)
    command.kill()
    wait_until(
        lambda: not any(map(name_of, started)),
        what=lambda: f"still there: {[*map(name_of, started)]}",
    )


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        (interrupted.serve, interrupted.is_served),
        (interrupted.smoke, interrupted.starts_engine),
        (interrupted.tests, interrupted.runs_a_test),
    ],
    ids=["serve", "smoke", "tests"],
)
def test_the_next_start_sweeps_what_a_killed_command_left_and_starts_as_ever(
    start: Callable[[Path], Command], moment: Callable[[Command], bool], tmp_path: Path
) -> None:
    first = start(tmp_path)
    first.wait_for(moment)
    kill(first)
    left = first.leftovers
    (tmp_path / "shown").unlink(missing_ok=True)
    second = start(tmp_path)
    second.wait_for(moment)
    kept = set(left) & set(second.leftovers)
    ended = second.interrupt(signal.SIGTERM)
    assert (bool(left), kept) == (True, set())
    assert ended == interrupted.nothing_left(signal.SIGTERM)


def test_the_next_look_sweeps_the_control_file_of_a_killed_one(tmp_path: Path) -> None:
    first = interrupted.preview(tmp_path)
    first.wait_for(interrupted.shows_page)
    kill(first)
    left = first.leftovers
    second = interrupted.look(tmp_path)
    second.process.wait()
    second.kill()
    assert (left, second.leftovers) == (("out/control.json",), ())


def test_another_start_lets_a_living_command_be(tmp_path: Path) -> None:
    living = interrupted.preview(tmp_path)
    living.wait_for(interrupted.shows_page)
    server = interrupted.serve(tmp_path)
    server.wait_for(interrupted.is_served)
    before = living.leftovers
    second = interrupted.look(tmp_path)
    second.process.wait()
    third = interrupted.serve(tmp_path)
    third.wait_for(interrupted.is_served)
    third.interrupt(signal.SIGTERM)
    found = (living.leftovers, living.process.poll(), server.process.poll())
    for each in (living, server, second):
        each.kill()
    assert (len(before), found) == (2, (before, None, None))
