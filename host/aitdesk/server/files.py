"""Which file of a folder a URL path means, and what it is. The only door to the folder.

Types stand in tables here, not in the machine's mime.types, so that every machine serves alike.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".cjs": "text/javascript",
    ".css": "text/css",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".vtt": "text/vtt",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".xhtml": "application/xhtml+xml",
    ".wasm": "application/wasm",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".apng": "image/apng",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".glb": "model/gltf-binary",
    ".gltf": "model/gltf+json",
}
_UNKNOWN = "application/octet-stream"

_ENCODINGS = {".gz": "gzip", ".br": "br"}
# Unity asks the server to name the encoding of these, and of nothing else: a page that unpacks
# its own .gz must get it packed (docs.unity3d.com, "Web server configuration", read 2026).
_UNITY = (".data", ".wasm", ".js", ".symbols.json")

_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,15}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, slots=True)
class WebFile:
    """A regular file proven to lie inside the served folder."""

    path: str
    stat: os.stat_result

    @property
    def media_type(self) -> str:
        """Its MIME type without parameters."""
        name = self.path.lower()
        if self.encoding is not None:
            name = name.rpartition(".")[0]
        return _TYPES.get(PurePosixPath(name).suffix, _UNKNOWN)

    @property
    def encoding(self) -> str | None:
        """Its content encoding: gzip or br for a packed part of a Unity build, else None."""
        name, dot, last = self.path.lower().rpartition(".")
        return _ENCODINGS.get(dot + last) if name.endswith(_UNITY) else None


def find_file(folder: Path, path: str) -> WebFile | None:
    """Return the file that a URL path means, None when there is none that may be served.

    `path` is percent-decoded once and begins with "/". None as well for a folder, a hidden file
    (a name that begins with a dot, in any place), and whatever lies outside `folder`, also by
    way of a symbolic link. Blocks on the disk.
    """
    names = path.split("/")[1:]
    if _CONTROL.search(path) or not all(map(_is_plain, names)):
        return None
    root = os.path.realpath(folder)
    try:
        real = os.path.realpath(Path(root, *names), strict=True)
        status = os.stat(real)  # noqa: PTH116  # the text is what the response opens
    except (OSError, ValueError):
        return None
    inside = Path(real).relative_to(root).parts if Path(real).is_relative_to(root) else ("..",)
    if not (stat.S_ISREG(status.st_mode) and all(map(_is_plain, inside))):
        return None
    return WebFile(path=real, stat=status)


def has_extension(path: str) -> bool:
    """Whether a URL path names a file, as `/app.js` does and `/v1.2` does not."""
    return _EXTENSION.fullmatch(PurePosixPath(path).suffix) is not None


def _is_plain(name: str) -> bool:
    """Whether a path segment is an ordinary name: not empty, not hidden, no drive."""
    return bool(name) and not name.startswith(".") and not Path(name).drive
