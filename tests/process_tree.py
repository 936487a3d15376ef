"""What a process has started, as Linux tells it; what ends meanwhile is left out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def descendants(process_id: int) -> list[int]:
    """Return everything below a process."""
    children = children_of(process_id)
    return [*children, *(each for child in children for each in descendants(child))]


def children_of(process_id: int) -> list[int]:
    """Return what a process itself has started."""
    found = list[int]()
    # A thread, or the whole process, may end between any two looks.
    with suppress(OSError):
        for task in Path(f"/proc/{process_id}/task").iterdir():
            with suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found
