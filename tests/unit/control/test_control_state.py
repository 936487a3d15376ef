"""The state through control."""

from __future__ import annotations

import asyncio

import pytest

from aitdesk.journal import EntryKind
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.permissions import Decision
from control_rig import Caller, Tree, ask, controlled, invalid
from rig import call, make_rig, resolved

CLIPBOARD = AppFacts("my-app", "My App", permissions=(DeclaredPermission("clipboard", "read"),))


def test_the_whole_state_is_told() -> None:
    rig = make_rig()
    assert ask("GET", "/state", rig=rig) == (200, _json(asyncio.run(rig.shell.snapshot())))


@pytest.mark.parametrize("part", list(make_rig().shell.parts()))
def test_each_part_is_told(part: str) -> None:
    rig = make_rig()
    wanted = asyncio.run(rig.shell.parts()[part].snapshot())
    assert ask("GET", f"/state/{part}", rig=rig) == (200, _json(wanted))


def test_a_part_that_is_not_there_is_told() -> None:
    status, found = ask("GET", "/state/throtle")
    assert (status, found["error"]["message"]) == (
        404,
        "no part throtle; did you mean throttle?",
    )


def test_a_patch_changes_the_state_and_says_what_is_there_now() -> None:
    rig = make_rig()
    patch = {"throttle": {"is_on": True}, "permissions": {"clipboard/read": "allowed"}}
    assert ask("PATCH", "/state", patch, rig=rig) == (
        200,
        {
            "state": {
                "throttle": {"is_on": True, "spacing_ms": 250},
                "permissions": {"clipboard/read": {"status": "allowed", "only_in_run": ""}},
            },
            "notes": [],
        },
    )


def test_a_patch_with_one_mistake_changes_nothing() -> None:
    rig = make_rig()
    before = asyncio.run(rig.shell.snapshot())
    patch = {
        "throttle": {"is_on": True},
        "permissions": {"clipboard/read": "allowed", "camera/access": "maybe"},
    }
    told = ask("PATCH", "/state", patch, rig=rig)
    assert (told, asyncio.run(rig.shell.snapshot())) == (
        invalid('permissions."camera/access".status: expected one of allowed, denied, not "maybe"'),
        before,
    )


def test_every_mistake_of_a_patch_is_told_at_once() -> None:
    patch = {
        "throttle": {"is_on": 1, "spacing": 2},
        "faults": {"outcomes": {"getAnonymosKey": "ERROR"}},
    }
    assert ask("PATCH", "/state", patch) == invalid(
        "throttle.is_on: expected true or false, not 1",
        "throttle.spacing: no such key; did you mean spacing_ms?",
        "faults.outcomes.getAnonymosKey: no such call or event here; did you mean getAnonymousKey?",
    )


def test_an_undocumented_failure_is_taken_with_a_note() -> None:
    _, found = ask("PATCH", "/state", {"faults": {"outcomes": {"getAnonymousKey": "ODD:2"}}})
    assert found == {
        "state": {"faults": {"outcomes": {"getAnonymousKey": "ODD:2"}}},
        "notes": [
            (
                "fault getAnonymousKey=ODD is no documented failure of getAnonymousKey: documented "
                "are APP_BRIDGE_THROTTLED, ERROR, EXECUTION_ERROR, INVALID_CATEGORY, "
                "INVALID_REQUEST"
            )
        ],
    }


def test_two_patches_at_once_are_both_taken_whole() -> None:
    async def act(caller: Caller) -> dict[str, Decision]:
        keys = ("clipboard/read", "camera/access", "photos/read", "contacts/read")
        patches = ({"permissions": {key: "allowed"}} for key in keys)
        await asyncio.gather(*(caller("PATCH", "/state", patch) for patch in patches))
        return await caller.rig.shell.permissions.ledger.all()

    assert len(controlled(act)) == 4


def test_what_was_allowed_by_control_is_allowed_for_the_page() -> None:
    async def act(caller: Caller) -> Tree:
        await caller("PATCH", "/state", {"permissions": {"clipboard/read": "allowed"}})
        await caller.send(call("getPermission", {"name": "clipboard", "access": "read"}))
        return caller.rig.got()

    assert controlled(act, rig=make_rig(app=CLIPBOARD)) == [resolved("getPermission", "allowed")]


def test_a_change_is_in_the_journal() -> None:
    rig = make_rig()
    ask("PATCH", "/state", {"throttle": {"is_on": True}}, rig=rig)
    entry = {"part": "throttle", "value": {"is_on": True, "spacing_ms": 250}}
    assert entry in rig.recorded(EntryKind.STATE)


def test_a_patch_that_fits_no_more_when_its_turn_comes_is_told() -> None:
    rig = make_rig()
    ledger = rig.shell.permissions.ledger
    asyncio.run(ledger.put("camera/access", Decision(status="allowed")))
    place = next(iter(rig.vault.kept))

    def forget(_key: str) -> None:
        rig.vault.kept.pop(place, None)  # as another process may do

    ledger.changes.listen(forget)
    patch = {
        "permissions": {"clipboard/read": "allowed", "camera/access": {"only_in_run": "x"}},
        "throttle": {"is_on": True},
    }
    status, found = ask("PATCH", "/state", patch, rig=rig)
    assert (status, found["error"]["code"], rig.shell.throttle.observable.value.is_on) == (
        409,
        "CHANGED",
        False,
    )


@pytest.mark.parametrize(
    ("body", "is_on"),
    [
        (None, False),
        ({"parts": ["throttle"]}, False),
        ({"parts": ["clock"]}, True),
        ({"parts": []}, True),
    ],
)
def test_parts_go_back_to_how_they_began(body: object, is_on: bool) -> None:  # noqa: FBT001
    rig = make_rig()
    rig.shell.throttle.observable.update(is_on=True)
    status, _ = ask("POST", "/reset", body, rig=rig)
    assert (status, rig.shell.throttle.observable.value.is_on) == (200, is_on)


def test_a_reset_of_a_part_that_is_not_there_resets_nothing() -> None:
    rig = make_rig()
    rig.shell.throttle.observable.update(is_on=True)
    told = ask("POST", "/reset", {"parts": ["throttle", "clocks"]}, rig=rig)
    assert (told, rig.shell.throttle.observable.value.is_on) == (
        invalid("parts[1]: no part clocks; did you mean clock?"),
        True,
    )


def _json(value: Tree) -> Tree:
    match value:
        case dict():
            return {key: _json(each) for key, each in value.items()}
        case list() | tuple():
            return [_json(each) for each in value]
        case _:
            return value
