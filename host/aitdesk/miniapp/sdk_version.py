"""Which SDK a project has: what its package.json asks for, and what is installed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aitdesk.miniapp.project_file import read_json, text_at
from aitdesk.protocol.sdk_line import NEWEST_FIRST

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.miniapp.js_literals import Literal
    from aitdesk.protocol.line import Line

LEVELS_UP = 3
"""How far above a folder that which belongs to it is looked for."""

_SDK = "@apps-in-toss/web-framework"
_INSTALLED = f"node_modules/{_SDK}/package.json"
_GROUPS = ("dependencies", "devDependencies", "peerDependencies")
_EXACT = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?")
# The first of a range, as in ^3.0.2, ~3, 3.x and >=3.0.0 <4: its line is the range's.
_MAJOR = re.compile(r"(?:npm:@?[\w./-]+@)?[v^~>=\s]*(\d+)(?=$|[.\s-])")
_NUMBERS = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})")


def declared_sdk(package: dict[str, Literal]) -> str:
    """Return what a package.json asks for, such as "^2.10.8"; "" when it asks for no SDK."""
    asked = (text_at(package, group, _SDK) for group in _GROUPS)
    return next(filter(None, asked), "")


def installed_sdk(folder: Path) -> str | None:
    """Return the version that is installed for a folder, None when there is none."""
    for place in (folder, *folder.parents[:LEVELS_UP]):
        version = text_at(read_json(place / _INSTALLED), "version")
        if version:
            return version
    return None


def exact_version(text: str) -> str | None:
    """Return the version if the text is one, None for a range and for anything else."""
    return text if _EXACT.fullmatch(text) else None


def numbers(version: str) -> tuple[int, int, int] | None:
    """Return the three numbers that a version begins with, None for what is no version."""
    found = _NUMBERS.match(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def line_of(version: str) -> Line | None:
    """Return the line that a version or range is of, None when it does not say."""
    major = _MAJOR.match(version)
    if major is None:
        return None
    return next(each.line for each in NEWEST_FIRST if int(major[1]) >= each.first_major)
