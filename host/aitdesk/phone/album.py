"""Pictures and videos on the phone, and the person who picks from them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.phone.desktop import JPEG, LARGEST_VIDEO_BYTES
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Grid, Item, Layout, Paragraph, Sheet
from aitdesk.value import Json

if TYPE_CHECKING:
    from aitdesk.phone.desktop import AlbumItem, Content, Desktop, ItemType, Shelf
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.prompts import Prompts
    from aitdesk.phone.signal import Signal

Asker: TypeAlias = Literal["fetchAlbumPhotos", "fetchAlbumItems", "<input type=file>"]


class AlbumState(State, frozen=True, kw_only=True):
    """Where they come from: a folder of this desktop, None for a generated set."""

    folder: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a folder without a name."""
        if self.folder is not None and not self.folder.strip():
            raise ValueError("album.folder is empty: name a folder, or leave it out")


@dataclass(frozen=True, slots=True)
class WantedPhotos:
    """What a mini-app asks for. The defaults are the native host's (native host 2.10.8)."""

    types: frozenset[ItemType] = frozenset({"PHOTO"})
    at_most: int = 10
    max_width_px: int = 1024


@dataclass(frozen=True, slots=True)
class Picked:
    """An item that the person picked."""

    id: str
    type: ItemType
    content: Content


@dataclass
class Album:
    """The album now."""

    environment: Environment
    prompts: Prompts
    desktop: Desktop
    problems: Signal[str]
    observable: Observable[AlbumState] = field(default_factory=lambda: Observable(AlbumState()))
    _told: set[str] = field(default_factory=set)

    async def pick(self, wanted: WantedPhotos, *, for_call: Asker) -> list[Picked]:
        """Let the person pick, and return it in the order of picking; nothing when they cancel.

        What cannot be read is left out; fetchAlbumItems raises INVALID_DATA for it.
        """
        folder = self.observable.value.folder
        shelf = await self.desktop.album(folder, types=wanted.types)
        for problem in shelf.problems:
            self._tell(problem)
        chosen = await self._ask(shelf, wanted, for_call=for_call)
        read = await asyncio.gather(*(self._read(folder, item, wanted) for item in chosen))
        picked = [item for item in read if item is not None]
        if len(picked) < len(chosen) and for_call == "fetchAlbumItems":
            raise refusal("fetchAlbumItems", "INVALID_DATA")
        return picked

    async def _ask(self, shelf: Shelf, wanted: WantedPhotos, *, for_call: Asker) -> list[AlbumItem]:
        items = {item.id: item for item in shelf.items}
        first = list[Json](items)[: wanted.at_most]
        answer = await self.prompts.ask(
            PromptKind.ALBUM,
            self._sheet(shelf, wanted),
            allow=Answer("add", {"picked": first}),
            deny=Answer("cancel"),
            for_call=for_call,
        )
        picked = answer.values.get("picked")
        if answer.choice != "add" or not isinstance(picked, list):
            return []
        known = dict.fromkeys(each for each in picked if isinstance(each, str) and each in items)
        return [items[each] for each in known][: wanted.at_most]

    async def _read(
        self, folder: str | None, item: AlbumItem, wanted: WantedPhotos
    ) -> Picked | None:
        content = await self.desktop.item(folder, item.id, max_width_px=wanted.max_width_px)
        if content == "broken":
            self._tell(f"{item.label} in the album cannot be read")
            return None
        if content == "big":
            most_mb = LARGEST_VIDEO_BYTES // 1_000_000
            self._tell(f"{item.label} in the album is too big for the page: {most_mb} MB at most")
            return None
        return Picked(item.id, item.type, content)

    def _tell(self, problem: str) -> None:
        if problem not in self._told:  # an album is opened again and again
            self._told.add(problem)
            self.problems.emit(problem)

    def _sheet(self, shelf: Shelf, wanted: WantedPhotos) -> Sheet:
        say, folder = self.environment.say, self.observable.value.folder
        if not shelf.items:
            note = say("여기에는 아무것도 없어요.", "There is nothing here.")
        elif folder is None:
            note = say("aitdesk가 만든 테스트 앨범이에요.", "A test album that aitdesk generated.")
        else:
            note = say(f"{folder} 폴더예요.", f"The folder {folder}.")
        return Sheet(
            layout=Layout.SCREEN,
            title=self._title(wanted),
            blocks=(
                Paragraph(text=note, tone="muted"),
                Grid(items=tuple(map(_tile, shelf.items)), at_most=wanted.at_most),
            ),
            choices=(
                Choice(id="cancel", label=say("취소", "Cancel")),
                Choice(id="add", label=say("추가", "Add"), role="primary", needs_pick=True),
            ),
            dismiss="cancel",
        )

    def _title(self, wanted: WantedPhotos) -> str:
        say, most = self.environment.say, wanted.at_most
        if wanted.types == {"PHOTO"}:
            return say(f"사진 선택 · 최대 {most}장", f"Choose photos · {most} at most")
        if wanted.types == {"VIDEO"}:
            return say(f"동영상 선택 · 최대 {most}개", f"Choose videos · {most} at most")
        return say(
            f"사진·동영상 선택 · 최대 {most}개", f"Choose photos and videos · {most} at most"
        )


def _tile(item: AlbumItem) -> Item:
    return Item(
        id=item.id,
        label=item.label,
        image=item.thumbnail,
        media_type=JPEG,
        badge="▶" if item.type == "VIDEO" else "",
    )
