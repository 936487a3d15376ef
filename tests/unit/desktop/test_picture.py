from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from aitdesk.desktop import picture

if TYPE_CHECKING:
    from pathlib import Path

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
EXIF_ORIENTATION = 0x0112

# Where the red left half of a picture lies once it is upright, for each value of the tag.
UPRIGHT = {
    1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom",
}  # fmt: skip


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def color_at(image: Image.Image, x: float, y: float) -> str:
    pixel = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(pixel, tuple)
    near = [
        name
        for name, color in {"red": RED, "blue": BLUE, "white": WHITE}.items()
        if all(abs(a - b) < 40 for a, b in zip(pixel, color, strict=True))
    ]
    return near[0] if near else str(pixel)


def drawn(file: Path, *, mode: str = "RGB", size: tuple[int, int] = (80, 40)) -> Path:
    """Draw a picture with a red left half and a blue right one."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    image.convert(mode).save(file)
    return file


@pytest.mark.parametrize(
    ("width_px", "size"),
    [(1024, (800, 400)), (800, (800, 400)), (400, (400, 200)), (33, (33, 16)), (1, (1, 1))],
)
def test_a_picture_is_made_smaller_but_never_larger(
    tmp_path: Path, width_px: int, size: tuple[int, int]
) -> None:
    made = opened(picture.jpeg(drawn(tmp_path / "a.png", size=(800, 400)), max_width_px=width_px))
    assert (made.format, made.size) == ("JPEG", size)


@pytest.mark.parametrize(
    ("ending", "mode"),
    [
        ("png", "RGB"), ("png", "RGBA"), ("png", "L"), ("png", "P"), ("png", "1"), ("png", "LA"),
        ("jpg", "RGB"), ("jpg", "L"), ("jpg", "CMYK"), ("webp", "RGB"), ("gif", "P"),
    ],
)  # fmt: skip
def test_every_kind_of_picture_becomes_a_jpeg_in_colour(
    tmp_path: Path, ending: str, mode: str
) -> None:
    made = opened(picture.jpeg(drawn(tmp_path / f"a.{ending}", mode=mode), max_width_px=40))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (40, 20))


@pytest.mark.parametrize(("tag", "side"), UPRIGHT.items())
@pytest.mark.parametrize("width_px", [16, 1024])
def test_a_picture_stands_upright(tmp_path: Path, tag: int, side: str, width_px: int) -> None:
    file, exif = tmp_path / "a.jpg", Image.Exif()
    exif[EXIF_ORIENTATION] = tag
    with Image.open(drawn(tmp_path / "a.png")) as image:
        image.save(file, exif=exif, quality=95)
    made = opened(picture.jpeg(file, max_width_px=width_px))
    middles = {"left": (0.2, 0.5), "right": (0.8, 0.5), "top": (0.5, 0.2), "bottom": (0.5, 0.8)}
    red = [name for name, place in middles.items() if color_at(made, *place) == "red"]
    assert (red, made.width > made.height) == ([side], tag < 5)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    made = opened(picture.jpeg(tmp_path / "a.png", max_width_px=20))
    assert color_at(made, 0.5, 0.5) == "white"


@pytest.mark.parametrize("size", [(800, 100), (100, 800), (10, 10)])
def test_a_thumbnail_is_a_small_square(tmp_path: Path, size: tuple[int, int]) -> None:
    made = opened(picture.thumbnail(drawn(tmp_path / "a.png", size=size)))
    assert (made.format, made.size) == ("JPEG", (240, 240))


def test_a_tile_is_as_big_as_a_thumbnail() -> None:
    assert opened(picture.tile(".mp4")).size == (240, 240)


def test_a_caption_changes_the_foot_of_a_picture_alone(tmp_path: Path) -> None:
    file = drawn(tmp_path / "a.png", size=(600, 800))
    plain = opened(picture.jpeg(file, max_width_px=600))
    captioned = opened(picture.captioned(file, "aitdesk", max_width_px=600))
    assert captioned.size == plain.size
    boxes = [(0, 0, 600, 740), (0, 764, 600, 800)]
    assert [captioned.crop(box).tobytes() == plain.crop(box).tobytes() for box in boxes] == [
        True,
        False,
    ]


def test_a_captioned_picture_is_made_smaller_as_well(tmp_path: Path) -> None:
    file = drawn(tmp_path / "a.png", size=(600, 800))
    assert opened(picture.captioned(file, "aitdesk", max_width_px=60)).size == (60, 80)


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp"])
def test_a_file_that_ends_early_is_broken_wherever_it_ends(tmp_path: Path, ending: str) -> None:
    whole = drawn(tmp_path / f"whole.{ending}", mode="P" if ending == "gif" else "RGB").read_bytes()
    file = tmp_path / f"part.{ending}"
    outcomes = set[str]()
    for length in range(len(whole) - 1):
        file.write_bytes(whole[:length])
        try:
            picture.jpeg(file, max_width_px=20)
        except picture.BROKEN:
            outcomes.add("broken")
        else:  # what is missing may be no more than the end mark
            outcomes.add("whole")
    assert "broken" in outcomes


@pytest.mark.parametrize("content", [b"", b"junk", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP"])
def test_what_is_no_picture_is_broken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(picture.BROKEN):
        picture.thumbnail(tmp_path / "a.jpg")
