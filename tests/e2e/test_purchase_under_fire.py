"""Purchases in processes that are killed, and in several at once: scenes that are played."""

from __future__ import annotations

import json
import subprocess
import sys

import purchase_scenes
from purchase_scenes import KILLS
from share import by_share


def play(scene: str, *arguments: str) -> object:
    """Run the scene in a process of its own and return what it printed."""
    command = [sys.executable, purchase_scenes.__file__, scene, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@by_share
def test_kills_between_paid_and_granted_lose_no_order_and_grant_none_twice(share: int) -> None:
    kills = KILLS // share
    assert play("kill_buyers", "3", str(kills)) == {
        "kills between paid and granted": kills,
        "lost": [],
        "granted twice": [],
        "settled twice": [],
        "offered although settled": [],
        "left ungranted": [],
        "without an order": [],
    }


def test_of_four_hosts_that_grant_the_same_orders_at_once_each_order_has_one_success() -> None:
    assert play("grant_together") == {"orders": 25, "successes": {"1": 25}, "pending": 0}
