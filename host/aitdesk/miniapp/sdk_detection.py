"""Which line of the SDK is built into the scripts of a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.miniapp.deployment import DEEPEST
from aitdesk.protocol.line import SdkEvidence
from aitdesk.protocol.sdk_line import NEWEST_FIRST
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = (".js", ".mjs")
# Some milliseconds at the most: a start waits for it.
_MOST_FILES = 200
_MOST_BYTES = 16 << 20


def evidence_in_scripts(folder: Path) -> SdkEvidence | None:
    """Return what the scripts of a served folder, or those inside its root page, tell.

    A page that has both lines counts as one of SDK 3.x, whose origin it then lives at. Blocks on
    the disk.
    """
    older: SdkEvidence | None = None
    newest, *others = NEWEST_FIRST
    left_bytes = _MOST_BYTES
    for _, file in zip(range(_MOST_FILES), _scripts(folder), strict=False):
        try:
            with regular_file.opened(file) as script:
                text = script.read(left_bytes)
        except OSError:
            continue
        left_bytes -= len(text)
        name = file.relative_to(folder).as_posix()
        if newest.script_mark in text:
            return SdkEvidence(newest.line, name)
        for each in others if older is None else ():
            if each.script_mark in text:
                older = SdkEvidence(each.line, name)
        if not left_bytes:
            break
    return older


def _scripts(folder: Path) -> Iterator[Path]:
    """Yield the root page and every script, upper folders first; no link is followed."""
    yield folder / "index.html"
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each != "node_modules" and each[0] != ".")
        if place.count(os.sep, len(os.fspath(folder))) >= DEEPEST:
            folders.clear()
        for name in sorted(files):
            file = Path(place, name)
            if name.endswith(_ENDINGS) and not file.is_symlink():
                yield file
