"""Whether Korean text can be drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REMEDY = "apt install fonts-noto-cjk"

_TIMEOUT_S = 10
_FILES = ("notosanscjk", "notosanskr", "nanum", "undotum", "applesdgothicneo", "malgun")


def korean_font() -> str | None:
    """Return the name of a font with Korean letters, None when there is none.

    Asks fontconfig where its tool is installed, as the engine asks fontconfig; elsewhere looks
    for files of known names in the usual folders.
    """
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=ko", "family"],  # noqa: S607  # found on the PATH or not at all
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            check=False,
        ).stdout
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return font_file(_folders())
    families = sorted(line.partition(",")[0] for line in listed.splitlines())
    return next((name for name in families if name.endswith(" KR")), next(iter(families), None))


def font_file(folders: Iterable[Path]) -> str | None:
    """Return the name of a Korean font's file below these folders, None when there is none."""
    for folder in folders:
        for file in sorted(folder.rglob("*.[ot]t[cf]")):
            if file.name.lower().replace("-", "").startswith(_FILES):
                return file.stem
    return None


def _folders() -> list[Path]:
    if sys.platform == "darwin":
        return [
            Path("/System/Library/Fonts"),
            Path("/Library/Fonts"),
            Path("~/Library/Fonts").expanduser(),
        ]
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
    own = [Path("~/.local/share/fonts").expanduser(), Path("~/.fonts").expanduser()]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *own]
