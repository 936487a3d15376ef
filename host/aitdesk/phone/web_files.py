"""What a person picks for an <input type=file>: of the album, or a picture taken now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.errors import ApiError
from aitdesk.phone.album import WantedPhotos
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Layout, Sheet

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.desktop import Content, ItemType
    from aitdesk.value import Json

ASKER: Final = "<input type=file>"
MOST: Final = 10
_WIDEST_PX: Final = 4_032
_SUFFIXES: Final = {"image/jpeg": "jpg", "video/webm": "webm", "video/mp4": "mp4"}


async def choose_files(
    phone: SimulatedPhone, *, accept: str, is_multiple: bool, is_capture: bool
) -> list[Json]:
    """Ask, and return files as {name, type, base64}; none when it is cancelled.

    `is_capture` goes to the camera at once, as a phone does. Differs: there is no picker of other
    files, and a name is IMG_0001 and so on.
    """
    if is_capture:
        return await _shoot(phone)
    answer = await phone.prompts.ask(
        PromptKind.FILE, _sheet(phone), allow=Answer("album"), deny=Answer("cancel"), for_call=ASKER
    )
    if answer.choice == "camera":
        return await _shoot(phone)
    if answer.choice != "album":
        return []
    wanted = WantedPhotos(_types(accept), MOST if is_multiple else 1, _WIDEST_PX)
    picked = await phone.album.pick(wanted, for_call=ASKER)
    return [_file(number, each.content) for number, each in enumerate(picked, start=1)]


async def _shoot(phone: SimulatedPhone) -> list[Json]:
    try:
        shot = await phone.camera.shoot(max_width_px=_WIDEST_PX)
    except ApiError:
        return []
    return [_file(1, shot.content)]


def _types(accept: str) -> frozenset[ItemType]:
    found: set[ItemType] = set()
    if "image" in accept:
        found.add("PHOTO")
    if "video" in accept:
        found.add("VIDEO")
    return frozenset(found or {"PHOTO", "VIDEO"})


def _file(number: int, content: Content) -> Json:
    kind = content.media_type
    name = f"IMG_{number:04}.{_SUFFIXES.get(kind, 'bin')}"
    return {"name": name, "type": kind, "base64": content.text()}


def _sheet(phone: SimulatedPhone) -> Sheet:
    say = phone.environment.say
    return Sheet(
        layout=Layout.BOTTOM,
        title=say("파일 올리기", "Choose a file"),
        choices=(
            Choice(id="album", label=say("사진 보관함", "Photo Library")),
            Choice(id="camera", label=say("사진 찍기", "Take Photo")),
            Choice(id="cancel", label=say("취소", "Cancel")),
        ),
        dismiss="cancel",
    )
