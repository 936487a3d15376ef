"""The files of a project and the trees of values in them; what is not there counts as empty."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError, printable
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.miniapp.js_literals import Literal


LARGEST_JSON_BYTES = 16 << 20
"""More than any project's: a lock file of a large one has some megabytes."""


def read_text(file: Path, *, most_bytes: int) -> str:
    """Return a file's text, "" when there is none.

    Errors: ConfigError for a file that is there and is too large, may not be read, or is none.
    """
    try:
        return regular_file.read(file, most_bytes=most_bytes).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
    except OSError as problem:
        if not os.path.lexists(file):  # in a folder that may not be looked into
            return ""
        message = f"{printable(str(file))} cannot be read ({problem.strerror})"
        raise ConfigError(message) from None


def read_json(file: Path) -> dict[str, Literal]:
    """Return the object that a JSON file holds, {} when it holds none.

    Errors: ConfigError, as for `read_text`.
    """
    return json_of(read_text(file, most_bytes=LARGEST_JSON_BYTES))


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
