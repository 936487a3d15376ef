"""Draw the rooms of the package and the arrows between them into host/README.md.

An arrow goes from a room to one that it imports; one that others imply is left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from package_source import own_imports, room, trees  # noqa: E402  # found by the line above

FILE = ROOT / "host" / "README.md"
_PLACE = re.compile(r"(<!-- rooms -->\n).*(<!-- /rooms -->)", re.DOTALL)
_EVERYBODYS = {"errors", "value", "text", "journal"}


def arrows() -> dict[str, set[str]]:
    """Return which rooms each room imports, but for those that everybody does."""
    found: dict[str, set[str]] = {room(each): set() for each in trees() if each != "aitdesk"}
    for module, all_used in own_imports().items():
        if module != "aitdesk":
            found[room(module)] |= {room(used) for used in all_used} - {room(module)}
    kept = found.keys() - _EVERYBODYS - {"__main__"}
    return {name: found[name] & kept for name in sorted(kept)}


def reached(name: str, among: dict[str, set[str]]) -> set[str]:
    """Return every room that one leads to."""
    return among[name] | {far for near in among[name] for far in reached(near, among)}


def picture() -> str:
    """Return the picture as a Mermaid graph."""
    among = arrows()
    lines = [
        f"  {name} --> {used}"
        for name, all_used in among.items()
        for used in sorted(all_used)
        if not any(used in reached(other, among) for other in all_used - {used})
    ]
    return "\n".join(["```mermaid", "graph TD", *lines, "```", ""])


def drawn(text: str) -> str:
    """Return the README's text with the picture as it is now."""
    return _PLACE.sub(lambda place: place[1] + picture() + place[2], text)


if __name__ == "__main__":
    FILE.write_text(drawn(FILE.read_text("utf-8")), "utf-8")
