from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.permissions import Decision
from rig import Rig, call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.phone.permissions import Decided
    from aitdesk.value import Json

READ: Json = {"name": "clipboard", "access": "read"}
APP = AppFacts("my-app", "My App", permissions=(DeclaredPermission("clipboard", "read"),))
MISSING = refusal("getPermission", "NO_PERMISSION").message
UNDECLARED: list[Json] = [
    {"name": "clipboard", "access": "write"},
    {"name": "camera", "access": "access"},
    {"name": "clipboard", "access": "access"},
    {"name": "geolocation", "access": "read"},
    {"name": "sun", "access": "read"},
]


def decided(status: Decided) -> Rig:
    rig = make_rig(app=APP)
    asyncio.run(rig.shell.permissions.ledger.put("clipboard/read", Decision(status=status)))
    return rig


def test_nothing_is_decided_before_the_person_was_asked() -> None:
    rig = make_rig(app=APP)
    assert talk(rig, call("getPermission", READ)) == [resolved("getPermission", "notDetermined")]


@pytest.mark.parametrize("status", ["allowed", "denied"])
@pytest.mark.parametrize("name", ["getPermission", "requestPermission"])
def test_what_is_decided_is_told_without_asking(name: str, status: Decided) -> None:
    rig = decided(status)
    assert (talk(rig, call(name, READ)), rig.sheets()) == ([resolved(name, status)], [])


@pytest.mark.parametrize(("choice", "status"), [("allow", "allowed"), ("deny", "denied")])
@pytest.mark.parametrize("name", ["openPermissionDialog", "requestPermission"])
def test_an_undecided_permission_is_asked_for(name: str, choice: str, status: str) -> None:
    rig = make_rig(app=APP)
    got = talk(rig, call(name, READ), rig.answer(choice), call("getPermission", READ))
    assert got == [resolved(name, status), resolved("getPermission", status)]


def test_the_dialog_asks_who_has_refused_before() -> None:
    rig = decided("denied")
    got = talk(rig, call("openPermissionDialog", READ), rig.answer("once"))
    assert got == [resolved("openPermissionDialog", "allowed")]


@pytest.mark.parametrize("undeclared", UNDECLARED)
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("getPermission", "NO_PERMISSION"),
        ("requestPermission", "NO_PERMISSION"),
        ("openPermissionDialog", "INVALID_REQUEST"),
    ],
)
def test_what_is_not_declared_is_rejected(name: str, code: str, undeclared: Json) -> None:
    rig = make_rig(app=APP)
    assert talk(rig, call(name, undeclared)) == [rejected(name, MISSING, code=code)]


def test_the_two_messages_of_a_guarded_call_ask_once() -> None:
    rig = make_rig(app=APP)
    got = talk(
        rig,
        call("requestPermission", READ),
        rig.answer("allow"),
        call("getClipboardText"),
    )
    assert (got, len(rig.sheets())) == (
        [resolved("requestPermission", "allowed"), resolved("getClipboardText", "")],
        1,
    )


def test_the_second_message_alone_asks_too() -> None:
    rig = make_rig(app=APP)
    got = talk(rig, call("getClipboardText"), rig.answer("allow"))
    assert (got, len(rig.sheets())) == ([resolved("getClipboardText", "")], 1)


def test_the_second_message_is_refused_by_the_shell_itself() -> None:
    got = talk(decided("denied"), call("getClipboardText"))
    assert got == [
        rejected(
            "getClipboardText",
            "클립보드 읽기 권한이 거부되었어요.",
            error_name="getClipboardText permission error",
        )
    ]


def test_a_person_is_asked_once_for_requests_that_come_together() -> None:
    rig = make_rig(app=APP)
    calls = [call("requestPermission", READ, event_id=number) for number in ("1", "2")]
    got = talk(rig, *calls, rig.answer("deny"))
    assert (got, len(rig.sheets())) == (
        [resolved("requestPermission", "denied", event_id=number) for number in ("1", "2")],
        1,
    )
