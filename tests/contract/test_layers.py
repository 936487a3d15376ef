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
