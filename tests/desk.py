"""A desktop that a test fills: what is asked of it is there at once, on no thread and no disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aitdesk.phone.desktop import JPEG, AlbumItem, Content, ItemType, Rendered, Shelf

if TYPE_CHECKING:
    from aitdesk.errors import StoreError

CAPTION = "aitdesk · {} · 2026-01-01 00:00:00 UTC"
"""What the first picture of a fake clock bears, with its number."""


def photo(item_id: str) -> AlbumItem:
    return AlbumItem(item_id, "PHOTO", f"photo {item_id}", b"small " + item_id.encode())


def video(item_id: str) -> AlbumItem:
    return AlbumItem(item_id, "VIDEO", f"video {item_id}", b"small " + item_id.encode())


@dataclass
class Desk:
    """`broken` and `big` are ids, `unseen` pictures that cannot be read, `asked` what was."""

    items: tuple[AlbumItem, ...] = ()
    problems: tuple[str, ...] = ()
    broken: frozenset[str] = frozenset()
    big: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    rendered: Rendered | Literal["damaged", "closed"] = "damaged"
    problem: StoreError | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[object, ...]] = field(default_factory=list)

    async def album(self, folder: str | None, *, types: frozenset[ItemType]) -> Shelf:
        self.asked.append(("album", folder, types))
        return Shelf(tuple(item for item in self.items if item.type in types), self.problems)

    async def item(
        self, folder: str | None, item_id: str, *, max_width_px: int
    ) -> Content | Literal["broken", "big"]:
        self.asked.append(("item", folder, item_id, max_width_px))
        if item_id in self.broken:
            return "broken"
        if item_id in self.big:
            return "big"
        (kind,) = (item.type for item in self.items if item.id == item_id)
        return Content(JPEG if kind == "PHOTO" else "video/webm", item_id.encode())

    async def scene(self, picture: str | None, *, caption: str, max_width_px: int) -> bytes | None:
        self.asked.append(("scene", picture, caption, max_width_px))
        return None if picture in self.unseen else f"{picture} {max_width_px}".encode()

    async def save(self, folder: str | None, *, name: str, content: bytes) -> str:
        if self.problem is not None:
            raise self.problem
        path = f"{folder or '/saved'}/{name}"
        self.files[path] = content
        return path

    async def pages(self, pdf: bytes, *, at_most: int) -> Rendered | Literal["damaged", "closed"]:
        self.asked.append(("pages", pdf, at_most))
        return self.rendered
