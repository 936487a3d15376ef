"""This machine as the phone's desktop. Every method works on a thread, never on the loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from aitdesk.desktop import folder as folders
from aitdesk.desktop import generated, saving
from aitdesk.phone.desktop import JPEG, LARGEST_VIDEO_BYTES, AlbumItem, Content, Shelf
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from aitdesk.desktop.entry import MediaEntry
    from aitdesk.phone.desktop import ItemType, Rendered

SHOWN_AT_MOST: Final = 60

_WORKERS: Final = 4
_KEPT_AT_MOST: Final = 600
_NAMED_AT_MOST: Final = 3

_Version = tuple[Path, int, int]
"""A file as it is now: its path, its time of change and its size."""


@dataclass
class LocalDesktop:
    """Files are saved in `saved` unless a folder is named; None is the user's downloads."""

    saved: Path | None = None
    _thumbnails: dict[_Version, bytes] = field(default_factory=dict)

    async def album(self, folder: str | None, *, types: frozenset[ItemType]) -> Shelf:
        """Return the newest pictures and videos of a folder, and what of it cannot be read."""
        return await asyncio.to_thread(self._album, folder, types)

    async def item(
        self, folder: str | None, item_id: str, *, max_width_px: int
    ) -> Content | Literal["broken", "big"]:
        """Return an item of the album: a picture upright and so wide at most, a video as it is."""
        return await asyncio.to_thread(_item, folder, item_id, max_width_px)

    async def scene(self, picture: str | None, *, caption: str, max_width_px: int) -> bytes | None:
        """Return what the camera sees as a JPEG; the generated scene bears the caption."""
        return await asyncio.to_thread(_scene, picture, caption, max_width_px)

    async def save(self, folder: str | None, *, name: str, content: bytes) -> str:
        """Write a file under a name that is free, and return its path."""
        home = folders.path_of(folder) if folder is not None else self.saved or _downloads()
        file = await asyncio.to_thread(partial(saving.save, home, name=name, content=content))
        return str(file.absolute())

    async def pages(self, pdf: bytes, *, at_most: int) -> Rendered | Literal["damaged", "closed"]:
        """Return the pages of a document as pictures."""
        return await asyncio.to_thread(_pages, pdf, at_most)

    def _album(self, folder: str | None, types: frozenset[ItemType]) -> Shelf:
        try:
            found = [entry for entry in _entries(folder) if entry.type in types]
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            return Shelf(problems=(f"album.folder {folder} cannot be read ({reason})",))
        shown = found[:SHOWN_AT_MOST]
        # Decoding lets go of the interpreter, so a big album is ready so many times sooner.
        with ThreadPoolExecutor(_WORKERS, thread_name_prefix="album") as pool:
            drawn = list(pool.map(self._thumbnail, shown))
        pairs = list(zip(shown, drawn, strict=True))
        items = (
            AlbumItem(entry.id, entry.type, entry.label, image)
            for entry, image in pairs
            if image is not None
        )
        return Shelf(tuple(items), _complaint([entry for entry, image in pairs if image is None]))

    def _thumbnail(self, entry: MediaEntry) -> bytes | None:
        from aitdesk.desktop import picture

        source = entry.poster or entry.file
        try:
            status = source.stat()
            version = (source, status.st_mtime_ns, status.st_size)
            if version not in self._thumbnails:
                is_blind = entry.type == "VIDEO" and entry.poster is None
                image = picture.tile(source.suffix) if is_blind else picture.thumbnail(source)
                if len(self._thumbnails) >= _KEPT_AT_MOST:
                    self._thumbnails.clear()
                self._thumbnails[version] = image
                return image
            return self._thumbnails[version]
        except picture.BROKEN:
            return None


def _entries(folder: str | None) -> list[MediaEntry]:
    return generated.entries() if folder is None else folders.entries(folders.path_of(folder))


def _complaint(broken: list[MediaEntry]) -> tuple[str, ...]:
    if not broken:
        return ()
    names = ", ".join(entry.file.name for entry in broken[:_NAMED_AT_MOST])
    more = len(broken) - _NAMED_AT_MOST
    named = f"{names} and {more} more" if more > 0 else names
    is_heic = any(entry.media_type in folders.UNDECODED for entry in broken)
    hint = ": HEIC has no decoder here, make JPEGs of it" if is_heic else ""
    return (f"album: {named} in {broken[0].file.parent} cannot be read{hint}",)


def _item(
    folder: str | None, item_id: str, max_width_px: int
) -> Content | Literal["broken", "big"]:
    from aitdesk.desktop import picture

    try:
        entry = {each.id: each for each in _entries(folder)}[item_id]
        if entry.type == "PHOTO":
            return Content(JPEG, picture.jpeg(entry.file, max_width_px=max_width_px))
        if entry.file.stat().st_size > LARGEST_VIDEO_BYTES:
            return "big"
        video = regular_file.read(entry.file, most_bytes=LARGEST_VIDEO_BYTES)
        return Content(entry.media_type, video)
    except (KeyError, *picture.BROKEN):
        return "broken"


def _scene(named: str | None, caption: str, max_width_px: int) -> bytes | None:
    from aitdesk.desktop import picture

    if named is None:
        return picture.captioned(generated.SCENE, caption, max_width_px=max_width_px)
    try:
        return picture.jpeg(folders.path_of(named), max_width_px=max_width_px)
    except picture.BROKEN:
        return None


def _pages(content: bytes, at_most: int) -> Rendered | Literal["damaged", "closed"]:
    from aitdesk.desktop import pdf

    return pdf.render(content, at_most=at_most)


def _downloads() -> Path:
    from platformdirs import user_downloads_path

    return user_downloads_path()
