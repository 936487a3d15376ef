from __future__ import annotations

import asyncio

import pytest

from aitdesk.errors import ApiError, StoreError
from aitdesk.phone.camera import Camera, CameraState, Shot
from aitdesk.phone.clock import Clock
from aitdesk.phone.desktop import JPEG, Content, NoDesktop
from aitdesk.phone.environment import Environment
from aitdesk.phone.prompts import Prompts
from aitdesk.phone.sheet import Picture
from aitdesk.phone.signal import Signal
from desk import CAPTION, Desk
from rig import NEW_YEAR_S


def camera(desk: Desk | NoDesktop, *, policy: str = "allow") -> Camera:
    clock = Clock(source=lambda: NEW_YEAR_S)
    made = Camera(Environment(locale="en"), Prompts(), desk, Signal(), clock)
    made.prompts.observable.update(default=policy)
    return made


def test_shots_are_numbered_and_counted() -> None:
    here = camera(Desk())
    shots = [asyncio.run(here.shoot(max_width_px=300)) for _ in range(2)]
    assert (shots, here.observable.value) == (
        [
            Shot("aitdesk-shot-1", Content(JPEG, b"None 300")),
            Shot("aitdesk-shot-2", Content(JPEG, b"None 300")),
        ],
        CameraState(shots=2),
    )


def test_the_scene_bears_the_number_and_the_time() -> None:
    desk = Desk()
    asyncio.run(camera(desk).shoot())
    assert desk.asked == [
        ("scene", None, CAPTION.format(1), 720),
        ("scene", None, CAPTION.format(1), 1024),
    ]


def test_the_viewfinder_shows_what_will_be_taken() -> None:
    here, shown = camera(Desk()), list[object]()
    here.observable.update(picture="/cat.jpg")
    here.prompts.settled.listen(lambda settled: shown.append(settled.prompt.sheet.blocks[0]))
    asyncio.run(here.shoot())
    assert shown == [Picture(image=b"/cat.jpg 720", media_type=JPEG, alt="Viewfinder")]


def test_closing_the_camera_takes_nothing_and_is_an_error() -> None:
    here = camera(Desk(), policy="deny")
    with pytest.raises(ApiError) as refused:
        asyncio.run(here.shoot())
    assert (refused.value.code, here.observable.value) == ("CANCELED", CameraState())


def test_a_picture_that_cannot_be_read_is_told_and_the_scene_stands_in() -> None:
    here, told = camera(Desk(unseen=frozenset({"/x.jpg"}))), list[str]()
    here.observable.update(picture="/x.jpg")
    here.problems.listen(told.append)
    shot = asyncio.run(here.shoot(max_width_px=50))
    line = "camera.picture /x.jpg cannot be read: a scene stands in"
    assert (shot.content.content, told) == (b"None 50", [line])


def test_a_picture_that_goes_away_meanwhile_is_not_taken() -> None:
    desk = Desk()
    here = camera(desk)
    here.observable.update(picture="/x.jpg")
    here.prompts.settled.listen(lambda _: setattr(desk, "unseen", frozenset({"/x.jpg"})))
    with pytest.raises(StoreError, match="its picture is gone"):
        asyncio.run(here.shoot())


def test_a_camera_without_a_desktop_sees_nothing() -> None:
    with pytest.raises(StoreError, match="sees nothing"):
        asyncio.run(camera(NoDesktop()).shoot())


@pytest.mark.parametrize(
    ("members", "problem"),
    [({"picture": ""}, r"camera\.picture is empty"), ({"shots": -1}, r"camera\.shots is -1")],
)
def test_a_state_that_cannot_be_is_refused(members: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        camera(Desk()).observable.update(**members)
