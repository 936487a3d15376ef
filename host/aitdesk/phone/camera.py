"""What the camera sees, and the person who takes the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aitdesk.errors import StoreError
from aitdesk.phone.desktop import JPEG, Content
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Layout, Paragraph, Picture, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.desktop import Desktop
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.prompts import Prompts
    from aitdesk.phone.signal import Signal

MAX_WIDTH_PX = 1024
"""How wide a picture is at most when nothing is asked for (web-bridge 2.10.8)."""

_VIEWFINDER_WIDTH_PX = 720
_BLIND = "the camera sees nothing: its picture is gone"


class CameraState(State, frozen=True, kw_only=True):
    """The picture that it takes: a file of this desktop, None for a generated scene.

    `shots` is how many pictures were taken.
    """

    picture: str | None = None
    shots: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a file without a name, or fewer shots than none."""
        if self.picture is not None and not self.picture.strip():
            raise ValueError("camera.picture is empty: name a file, or leave it out")
        if self.shots < 0:
            raise ValueError(f"camera.shots is {self.shots}: it counts from 0")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that was taken."""

    id: str
    content: Content


@dataclass
class Camera:
    """The camera now."""

    environment: Environment
    prompts: Prompts
    desktop: Desktop
    problems: Signal[str]
    clock: Clock
    observable: Observable[CameraState] = field(default_factory=lambda: Observable(CameraState()))

    async def shoot(self, *, max_width_px: int = MAX_WIDTH_PX) -> Shot:
        """Show the viewfinder and return what was taken. Raises CANCELED when it is closed."""
        picture = self.observable.value.picture
        seen = await self._see(picture, _VIEWFINDER_WIDTH_PX)
        if seen is None and picture is not None:
            self.problems.emit(f"camera.picture {picture} cannot be read: a scene stands in")
            picture = None
            seen = await self._see(picture, _VIEWFINDER_WIDTH_PX)
        if seen is None:
            raise StoreError(_BLIND)
        answer = await self.prompts.ask(
            PromptKind.CAMERA,
            self._sheet(seen),
            allow=Answer("shoot"),
            deny=Answer("cancel"),
            for_call="openCamera",
        )
        if answer.choice != "shoot":
            raise refusal("openCamera", "CANCELED")
        taken = await self._see(picture, max_width_px)
        if taken is None:
            raise StoreError(_BLIND)
        number = self.observable.value.shots + 1
        self.observable.update(shots=number)
        return Shot(f"aitdesk-shot-{number}", Content(JPEG, taken))

    async def _see(self, picture: str | None, max_width_px: int) -> bytes | None:
        now = datetime.fromtimestamp(self.clock.now_ms() / 1000, UTC)
        caption = f"aitdesk · {self.observable.value.shots + 1} · {now:%Y-%m-%d %H:%M:%S} UTC"
        return await self.desktop.scene(picture, caption=caption, max_width_px=max_width_px)

    def _sheet(self, seen: bytes) -> Sheet:
        say = self.environment.say
        return Sheet(
            layout=Layout.SCREEN,
            title=say("카메라", "Camera"),
            blocks=(
                Picture(image=seen, media_type=JPEG, alt=say("카메라 화면", "Viewfinder")),
                Paragraph(
                    text=say(
                        "실제 카메라가 아니라 시뮬레이션이에요.", "A simulation, not a real camera."
                    ),
                    tone="muted",
                ),
            ),
            choices=(
                Choice(id="cancel", label=say("취소", "Cancel")),
                Choice(id="shoot", label=say("촬영", "Take photo"), role="primary"),
            ),
            dismiss="cancel",
        )
