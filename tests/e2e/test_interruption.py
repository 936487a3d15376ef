"""INT, TERM and HUP at any moment of any command: it ends soon, and leaves nothing."""

from __future__ import annotations

import random
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

import interrupted
from interrupted import Command, nothing_left

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
MOMENTS = [
    (interrupted.preview, interrupted.has_begun, INT),
    (interrupted.preview, interrupted.loads_qt, TERM),
    (interrupted.preview, interrupted.starts_engine, HUP),
    (interrupted.preview, interrupted.starts_engine, INT),
    (interrupted.preview, interrupted.shows_page, INT),
    (interrupted.preview, interrupted.shows_page, TERM),
    (interrupted.preview, interrupted.closes, HUP),
    (interrupted.serve, interrupted.has_begun, TERM),
    (interrupted.serve, interrupted.loads_qt, HUP),
    (interrupted.serve, interrupted.starts_engine, INT),
    (interrupted.serve, interrupted.is_served, TERM),
    (interrupted.serve, interrupted.is_served, HUP),
    (interrupted.partner, interrupted.has_begun, HUP),
    (interrupted.partner, interrupted.is_open, INT),
    (interrupted.partner, interrupted.is_open, TERM),
    (interrupted.smoke, interrupted.has_begun, INT),
    (interrupted.smoke, interrupted.has_child, TERM),
    (interrupted.smoke, interrupted.starts_engine, HUP),
    (interrupted.tests, interrupted.has_begun, HUP),
    (interrupted.tests, interrupted.has_child, INT),
    (interrupted.tests, interrupted.runs_a_test, TERM),
    (interrupted.short_tests, interrupted.tears_down, INT),
    (interrupted.bench, interrupted.has_begun, TERM),
    (interrupted.measuring, interrupted.starts_engine, INT),
]
LATEST = [*{each[0]: each for each in MOMENTS}.values()]
"""Of each command the moment at which it has made the most."""

SEED, ROUNDS = 20_261_130, 500
LENGTHS_S = {
    interrupted.preview: 1.5,
    interrupted.serve: 1.5,
    interrupted.partner: 1.5,
    interrupted.smoke: 4.0,
    interrupted.tests: 4.0,
    interrupted.short_tests: 5.0,
    interrupted.measuring: 6.0,
}


@pytest.mark.parametrize(
    ("start", "moment", "number"),
    [
        pytest.param(
            *each,
            id=f"{each[0].__name__}-{each[1].__name__}-{each[2].name}",
            marks=() if each in LATEST else pytest.mark.full,
        )
        for each in MOMENTS
    ],
)
def test_an_interrupted_command_ends_soon_and_leaves_nothing(
    start: Callable[[Path], Command],
    moment: Callable[[Command], bool],
    number: signal.Signals,
    tmp_path: Path,
) -> None:
    command = start(tmp_path / "run")
    command.wait_for(moment)
    assert command.interrupt(number) == nothing_left(number), command.text


@pytest.mark.full
@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_interrupt_at_a_random_moment_leaves_anything(number: int, tmp_path: Path) -> None:
    dice = random.Random(SEED + number)  # noqa: S311  # moments, no secrets
    start = dice.choice(list(LENGTHS_S))
    sent, delay_s = dice.choice([INT, TERM, HUP]), dice.uniform(0, LENGTHS_S[start])
    command = start(tmp_path / "run")
    command.wait_for(interrupted.has_begun)
    try:
        command.process.wait(delay_s)
    except subprocess.TimeoutExpired:
        said = (start.__name__, sent, delay_s)
        assert command.interrupt(sent) == nothing_left(sent), (*said, command.text)
    command.kill()
