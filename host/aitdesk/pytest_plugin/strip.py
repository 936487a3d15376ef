"""A strip of frames: the pictures of a test beside each other, in one picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEIGHT_PX = 480
_GAP_PX = 8
_BETWEEN = (128, 128, 128)


def strip(pictures: Sequence[bytes]) -> bytes:
    """Return PNGs as one PNG, from left to right, each as high as the others."""
    from PIL import Image  # only a test that leaves pictures

    frames = []
    for each in pictures:
        with Image.open(BytesIO(each)) as picture:
            width_px = max(1, round(picture.width * _HEIGHT_PX / picture.height))
            frames.append(picture.convert("RGB").resize((width_px, _HEIGHT_PX)))
    whole_px = sum(frame.width for frame in frames) + _GAP_PX * (len(frames) - 1)
    whole = Image.new("RGB", (whole_px, _HEIGHT_PX), _BETWEEN)
    left_px = 0
    for frame in frames:
        whole.paste(frame, (left_px, 0))
        left_px += frame.width + _GAP_PX
    file = BytesIO()
    whole.save(file, "PNG")
    return file.getvalue()
