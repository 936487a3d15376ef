"""The store among many processes, killed ones, and disks that refuse: scenes that are played."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import store_scenes
from share import by_share
from store_scenes import FIRST_STARTS, STORAGE_ROUNDS, WRITERS


def play(scene: str, *arguments: str) -> object:
    """Run the scene in a process of its own and return what it printed."""
    command = [sys.executable, store_scenes.__file__, scene, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_64_processes_starting_at_once_end_with_one_secret_and_one_hash() -> None:
    assert play("start_together") == {"processes": 64, "secrets": 1, "hashes": 1, "leftovers": 0}


@by_share
def test_kills_during_the_first_start_break_no_secret_and_no_database(share: int) -> None:
    kills = FIRST_STARTS // share
    assert play("kill_first_starts", "1", str(kills)) == {"kills": kills, "wrong": []}


@by_share
def test_kills_during_storage_writes_lose_nothing_acknowledged(share: int) -> None:
    rounds = STORAGE_ROUNDS // share
    assert play("kill_writers", "2", str(rounds)) == {
        "kills": rounds * WRITERS,
        "refused": [],
        "lost": [],
        "integrity": "ok",
    }


@pytest.mark.parametrize("kind", ["disk", "limit on file size"])
def test_a_full_disk_refuses_in_one_line_and_works_again_with_space(kind: str) -> None:
    assert play("fill_disk", kind) == {
        "first start": "refused",
        "after space": "a hash of 43",
        "write": "refused",
        "secret": "untouched",
        "lost": [],
        "write after space": "kept",
    }


@pytest.mark.parametrize("kind", ["folder", "filesystem"])
def test_what_is_read_only_refuses_in_one_line_and_stays_as_it_is(kind: str) -> None:
    assert play("forbid", kind) == {
        "first start": "refused",
        "hash": "refused",
        "write": "refused",
        "read": "refused",
        "files": "untouched",
    }


def test_a_secret_that_may_not_be_read_is_reported_and_kept() -> None:
    assert play("hide_secret") == {
        "message": (
            "secret cannot be read (Permission denied); restore it with "
            "`aitdesk identity import FILE`, or begin anew with `aitdesk identity reset`"
        ),
        "file": "untouched",
    }
