from __future__ import annotations

import asyncio
import io
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from aitdesk.desktop import local_desktop as local
from aitdesk.desktop.generated import LABELS
from aitdesk.desktop.local_desktop import LocalDesktop
from aitdesk.phone.desktop import LARGEST_VIDEO_BYTES, Content, Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone.desktop import ItemType

BOTH: frozenset[ItemType] = frozenset({"PHOTO", "VIDEO"})
CAPTION = "aitdesk · 1"


def album(folder: Path | str | None, *, desktop: LocalDesktop | None = None) -> Shelf:
    name = None if folder is None else str(folder)
    return asyncio.run((desktop or LocalDesktop()).album(name, types=BOTH))


def draw(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        Image.new("RGB", (60, 30), (number, 100, 100)).save(folder / name)
        os.utime(folder / name, (1000 - number, 1000 - number))


def size_of(content: object) -> tuple[int, int]:
    assert isinstance(content, bytes)
    return Image.open(io.BytesIO(content)).size


def test_the_generated_album_is_whole_and_every_thumbnail_small() -> None:
    shelf = album(None)
    assert [item.id for item in shelf.items] == [f"aitdesk-{name}" for name in LABELS]
    assert {size_of(item.thumbnail) for item in shelf.items} == {(240, 240)}
    assert shelf.problems == ()


@pytest.mark.parametrize("kind", ["PHOTO", "VIDEO"])
def test_only_the_wanted_types_are_shown(kind: ItemType) -> None:
    shelf = asyncio.run(LocalDesktop().album(None, types=frozenset({kind})))
    assert {item.type for item in shelf.items} == {kind}


def test_a_folder_shows_its_sixty_newest(tmp_path: Path) -> None:
    names = [f"{number:03}.png" for number in range(65)]
    draw(tmp_path, *names)
    assert [item.id for item in album(tmp_path).items] == names[:60]


def test_what_cannot_be_read_is_left_out_and_told_in_one_line(tmp_path: Path) -> None:
    draw(tmp_path, "good.png")
    for name in ("a.jpg", "b.heic", "c.png", "d.gif"):
        (tmp_path / name).write_bytes(b"junk")
        os.utime(tmp_path / name, (1, 1))
    shelf = album(tmp_path)
    named = f"album: a.jpg, b.heic, c.png and 1 more in {tmp_path} cannot be read"
    line = f"{named}: HEIC has no decoder here, make JPEGs of it"
    assert ([item.id for item in shelf.items], shelf.problems) == (["good.png"], (line,))


def test_the_line_speaks_of_heic_only_where_there_is_some(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"junk")
    assert album(tmp_path) == Shelf((), (f"album: a.jpg in {tmp_path} cannot be read",))


def test_a_folder_that_is_not_there_is_an_empty_album_and_a_line(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    line = f"album.folder {gone} cannot be read (No such file or directory)"
    assert album(gone) == Shelf((), (line,))


def test_a_picture_that_changed_gets_a_new_thumbnail(tmp_path: Path) -> None:
    here = LocalDesktop()
    draw(tmp_path, "a.png")
    before = album(tmp_path, desktop=here)
    same = album(tmp_path, desktop=here)
    Image.new("RGB", (60, 60), (250, 0, 0)).save(tmp_path / "a.png")
    assert [before == same, before == album(tmp_path, desktop=here)] == [True, False]


def test_thumbnails_are_kept_only_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_KEPT_AT_MOST", 3)
    here = LocalDesktop()
    draw(tmp_path, *(f"{number}.png" for number in range(8)))
    album(tmp_path, desktop=here)
    assert len(here._thumbnails) <= 3


def test_a_video_of_somebody_has_a_tile_and_is_given_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a video")
    (item,) = album(tmp_path).items
    got = asyncio.run(LocalDesktop().item(str(tmp_path), item.id, max_width_px=10))
    assert (item.type, size_of(item.thumbnail)) == ("VIDEO", (240, 240))
    assert got == Content("video/mp4", b"a video")


def test_a_picture_is_given_as_wide_as_wanted(tmp_path: Path) -> None:
    draw(tmp_path, "a.png")
    got = asyncio.run(LocalDesktop().item(str(tmp_path), "a.png", max_width_px=20))
    assert isinstance(got, Content)
    assert (got.media_type, size_of(got.content)) == ("image/jpeg", (20, 10))


def test_a_video_that_fits_no_message_is_big(tmp_path: Path) -> None:
    with (tmp_path / "a.mov").open("wb") as file:
        file.truncate(LARGEST_VIDEO_BYTES + 1)  # a hole: takes no room
    assert asyncio.run(LocalDesktop().item(str(tmp_path), "a.mov", max_width_px=9)) == "big"


@pytest.mark.parametrize("name", ["gone.jpg", "bad.jpg", "../outside.png", "a.txt"])
def test_what_is_no_item_of_the_folder_is_broken(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    draw(tmp_path, "outside.png")
    (folder / "bad.jpg").write_bytes(b"junk")
    (folder / "a.txt").write_bytes(b"text")
    assert asyncio.run(LocalDesktop().item(str(folder), name, max_width_px=9)) == "broken"


@pytest.mark.parametrize("width_px", [720, 1024, 5000])
def test_the_generated_scene_is_upright_and_bears_what_it_is(width_px: int) -> None:
    here = LocalDesktop()
    scenes = [
        asyncio.run(here.scene(None, caption=caption, max_width_px=width_px))
        for caption in (CAPTION, "aitdesk · 2")
    ]
    width = min(width_px, 1200)
    assert size_of(scenes[0]) == (width, width * 4 // 3)
    assert scenes[0] != scenes[1]


def test_the_camera_takes_the_picture_that_is_named(tmp_path: Path) -> None:
    draw(tmp_path, "a.png")
    name = str(tmp_path / "a.png")
    seen = asyncio.run(LocalDesktop().scene(name, caption=CAPTION, max_width_px=30))
    assert size_of(seen) == (30, 15)


def test_a_picture_that_cannot_be_read_is_not_seen(tmp_path: Path) -> None:
    name = str(tmp_path / "gone.png")
    assert asyncio.run(LocalDesktop().scene(name, caption=CAPTION, max_width_px=30)) is None


def test_files_are_saved_in_the_runs_folder_unless_another_is_named(tmp_path: Path) -> None:
    here = LocalDesktop(tmp_path / "run")

    async def save() -> list[str]:
        return [
            await here.save(None, name="a.txt", content=b"1"),
            await here.save(str(tmp_path / "mine"), name="a.txt", content=b"2"),
        ]

    assert asyncio.run(save()) == [str(tmp_path / "run/a.txt"), str(tmp_path / "mine/a.txt")]
    assert (tmp_path / "mine/a.txt").read_bytes() == b"2"


def test_without_a_run_files_are_saved_among_the_downloads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_downloads", lambda: tmp_path / "downloads")
    saved = asyncio.run(LocalDesktop().save(None, name="a.txt", content=b"1"))
    assert saved == str(tmp_path / "downloads" / "a.txt")


def test_what_is_no_pdf_is_damaged() -> None:
    assert asyncio.run(LocalDesktop().pages(b"junk", at_most=1)) == "damaged"


def test_the_loop_goes_on_while_a_big_album_is_drawn(tmp_path: Path) -> None:
    draw(tmp_path, *(f"{number}.png" for number in range(30)))
    turns = 0

    async def count() -> int:
        nonlocal turns
        drawing = asyncio.create_task(LocalDesktop().album(str(tmp_path), types=BOTH))
        while not drawing.done():
            turns += 1
            await asyncio.sleep(0)
        return len((await drawing).items)

    assert (asyncio.run(count()), turns > 3) == (30, True)
