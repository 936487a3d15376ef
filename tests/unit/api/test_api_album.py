from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.environment import Operational
from desk import Desk, photo, video
from rig import Rig, call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

PHOTOS = DeclaredPermission("photos", "read")
A, B = "YQ==", "Yg=="
DENIED = "사진첩 권한이 거부되었어요."


def rig_with(
    desk: Desk,
    *,
    prompts: Literal["ask", "allow", "deny"] = "allow",
    permissions: tuple[DeclaredPermission, ...] = (PHOTOS,),
    toss_version: str = "5.261.0",
    operational: Operational = Operational.TOSS,
) -> Rig:
    app = AppFacts("my-app", "My App", permissions=permissions)
    rig = make_rig(app=app, prompts=prompts, toss_version=toss_version, operational=operational)
    rig.shell.album.desktop = desk
    return rig


def only_code(reply: Json) -> tuple[Json, Json]:
    """Return the event of a rejection and its code: its text is ours."""
    assert isinstance(reply, dict)
    assert isinstance(reply["value"], dict)
    return reply["emit"], reply["value"]["code"]


@pytest.mark.parametrize("args", [(), (None,), ({},), ({"base64": False, "maxCount": None},)])
def test_photos_are_data_uris_that_a_page_can_show(args: tuple[Json, ...]) -> None:
    rig = rig_with(Desk((photo("a"), video("x"), photo("b"))))
    assert talk(rig, call("fetchAlbumPhotos", *args)) == [
        resolved(
            "fetchAlbumPhotos",
            [
                {"id": "a", "dataUri": f"data:image/jpeg;base64,{A}"},
                {"id": "b", "dataUri": f"data:image/jpeg;base64,{B}"},
            ],
        )
    ]


def test_base64_is_bare_and_options_reach_the_desktop() -> None:
    desk = Desk((photo("a"), photo("b")))
    options: Json = {"maxCount": 1, "maxWidth": 64, "base64": True}
    got = talk(rig_with(desk), call("fetchAlbumPhotos", options))
    assert (got, desk.asked[1:]) == (
        [resolved("fetchAlbumPhotos", [{"id": "a", "dataUri": A}])],
        [("item", None, "a", 64)],
    )


def test_the_hosts_defaults_are_ten_items_of_1024_pixels() -> None:
    desk = Desk(tuple(photo(str(number)) for number in range(12)))
    talk(rig_with(desk), call("fetchAlbumPhotos"))
    assert desk.asked[1:] == [("item", None, str(number), 1024) for number in range(10)]


@pytest.mark.parametrize("name", ["fetchAlbumPhotos", "fetchAlbumItems"])
def test_cancelling_the_album_is_an_empty_list(name: str) -> None:
    rig = rig_with(Desk((photo("a"),)), prompts="ask")
    steps = (rig.answer("allow"), rig.answer("cancel"))
    assert talk(rig, call(name), *steps) == [resolved(name, [])]


@pytest.mark.parametrize("name", ["fetchAlbumPhotos", "fetchAlbumItems"])
def test_a_person_picks_in_the_sheet(name: str) -> None:
    rig = rig_with(Desk((photo("a"), photo("b"))), prompts="ask")
    got = talk(rig, call(name), rig.answer("allow"), rig.answer("add", picked=["b"]))
    kind: dict[str, Json] = {"type": "PHOTO"} if name == "fetchAlbumItems" else {}
    item: Json = {"id": "b", "dataUri": f"data:image/jpeg;base64,{B}", **kind}
    assert got == [resolved(name, [item])]


def test_a_refused_album_is_a_permission_error_for_photos() -> None:
    rig = rig_with(Desk((photo("a"),)), prompts="deny")
    name = "fetchAlbumPhotos"
    assert talk(rig, call(name)) == [
        rejected(name, DENIED, error_name="fetchAlbumPhotos permission error")
    ]


def test_a_refused_album_is_not_allowed_for_items() -> None:
    (reply,) = talk(rig_with(Desk(), prompts="deny"), call("fetchAlbumItems"))
    assert only_code(reply) == ("fetchAlbumItems/reject/1", "NOT_ALLOWED")


def test_an_undeclared_permission_stops_photos_but_not_items() -> None:
    rig = rig_with(Desk(), permissions=())
    photos, items = talk(rig, call("fetchAlbumPhotos"), call("fetchAlbumItems"))
    assert (only_code(photos)[1], items) == ("NO_PERMISSION", resolved("fetchAlbumItems", []))


def test_items_tell_their_type_and_only_a_photo_is_ever_bare() -> None:
    options: Json = {"types": ["VIDEO", "PHOTO"], "base64": True}
    rig = rig_with(Desk((photo("a"), video("b"))))
    assert talk(rig, call("fetchAlbumItems", options)) == [
        resolved(
            "fetchAlbumItems",
            [
                {"id": "a", "dataUri": A, "type": "PHOTO"},
                {"id": "b", "dataUri": f"data:video/webm;base64,{B}", "type": "VIDEO"},
            ],
        )
    ]


@pytest.mark.parametrize("args", [(), (None,), ({},), ({"types": None},)])
def test_items_are_photos_unless_videos_are_wanted(args: tuple[Json, ...]) -> None:
    desk = Desk((photo("a"), video("b")))
    talk(rig_with(desk), call("fetchAlbumItems", *args))
    assert desk.asked[0] == ("album", None, frozenset({"PHOTO"}))


@pytest.mark.parametrize("name", ["fetchAlbumPhotos", "fetchAlbumItems"])
@pytest.mark.parametrize(
    "options",
    [
        7, "x", [], {"maxCount": 0}, {"maxCount": -1}, {"maxCount": "5"}, {"maxCount": 1.5},
        {"maxWidth": 0}, {"maxWidth": True}, {"base64": "yes"},
    ],
)  # fmt: skip
def test_options_that_do_not_fit_are_an_invalid_request(name: str, options: Json) -> None:
    (reply,) = talk(rig_with(Desk((photo("a"),))), call(name, options))
    assert only_code(reply) == (f"{name}/reject/1", "INVALID_REQUEST")


@pytest.mark.parametrize("types", [[], ["AUDIO"], "PHOTO", ["photo"]])
def test_types_that_do_not_exist_are_an_invalid_request(types: Json) -> None:
    (reply,) = talk(rig_with(Desk()), call("fetchAlbumItems", {"types": types}))
    assert only_code(reply) == ("fetchAlbumItems/reject/1", "INVALID_REQUEST")


def test_an_item_that_cannot_be_read_is_invalid_data() -> None:
    rig = rig_with(Desk((photo("a"),), broken=frozenset({"a"})))
    (reply,) = talk(rig, call("fetchAlbumItems"))
    assert only_code(reply) == ("fetchAlbumItems/reject/1", "INVALID_DATA")


@pytest.mark.parametrize(
    ("operational", "is_there"), [(Operational.TOSS, False), (Operational.SANDBOX, True)]
)
def test_an_old_toss_has_no_items_but_the_sandbox_does(
    operational: Operational, *, is_there: bool
) -> None:
    name, text = "fetchAlbumItems", "토스앱 5.261.0 버전 이상이 필요해요."
    rig = rig_with(Desk(), toss_version="5.260.9", operational=operational)
    refused = rejected(name, text, code="UNSUPPORTED_APP_VERSION")
    assert talk(rig, call(name)) == [resolved(name, []) if is_there else refused]
