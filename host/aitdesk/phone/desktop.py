"""What the phone takes from the desktop under it and gives to it; `media` implements it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from aitdesk.errors import StoreError

ItemType: TypeAlias = Literal["PHOTO", "VIDEO"]

JPEG = "image/jpeg"

LARGEST_VIDEO_BYTES = 24_000_000
"""What one message to the page carries without a stall."""


@dataclass(frozen=True, slots=True)
class Content:
    """A picture, a video or another file as it leaves the desktop."""

    media_type: str
    content: bytes

    def text(self) -> str:
        """Return it in Base64."""
        return base64.b64encode(self.content).decode()

    def uri(self) -> str:
        """Return it as a data URI."""
        return f"data:{self.media_type};base64,{self.text()}"


@dataclass(frozen=True, slots=True)
class AlbumItem:
    """A picture or video as the album shows it; the thumbnail is a JPEG."""

    id: str
    type: ItemType
    label: str
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an album has to show, newest first; `problems` are lines for the developer."""

    items: tuple[AlbumItem, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The first pages of a document as JPEGs; `count` is the number of all."""

    pages: tuple[bytes, ...]
    count: int


class Desktop(Protocol):
    """Pictures, files and documents. A folder or a picture of None is the generated one.

    Nothing here blocks the loop.
    """

    async def album(self, folder: str | None, *, types: frozenset[ItemType]) -> Shelf:
        """Return the newest pictures and videos of a folder, and what of it cannot be read."""
        ...

    async def item(
        self, folder: str | None, item_id: str, *, max_width_px: int
    ) -> Content | Literal["broken", "big"]:
        """Return an item of the album: a picture upright and so wide at most, a video as it is.

        `broken` cannot be read; `big` has more than LARGEST_VIDEO_BYTES.
        """
        ...

    async def scene(self, picture: str | None, *, caption: str, max_width_px: int) -> bytes | None:
        """Return what the camera sees as a JPEG, None for a picture that cannot be read.

        The generated scene bears the caption.
        """
        ...

    async def save(self, folder: str | None, *, name: str, content: bytes) -> str:
        """Write a file under a name that is free, and return its path.

        It is whole and on the disk then. Raises StoreError where it cannot be written.
        """
        ...

    async def pages(self, pdf: bytes, *, at_most: int) -> Rendered | Literal["damaged", "closed"]:
        """Return the pages of a document: `damaged` is no PDF, `closed` cannot be shown."""
        ...


class NoDesktop:
    """The desktop of a phone that stands alone: nothing to see, and nowhere to save."""

    async def album(self, folder: str | None, *, types: frozenset[ItemType]) -> Shelf:
        """Return nothing."""
        return Shelf()

    async def item(
        self, folder: str | None, item_id: str, *, max_width_px: int
    ) -> Content | Literal["broken", "big"]:
        """Return nothing."""
        return "broken"

    async def scene(self, picture: str | None, *, caption: str, max_width_px: int) -> bytes | None:
        """Return nothing."""
        return None

    async def save(self, folder: str | None, *, name: str, content: bytes) -> str:
        """Refuse."""
        raise StoreError(f"{name} cannot be saved: this phone has no desktop")

    async def pages(self, pdf: bytes, *, at_most: int) -> Rendered | Literal["damaged", "closed"]:
        """Refuse."""
        return "closed"
