"""Imports go one way: a room imports only from itself and from the rooms before it."""

from __future__ import annotations

from package_source import ROOMS, own_imports, room, trees


def test_every_module_has_a_room() -> None:
    assert {room(each) for each in trees() if each != "aitdesk"} <= set(ROOMS)


def test_a_room_imports_only_from_those_before_it() -> None:
    upward = {
        f"{module} -> {used}"
        for module, all_used in own_imports().items()
        for used in all_used
        if ROOMS.index(room(used)) > ROOMS.index(room(module))
    }
    assert upward == set()


def test_who_speaks_to_a_process_knows_nothing_of_what_runs_in_it() -> None:
    outside = {"client", "driver", "checks", "pytest_plugin"}
    known = {
        f"{module} -> {used}"
        for module, all_used in own_imports().items()
        for used in all_used
        if room(module) in outside and room(used) in {"session", "engine", "control"}
    }
    assert known == set()
