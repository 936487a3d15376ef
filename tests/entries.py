"""The journal that a run writes down: its entries, and the end of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def entries_of(out: Path, kind: str, fields: Mapping[str, object]) -> list[dict[str, Any]]:
    """Return the entries of this kind that have these fields, oldest first."""
    file = out / "journal.jsonl"
    # The last line may still be on its way.
    lines = file.read_text("utf-8").rpartition("\n")[0].split("\n") if file.is_file() else []
    entries = [json.loads(line) for line in lines if line]
    return [entry for entry in entries if {**entry, **fields, "kind": kind} == entry]


def tail_of(out: Path) -> str:
    """Return the last lines of it."""
    file = out / "journal.jsonl"
    return "\n".join(file.read_text("utf-8").splitlines()[-10:]) if file.is_file() else "nothing"
