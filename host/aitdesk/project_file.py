"""The files of a project and the trees of values in them; what is not there counts as empty."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.granite_config import Literal


def read_text(file: Path) -> str:
    """Return a file's text, "" when it cannot be read."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def read_json(file: Path) -> dict[str, Literal]:
    """Return the object that a JSON file holds, {} when it holds none."""
    return json_of(read_text(file))


def json_of(text: str | bytes) -> dict[str, Literal]:
    """Return the object that is written down as JSON, {} for anything else."""
    try:
        found: Literal = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def text_at(tree: dict[str, Literal], *path: str) -> str:
    """Return the text at a path of members, "" when there is none."""
    here: Literal = tree
    for name in path:
        here = here.get(name) if isinstance(here, dict) else None
    return here if isinstance(here, str) else ""


def member(tree: dict[str, Literal], name: str) -> dict[str, Literal]:
    """Return the object that is a member, {} when there is none."""
    found = tree.get(name)
    return found if isinstance(found, dict) else {}
