"""One picture or video that can be had, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone.desktop import ItemType


@dataclass(frozen=True, slots=True)
class MediaEntry:
    """A file of the album; `poster` is the picture that stands for a video, None for none."""

    id: str
    type: ItemType
    media_type: str
    label: str
    file: Path
    poster: Path | None = None
