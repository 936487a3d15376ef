from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.ledger import Ledger
from aitdesk.phone.permissions import Decision
from aitdesk.phone.state import apply_to_observables, apply_to_records, kept_records, merged
from aitdesk.phone.state_errors import find_state_mistakes
from aitdesk.storage import Install, Store
from aitdesk.validation.validation_errors import Mistake
from rig import make_shell

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json

ALLOWED, DENIED = Decision(status="allowed"), Decision(status="denied")


@pytest.mark.parametrize(
    ("old", "patch", "new"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_patch_is_merged_as_the_standard_shows_it(old: Json, patch: Json, new: Json) -> None:
    assert merged(old, patch) == new


def take(shell: SimulatedPhone, patch: dict[str, Json], *, is_initial: bool = False) -> list[str]:
    """Take a patch if it has no mistake, and return the lines of its mistakes."""

    async def act() -> list[str]:
        parts = shell.parts()
        found = find_state_mistakes(parts, patch, kept=await kept_records(parts, patch))
        if not found:
            await apply_to_records(parts, patch, is_initial=is_initial)
            apply_to_observables(parts, patch, is_initial=is_initial)
        return [mistake.line() for mistake in found]

    return asyncio.run(act())


def records(shell: SimulatedPhone) -> dict[str, Decision]:
    return asyncio.run(shell.permissions.ledger.all())


def test_a_patch_changes_what_it_names_and_nothing_else() -> None:
    shell = make_shell()
    before = asyncio.run(shell.snapshot())
    take(shell, {"throttle": {"is_on": True}})
    after = asyncio.run(shell.snapshot())
    assert after == {**before, "throttle": {"is_on": True, "spacing_ms": 250}}


def test_null_brings_a_member_back_to_its_default() -> None:
    shell = make_shell()
    take(shell, {"throttle": {"spacing_ms": 9}})
    take(shell, {"throttle": {"spacing_ms": None}})
    assert shell.throttle.observable.value.spacing_ms == 250


@pytest.mark.parametrize("record", ["allowed", {"status": "allowed"}])
def test_a_record_is_written_whole_or_in_short(record: Json) -> None:
    shell = make_shell()
    assert take(shell, {"permissions": {"clipboard/read": record}}) == []
    assert records(shell) == {"clipboard/read": ALLOWED}


def test_a_record_that_is_there_is_changed_where_the_patch_says() -> None:
    shell = make_shell()
    asyncio.run(shell.permissions.ledger.put("camera/access", DENIED))
    assert take(shell, {"permissions": {"camera/access": {"only_in_run": "x"}}}) == []
    assert records(shell) == {"camera/access": Decision(status="denied", only_in_run="x")}


def test_null_forgets_a_record() -> None:
    shell = make_shell()
    take(shell, {"permissions": {"clipboard/read": "allowed", "camera/access": "denied"}})
    take(shell, {"permissions": {"clipboard/read": None}})
    assert records(shell) == {"camera/access": DENIED}


def test_what_is_initial_comes_back_at_a_reset() -> None:
    shell = make_shell()
    take(
        shell,
        {"permissions": {"clipboard/read": "allowed"}, "throttle": {"is_on": True}},
        is_initial=True,
    )
    take(shell, {"permissions": {"clipboard/read": "denied", "camera/access": "denied"}})
    take(shell, {"throttle": {"is_on": False}})
    asyncio.run(shell.reset())
    assert (records(shell), shell.throttle.observable.value.is_on) == (
        {"clipboard/read": ALLOWED},
        True,
    )


def test_what_is_initial_replaces_the_whole_record() -> None:
    shell = make_shell()
    kept = Decision(status="allowed", only_in_run="x")
    asyncio.run(shell.permissions.ledger.put("clipboard/read", kept))
    take(shell, {"permissions": {"clipboard/read": "allowed"}}, is_initial=True)
    assert records(shell) == {"clipboard/read": ALLOWED}


def test_every_mistake_of_every_part_is_told() -> None:
    shell = make_shell()
    assert take(
        shell,
        {
            "throtle": {},
            "clock": 3,
            "network": {"status": "FAST"},
            "permissions": {"clipbord/read": "allowed", "camera/access": {"only_in_run": "x"}},
        },
    ) == [
        "throtle: no such part; did you mean throttle?",
        "clock: expected a table",
        *[line for line in take(make_shell(), {"network": {"status": "FAST"}}) if line],
        'permissions."camera/access": status is missing',
        'permissions."clipbord/read": no such permission; did you mean clipboard/read?',
    ]


def test_a_patch_that_is_no_table_is_refused() -> None:
    assert find_state_mistakes(make_shell().parts(), []) == [
        Mistake((), "expected a table with one member a part")
    ]


def test_what_a_snapshot_shows_can_be_taken_back() -> None:
    shell = make_shell()
    take(shell, {"permissions": {"clipboard/read": "allowed"}})
    state = asyncio.run(shell.snapshot())
    assert isinstance(state, dict)
    assert take(make_shell(), state) == []


def test_forgetting_a_record_that_is_not_there_changes_no_file(tmp_path: Path) -> None:
    store = Store(Install("default", tmp_path))
    ledger = Ledger(store, "permissions", "my-app", "default", Decision)
    patch: dict[str, Json] = {"permissions": {"clipboard/read": None}}

    async def act() -> dict[str, Decision]:
        await apply_to_records({"permissions": ledger}, patch)
        return await ledger.all()

    try:
        assert asyncio.run(act()) == {}
    finally:
        store.close()
