from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from aitdesk.desktop import generated
from aitdesk.desktop.generated import ALBUM, SCENE, entries

if TYPE_CHECKING:
    from aitdesk.desktop.entry import MediaEntry

ENTRIES = entries()


def test_every_file_of_the_album_is_in_it_and_every_item_is_there() -> None:
    used = {SCENE, *(entry.file for entry in ENTRIES), *(e.poster for e in ENTRIES if e.poster)}
    assert used == set(ALBUM.iterdir())


def test_there_are_twelve_pictures_and_three_videos() -> None:
    assert Counter(entry.type for entry in ENTRIES) == {"PHOTO": 12, "VIDEO": 3}


def test_every_id_says_that_it_is_generated_and_is_there_once() -> None:
    assert [entry.id for entry in ENTRIES] == [f"aitdesk-{name}" for name in generated.LABELS]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_picture_and_poster_can_be_decoded(entry: MediaEntry) -> None:
    with Image.open(entry.poster or entry.file) as image:
        image.load()
        assert image.format == "WEBP"


def test_pictures_lie_and_stand_and_one_is_narrower_than_any_page() -> None:
    shapes = set[str]()
    for entry in ENTRIES:
        with Image.open(entry.poster or entry.file) as image:
            width, height = image.size
        shapes.add("wide" if width > height else "high" if height > width else "square")
        if width < 1024:
            shapes.add("small")
    assert shapes == {"wide", "high", "square", "small"}


def test_the_videos_are_short_webm_files() -> None:
    videos = [entry.file.read_bytes() for entry in ENTRIES if entry.type == "VIDEO"]
    assert [content[:4] for content in videos] == [b"\x1a\x45\xdf\xa3"] * 3
    assert sum(map(len, videos)) < 60_000
