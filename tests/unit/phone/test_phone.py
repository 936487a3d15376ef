from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from aitdesk.phone.phone import PARTS
from memory_vault import MemoryVault
from rig import make_shell


def test_a_watcher_hears_of_every_piece_of_the_state_once() -> None:
    shell, seen = make_shell(), list[str]()
    shell.watch(lambda name, _: seen.append(name))
    shell.parts()
    assert sorted(seen) == sorted(PARTS)


def test_a_piece_that_is_there_already_is_heard_of_at_once() -> None:
    shell, seen = make_shell(), dict[str, object]()
    assert shell.sharing is shell.sharing
    shell.watch(seen.__setitem__)
    assert (seen["sharing"], seen["links"]) == (shell.sharing.observable, shell.sharing.links)


def test_what_a_snapshot_gave_is_taken_back_by_another_phone() -> None:
    shell, other = make_shell(), make_shell(vault=MemoryVault())

    async def carry_over() -> list[object]:
        shell.network.observable.update(status="OFFLINE")
        await shell.permissions.ledger.restore({"clipboard/read": {"status": "denied"}})
        state = await shell.snapshot()
        await other.restore(state)
        return [state, await other.snapshot()]

    state, taken = asyncio.run(carry_over())
    assert (state == taken, other.network.status) == (True, "OFFLINE")


def test_a_reset_brings_everything_back_to_how_it_began() -> None:
    shell = make_shell()

    async def change_and_reset() -> tuple[object, object]:
        began = await shell.snapshot()
        shell.screen.observable.update(orientation="landscape")
        await shell.permissions.ledger.restore({"clipboard/read": {"status": "denied"}})
        await shell.reset()
        return began, await shell.snapshot()

    began, ended = asyncio.run(change_and_reset())
    assert (began == ended, shell.device.is_landscape) == (True, False)


@pytest.mark.parametrize(
    ("state", "problem"),
    [({"network": {"status": "5.5G"}}, msgspec.ValidationError), ({"nothing": {}}, KeyError)],
)
def test_a_state_that_does_not_fit_is_refused(
    state: dict[str, object], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        asyncio.run(make_shell().restore(state))  # type: ignore[arg-type]


def test_a_phone_is_made_without_the_parts_that_only_a_call_needs() -> None:
    program = """
import sys
import aitdesk.api
vars(aitdesk.api)["FAMILIES"] = ()  # the rig would load them
import rig
rig.make_shell()
print([name for name in ("sharing", "album", "shop") if f"aitdesk.phone.{name}" in sys.modules])
"""
    shown = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "[]\n"
