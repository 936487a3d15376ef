"""The camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Meta

from aitdesk.api.decorators import Params, method
from aitdesk.phone.camera import MAX_WIDTH_PX
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json

AtLeastOne: TypeAlias = Annotated[int, Meta(ge=1)]


class CameraOptions(Params, frozen=True, rename="camel"):
    """{maxWidth, base64}, both optional."""

    max_width: AtLeastOne | None = None
    base64: bool | None = None


class OpenCamera(Params, array_like=True, frozen=True):
    """[options]."""

    options: CameraOptions | None = None


@method("openCamera", needs=Need("camera", "access"))
async def open_camera(shell: SimulatedPhone, params: OpenCamera) -> Json:
    """Let the person take a picture.

    Reply: {id, dataUri}: an upright JPEG, never wider than maxWidth; dataUri is a data URI, with
      `base64` the bare Base64 of it.
    Errors: NO_PERMISSION, a permission error, CANCELED when the camera is closed (the packages
      do not tell, so it is assumed), INVALID_REQUEST for options that do not fit (assumed).
    Differs: no lens: it takes a generated scene or the file of camera.picture. A phone may give a
      file path where `base64` is false (seen for the album).
    Source: web-bridge 2.10.8, openCamera.d.ts.
    """
    options = params.options or CameraOptions()
    shot = await shell.camera.shoot(max_width_px=options.max_width or MAX_WIDTH_PX)
    return {"id": shot.id, "dataUri": shot.content.text() if options.base64 else shot.content.uri()}
