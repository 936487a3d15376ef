from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.album import Album, AlbumState, WantedPhotos
from aitdesk.phone.environment import Environment
from aitdesk.phone.prompts import Answer, Prompts
from aitdesk.phone.sheet import Grid, Item, Paragraph
from aitdesk.phone.signal import Signal
from desk import Desk, photo, video

if TYPE_CHECKING:
    from aitdesk.phone.album import Asker
    from aitdesk.phone.desktop import ItemType
    from aitdesk.phone.prompts import Prompt
    from aitdesk.phone.sheet import Sheet
    from aitdesk.value import Json

BOTH: frozenset[ItemType] = frozenset({"PHOTO", "VIDEO"})


def album(desk: Desk, *, locale: str = "en", policy: str = "ask") -> Album:
    made = Album(Environment(locale=locale), Prompts(), desk, Signal())
    made.prompts.observable.update(default=policy)
    return made


def pick(
    album: Album,
    wanted: WantedPhotos | None = None,
    *,
    answer: Answer | None = None,
    for_call: Asker = "fetchAlbumPhotos",
) -> list[str]:
    """Return the ids of what is picked when this is the answer to the sheet."""

    async def go() -> list[str]:
        def reply(prompt: Prompt) -> None:
            assert answer is not None
            take = partial(album.prompts.answer, prompt.id, answer, by="control")
            asyncio.get_running_loop().call_soon(take)

        album.prompts.opened.listen(reply)
        return [each.id for each in await album.pick(wanted or WantedPhotos(), for_call=for_call)]

    return asyncio.run(go())


def sheet_of(album: Album, wanted: WantedPhotos) -> Sheet:
    sheets: list[Sheet] = []
    album.prompts.opened.listen(lambda prompt: sheets.append(prompt.sheet))
    pick(album, wanted, answer=Answer("cancel"))
    return sheets[0]


def test_what_is_picked_comes_in_the_order_of_picking() -> None:
    desk = Desk((photo("a"), photo("b"), photo("c")))
    assert pick(album(desk), answer=Answer("add", {"picked": ["c", "a"]})) == ["c", "a"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer("cancel"),
        Answer("cancel", {"picked": ["a"]}),
        Answer("add"),
        Answer("add", {"picked": 7}),
    ],
)
def test_nothing_is_picked_by_someone_who_cancels_or_picks_nothing(answer: Answer) -> None:
    assert pick(album(Desk((photo("a"),))), answer=answer) == []


def test_an_answer_picks_only_what_was_shown_once_and_no_more_than_wanted() -> None:
    picked: list[Json] = ["a", "x", {"a": 1}, "a", None, "b", "c"]
    desk = Desk((photo("a"), photo("b"), photo("c")))
    answer = Answer("add", {"picked": picked})
    assert pick(album(desk), WantedPhotos(at_most=2), answer=answer) == ["a", "b"]


def test_the_policy_allow_picks_the_first_ones_and_deny_none() -> None:
    desk = Desk((photo("a"), photo("b"), photo("c")))
    allowed, denied = album(desk, policy="allow"), album(desk, policy="deny")
    assert (pick(allowed, WantedPhotos(at_most=2)), pick(denied)) == (["a", "b"], [])


def test_the_desktop_is_asked_for_the_folder_the_types_and_the_width() -> None:
    desk = Desk((photo("a"), video("b")))
    here = album(desk, policy="allow")
    here.observable.update(folder="/pictures")
    pick(here, WantedPhotos(frozenset({"VIDEO"}), max_width_px=320))
    assert desk.asked == [
        ("album", "/pictures", frozenset({"VIDEO"})),
        ("item", "/pictures", "b", 320),
    ]


def test_the_sheet_shows_what_there_is_and_how_much_may_be_picked() -> None:
    sheet = sheet_of(album(Desk((photo("a"), video("b")))), WantedPhotos(BOTH, at_most=3))
    assert (sheet.title, *sheet.blocks) == (
        "Choose photos and videos · 3 at most",
        Paragraph(text="A test album that aitdesk generated.", tone="muted"),
        Grid(
            items=(
                Item(id="a", label="photo a", image=b"small a", media_type="image/jpeg"),
                Item(id="b", label="video b", image=b"small b", media_type="image/jpeg", badge="▶"),
            ),
            at_most=3,
        ),
    )


@pytest.mark.parametrize(
    ("locale", "types", "title"),
    [
        ("ko-KR", frozenset({"PHOTO"}), "사진 선택 · 최대 2장"),
        ("ko-KR", frozenset({"VIDEO"}), "동영상 선택 · 최대 2개"),
        ("ko-KR", BOTH, "사진·동영상 선택 · 최대 2개"),
        ("en-US", frozenset({"PHOTO"}), "Choose photos · 2 at most"),
        ("en-US", frozenset({"VIDEO"}), "Choose videos · 2 at most"),
        ("en-US", BOTH, "Choose photos and videos · 2 at most"),
    ],
)
def test_the_title_names_what_is_wanted(
    locale: str, types: frozenset[ItemType], title: str
) -> None:
    desk = Desk((photo("a"), video("b")))
    assert sheet_of(album(desk, locale=locale), WantedPhotos(types, at_most=2)).title == title


@pytest.mark.parametrize(
    ("items", "folder", "note"),
    [
        ((photo("a"),), "/pictures", "The folder /pictures."),
        ((), "/pictures", "There is nothing here."),
        ((), None, "There is nothing here."),
    ],
)
def test_the_sheet_says_where_its_pictures_are_from(
    items: tuple[()], folder: str | None, note: str
) -> None:
    here = album(Desk(items))
    here.observable.update(folder=folder)
    assert sheet_of(here, WantedPhotos()).blocks[0] == Paragraph(text=note, tone="muted")


def test_each_problem_is_told_once_however_often_the_album_is_opened() -> None:
    desk = Desk((photo("a"), photo("b"), video("c")), ("x.heic cannot be read",))
    desk.broken, desk.big = frozenset({"a"}), frozenset({"c"})
    here, told = album(desk, policy="allow"), list[str]()
    here.problems.listen(told.append)
    assert (pick(here, WantedPhotos(BOTH)), pick(here, WantedPhotos(BOTH)), told) == (
        ["b"],
        ["b"],
        [
            "x.heic cannot be read",
            "photo a in the album cannot be read",
            "video c in the album is too big for the page: 24 MB at most",
        ],
    )


@pytest.mark.parametrize("trouble", ["broken", "big"])
def test_items_that_cannot_be_had_are_invalid_data(trouble: str) -> None:
    desk = Desk((photo("a"), video("b")))
    setattr(desk, trouble, frozenset({"b"}))
    with pytest.raises(ApiError) as refused:
        pick(album(desk, policy="allow"), WantedPhotos(BOTH), for_call="fetchAlbumItems")
    assert refused.value.code == "INVALID_DATA"


def test_a_folder_has_a_name() -> None:
    with pytest.raises(ValueError, match=r"album\.folder is empty"):
        AlbumState(folder=" ")
