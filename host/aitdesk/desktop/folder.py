"""The pictures and videos that lie in a folder of this desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.desktop.entry import MediaEntry
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

PICTURES: Final = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".heif": "image/heif",
}
UNDECODED: Final = {"image/heic", "image/heif"}
"""Listed all the same, so that somebody hears why they are not shown."""

VIDEOS: Final = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
}


def path_of(name: str) -> Path:
    """Return the path that somebody wrote down. Raises OSError for one that cannot be."""
    return regular_file.place_of(name)


def entries(folder: Path) -> list[MediaEntry]:
    """Return what lies in the folder itself, newest first. Raises OSError.

    The id of an item is the name of its file. Hidden files are left out.
    """
    found = [
        (file.stat().st_mtime_ns, file.name, entry)
        for file in folder.iterdir()
        if not file.name.startswith(".") and (entry := _entry(file)) and file.is_file()
    ]
    found.sort(key=lambda each: (-each[0], each[1]))
    return [entry for _, _, entry in found]


def _entry(file: Path) -> MediaEntry | None:
    ending = file.suffix.lower()
    if ending in PICTURES:
        return MediaEntry(file.name, "PHOTO", PICTURES[ending], file.name, file)
    if ending in VIDEOS:
        return MediaEntry(file.name, "VIDEO", VIDEOS[ending], file.name, file)
    return None
