"""The pictures of a report: small enough to be inside of it."""

from __future__ import annotations

import base64
import io

from PIL import Image, UnidentifiedImageError

_QUALITY = 80
_LONGEST_PX = 900


def inlined(png: bytes) -> tuple[str, bool] | None:
    """Return a picture as a data: URL and whether it is wider than high; None if it is none."""
    try:
        with Image.open(io.BytesIO(png)) as picture:
            small = picture.convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    small.thumbnail((_LONGEST_PX, _LONGEST_PX))
    written = io.BytesIO()
    small.save(written, "JPEG", quality=_QUALITY)
    data = base64.b64encode(written.getvalue()).decode()
    return f"data:image/jpeg;base64,{data}", small.width > small.height
