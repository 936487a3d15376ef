"""The album of somebody who named no folder, and the scene before the camera.

scripts/draw_album.py drew them. Each says in the picture that it is generated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aitdesk.desktop.entry import MediaEntry

ALBUM: Final = Path(__file__).with_name("album")
SCENE: Final = ALBUM / "scene.webp"

LABELS: Final = {
    "01-sea": "바다 · Sea",
    "02-mountains": "산 · Mountains",
    "13-ball": "공 · Ball",
    "03-coffee": "커피 · Coffee",
    "04-night": "밤하늘 · Night sky",
    "05-flower": "꽃 · Flower",
    "14-wave": "물결 · Wave",
    "06-city": "도시 · City",
    "07-receipt": "영수증 · Receipt",
    "08-sunset": "노을 · Sunset",
    "09-fruit": "과일 · Fruit",
    "15-count": "숫자 · Count",
    "10-cat": "고양이 · Cat",
    "11-snow": "눈사람 · Snowman",
    "12-small": "작은 그림 · Small",
}
"""What is in the album, newest first, by the names of the files."""


def entries() -> list[MediaEntry]:
    """Return every item, newest first."""
    return [_entry(name, label) for name, label in LABELS.items()]


def _entry(name: str, label: str) -> MediaEntry:
    picture, video = ALBUM / f"{name}.webp", ALBUM / f"{name}.webm"
    item_id = f"aitdesk-{name}"
    if video.exists():
        return MediaEntry(item_id, "VIDEO", "video/webm", label, video, poster=picture)
    return MediaEntry(item_id, "PHOTO", "image/webp", label, picture)
