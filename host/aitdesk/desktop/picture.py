"""Pictures as JPEGs: upright, on white, and no wider than wanted.

Everything here raises one of BROKEN for a file that is no whole picture.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,  # Pillow's word for a broken PNG or GIF
    IndexError,
    struct.error,
    Image.DecompressionBombError,
)

THUMBNAIL_PX: Final = 240

_QUALITY: Final = 85
_TILE: Final = (36, 42, 54)


def jpeg(file: Path, *, max_width_px: int) -> bytes:
    """Return the picture, made smaller where it is wider than wanted and never larger."""
    picture = _upright(file, least_px=max_width_px)
    if picture.width > max_width_px:
        height = max(1, round(picture.height * max_width_px / picture.width))
        picture = picture.resize((max_width_px, height), Image.Resampling.LANCZOS, reducing_gap=2)
    return encoded(picture)


def thumbnail(file: Path) -> bytes:
    """Return the middle of the picture as a small square."""
    picture = _upright(file, least_px=THUMBNAIL_PX)
    return encoded(ImageOps.fit(picture, (THUMBNAIL_PX, THUMBNAIL_PX)))


def tile(text: str) -> bytes:
    """Return a square that stands for a video of which nothing can be shown."""
    picture = Image.new("RGB", (THUMBNAIL_PX, THUMBNAIL_PX), _TILE)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(94, 70), (94, 150), (160, 110)], fill="white")
    middle = (THUMBNAIL_PX / 2, 190)
    draw.text(middle, text, font=ImageFont.load_default(26), fill="white", anchor="mm")
    return encoded(picture)


def captioned(file: Path, caption: str, *, max_width_px: int) -> bytes:
    """Return the picture with a line of text across its foot."""
    picture = _upright(file, least_px=0)
    unit = picture.width / 30
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, picture.height - 2 * unit, picture.width, picture.height), fill="black")
    middle = (picture.width / 2, picture.height - unit)
    draw.text(middle, caption, font=ImageFont.load_default(unit), fill="white", anchor="mm")
    if picture.width > max_width_px:
        height = max(1, round(picture.height * max_width_px / picture.width))
        picture = picture.resize((max_width_px, height), Image.Resampling.LANCZOS)
    return encoded(picture)


def encoded(picture: Image.Image) -> bytes:
    """Return a picture without transparency as a JPEG."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def flat(picture: Image.Image) -> Image.Image:
    """Return the picture on white: a JPEG has no transparency."""
    if picture.mode == "RGB":
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground


def _upright(file: Path, *, least_px: int) -> Image.Image:
    with regular_file.opened(file) as source, Image.open(source) as picture:
        # A JPEG can be decoded at an eighth of its size, which makes a big album quick.
        if least_px:
            picture.draft("RGB", (least_px, least_px))
        return flat(ImageOps.exif_transpose(picture))
