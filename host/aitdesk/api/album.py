"""Pictures and videos of the album."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from msgspec import Meta

from aitdesk.api.decorators import Gate, Params, method
from aitdesk.phone.album import WantedPhotos
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.milestones import ALBUM_ITEMS
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.album import Picked
    from aitdesk.value import Json

_READ = Need("photos", "read")
_DEFAULTS = WantedPhotos()

AtLeastOne: TypeAlias = Annotated[int, Meta(ge=1)]


class PhotoOptions(Params, frozen=True, rename="camel"):
    """{maxCount, maxWidth, base64}, all optional."""

    max_count: AtLeastOne | None = None
    max_width: AtLeastOne | None = None
    base64: bool | None = None

    def wanted(self, types: frozenset[Literal["PHOTO", "VIDEO"]] | None = None) -> WantedPhotos:
        """Return what is asked for, with the host's defaults."""
        return WantedPhotos(
            types or _DEFAULTS.types,
            self.max_count or _DEFAULTS.at_most,
            self.max_width or _DEFAULTS.max_width_px,
        )


class ItemOptions(PhotoOptions, frozen=True, rename="camel"):
    """PhotoOptions and `types`."""

    types: Annotated[frozenset[Literal["PHOTO", "VIDEO"]], Meta(min_length=1)] | None = None


class FetchPhotos(Params, array_like=True, frozen=True):
    """[options]."""

    options: PhotoOptions | None = None


class FetchItems(Params, array_like=True, frozen=True):
    """[options]."""

    options: ItemOptions | None = None


@method("fetchAlbumPhotos", needs=_READ)
async def fetch_album_photos(shell: SimulatedPhone, params: FetchPhotos) -> Json:
    """Let the person pick photos from the album.

    Reply: a list of {id, dataUri}, in the order of picking; empty when they cancel. A photo is an
      upright JPEG, never wider than maxWidth. dataUri is a data URI, with `base64` the bare
      Base64 of it.
    Errors: NO_PERMISSION, a permission error, INVALID_REQUEST for options that do not fit
      (assumed).
    Differs: a phone was seen to give a file path where `base64` is false; here it is a data URI,
      so that the page can show it. What cannot be read is left out (assumed).
    Source: web-bridge 2.10.8, fetchAlbumPhotos.d.ts; defaults from native host 2.10.8; the empty
      list and Base64 without a prefix seen on a device.
    """
    options = params.options or PhotoOptions()
    picked = await shell.album.pick(options.wanted(), for_call="fetchAlbumPhotos")
    return [
        {"id": each.id, "dataUri": _shown(each, is_bare=bool(options.base64))} for each in picked
    ]


@method(
    "fetchAlbumItems",
    gate=Gate(ALBUM_ITEMS, refuses=partial(refusal, "fetchAlbumItems", "UNSUPPORTED_APP_VERSION")),
)
async def fetch_album_items(shell: SimulatedPhone, params: FetchItems) -> Json:
    """Let the person pick photos and videos from the album.

    Reply: a list of {id, dataUri, type}, in the order of picking; empty when they cancel. A video
      is always a data URI, a photo as in fetchAlbumPhotos.
    Errors: UNSUPPORTED_APP_VERSION below Toss 5.261.0; NOT_ALLOWED when the photos were refused;
      INVALID_REQUEST for options that do not fit; INVALID_DATA for what cannot be read.
    Differs: photos/read is asked for where the mini-app declares it; one that does not gets the
      picker at once (assumed: the SDK itself asks for nothing).
      A video of more than 24 MB is INVALID_DATA: it does not fit a message to the page.
      PyPI's QtWebEngine plays WebM; it has no decoder for H.264.
    Source: web-bridge 2.10.8, fetchAlbumItems.d.ts; which argument does not fit is assumed.
    """
    await _check_allowed(shell)
    options = params.options or ItemOptions()
    picked = await shell.album.pick(options.wanted(options.types), for_call="fetchAlbumItems")
    return [
        {
            "id": each.id,
            "dataUri": _shown(each, is_bare=bool(options.base64) and each.type == "PHOTO"),
            "type": each.type,
        }
        for each in picked
    ]


async def _check_allowed(shell: SimulatedPhone) -> None:
    if _READ in shell.permissions.declared():
        decided = await shell.permissions.request(_READ, for_call="fetchAlbumItems")
        if decided == "denied":
            raise refusal("fetchAlbumItems", "NOT_ALLOWED")


def _shown(picked: Picked, *, is_bare: bool) -> str:
    return picked.content.text() if is_bare else picked.content.uri()
