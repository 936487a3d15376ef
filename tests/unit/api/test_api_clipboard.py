from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.environment import Platform
from aitdesk.phone.error_catalog import refusal
from aitdesk.value import UNDEFINED
from rig import call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Value

APP = AppFacts(
    "my-app",
    "My App",
    permissions=(DeclaredPermission("clipboard", "read"), DeclaredPermission("clipboard", "write")),
)
UNDECLARED = refusal("getPermission", "NO_PERMISSION").message


def test_an_empty_clipboard_is_an_empty_text() -> None:
    rig = make_rig(app=APP, prompts="allow")
    assert talk(rig, call("getClipboardText")) == [resolved("getClipboardText", "")]


@pytest.mark.parametrize(
    ("platform", "reply"), [(Platform.IOS, {"text": "값 🙂"}), (Platform.ANDROID, UNDEFINED)]
)
def test_what_is_copied_can_be_read(platform: Platform, reply: Value) -> None:
    rig = make_rig(app=APP, prompts="allow", platform=platform)
    assert talk(rig, call("setClipboardText", "값 🙂"), call("getClipboardText")) == [
        resolved("setClipboardText", reply),
        resolved("getClipboardText", "값 🙂"),
    ]


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("setClipboardText", ["x"], "클립보드 쓰기 권한이 거부되었어요."),
        ("getClipboardText", [], "클립보드 읽기 권한이 거부되었어요."),
    ],
)
def test_a_refusal_has_the_error_of_its_call(name: str, arguments: list[str], message: str) -> None:
    rig = make_rig(app=APP, prompts="deny")
    rig.shell.clipboard.observable.update(text="kept")
    got = talk(rig, call(name, *arguments))
    assert (got, rig.shell.clipboard.observable.value.text) == (
        [rejected(name, message, error_name=f"{name} permission error")],
        "kept",
    )


@pytest.mark.parametrize(
    ("name", "arguments"), [("setClipboardText", ["x"]), ("getClipboardText", [])]
)
def test_an_undeclared_permission_is_refused_without_asking(
    name: str, arguments: list[str]
) -> None:
    rig = make_rig()
    got = talk(rig, call(name, *arguments))
    assert (got, rig.sheets()) == ([rejected(name, UNDECLARED, code="NO_PERMISSION")], [])


def test_what_is_no_text_cannot_be_copied() -> None:
    (got,) = talk(make_rig(app=APP, prompts="allow"), call("setClipboardText", {"text": "x"}))
    assert got == rejected(
        "setClipboardText",
        "setClipboardText: Expected `str`, got `object` - at `$[0]`",
        code="INVALID_REQUEST",
    )
