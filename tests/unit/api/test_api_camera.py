from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Literal

import pytest

from aitdesk.phone.app import AppFacts, DeclaredPermission
from desk import Desk
from rig import Rig, call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

CAMERA = DeclaredPermission("camera", "access")


def rig_with(
    *,
    prompts: Literal["ask", "allow", "deny"] = "allow",
    permissions: tuple[DeclaredPermission, ...] = (CAMERA,),
) -> Rig:
    rig = make_rig(app=AppFacts("my-app", "My App", permissions=permissions), prompts=prompts)
    rig.shell.camera.desktop = Desk()
    return rig


def code(reply: Json) -> Json:
    assert isinstance(reply, dict)
    assert isinstance(reply["value"], dict)
    return reply["value"]["code"]


def seen(width_px: int) -> str:
    return base64.b64encode(f"None {width_px}".encode()).decode()


@pytest.mark.parametrize(
    ("args", "uri"),
    [
        ((), f"data:image/jpeg;base64,{seen(1024)}"),
        ((None,), f"data:image/jpeg;base64,{seen(1024)}"),
        (({"base64": True},), seen(1024)),
        (({"base64": True, "maxWidth": 80},), seen(80)),
    ],
)
def test_a_picture_is_a_data_uri_or_bare_base64(args: tuple[Json, ...], uri: str) -> None:
    shot: Json = {"id": "aitdesk-shot-1", "dataUri": uri}
    assert talk(rig_with(), call("openCamera", *args)) == [resolved("openCamera", shot)]


def test_a_person_allows_the_camera_and_takes_the_picture() -> None:
    rig = rig_with(prompts="ask")
    got = talk(rig, call("openCamera", {"base64": True}), rig.answer("allow"), rig.answer("shoot"))
    assert got == [resolved("openCamera", {"id": "aitdesk-shot-1", "dataUri": seen(1024)})]


def test_closing_the_camera_rejects() -> None:
    rig = rig_with(prompts="ask")
    (reply,) = talk(rig, call("openCamera"), rig.answer("allow"), rig.answer("cancel"))
    assert code(reply) == "CANCELED"


def test_a_refused_camera_is_a_permission_error() -> None:
    assert talk(rig_with(prompts="deny"), call("openCamera")) == [
        rejected(
            "openCamera",
            "카메라 권한이 거부되었어요.",
            error_name="openCamera permission error",
        )
    ]


def test_an_undeclared_camera_is_no_permission() -> None:
    (reply,) = talk(rig_with(permissions=()), call("openCamera"))
    assert code(reply) == "NO_PERMISSION"


@pytest.mark.parametrize("options", [5, {"maxWidth": 0}, {"maxWidth": "1"}, {"base64": 1}])
def test_options_that_do_not_fit_are_an_invalid_request(options: Json) -> None:
    (reply,) = talk(rig_with(), call("openCamera", options))
    assert code(reply) == "INVALID_REQUEST"
