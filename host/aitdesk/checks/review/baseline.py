"""An earlier result, to tell what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.result import VERSION
from aitdesk.errors import ConfigError, printable
from aitdesk.miniapp.project_file import json_of
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_BYTES: Final = 16 << 20


def read_baseline(file: Path) -> frozenset[str]:
    """Return the fingerprints of a result that `--json` wrote. Raises ConfigError."""
    shown = printable(str(file))
    try:
        said = json_of(regular_file.read(file, most_bytes=_LARGEST_BYTES))
    except OSError as problem:
        raise ConfigError(f"--since {shown} cannot be read ({problem.strerror})") from None
    lists = [said.get(name) for name in ("findings", "allowed")]
    if said.get("version") != VERSION or not all(isinstance(each, list) for each in lists):
        message = f"--since {shown} is no result of aitdesk review: give what --json wrote"
        raise ConfigError(message)
    entries = (each for found in lists if isinstance(found, list) for each in found)
    prints = (each.get("fingerprint") for each in entries if isinstance(each, dict))
    return frozenset(each for each in prints if isinstance(each, str))
