"""Write the table of host/docs/api.md from the registry; `--check` only compares."""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.api import FAMILIES
from aitdesk.api.decorators import HandlerKind
from aitdesk.api.registry import Registry
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.api.registry import Handler

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "host" / "docs" / "api.md"
GAPS = ROOT / "host" / "aitdesk" / "api" / "known_gaps.txt"
CATALOGUE_3X = ROOT / "host" / "aitdesk" / "api" / "catalogue_3x.toml"
BEGIN = "<!-- answered: written by scripts/api_table.py -->"
END = "<!-- answered: end -->"


def main() -> int:
    before = PAGE.read_text("utf-8")
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    after = f"{head}{BEGIN}\n{answered()}\n{END}{tail}"
    if "--check" in sys.argv:
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


def answered() -> str:
    registry = Registry(FAMILIES)
    older = registry.all()
    functions = {each.function for each in older}
    newer = [each for each in registry.all(Line.WEBVIEW_BRIDGE) if each.function not in functions]
    handlers = older + newer
    calls = [each for each in handlers if each.mark.kind is not HandlerKind.CONSTANT]
    constants = [each for each in handlers if each.mark.kind is HandlerKind.CONSTANT]
    gaps = [line for line in GAPS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    link = "[known_gaps.txt](../aitdesk/api/known_gaps.txt)"
    reasons = f"{len(gaps)} names are not answered; {link} says why, each."
    return "\n".join(
        [
            *table(calls),
            "",
            f"<details><summary>{len(constants)} constants, readable by the first script</summary>",
            "",
            *table(constants),
            "",
            "</details>",
            "",
            reasons,
        ]
    )


def table(handlers: list[Handler]) -> list[str]:
    catalogue = tomllib.loads(CATALOGUE_3X.read_text("utf-8"))
    rows = ["| 1.x, 2.x | 3.x | kind | what the page gets | source |", "|---|---|---|---|---|"]
    # A name that is not in the catalogue is the shell's own, and no mini-app's.
    for handler in handlers:
        kind = handler.mark.kind
        older = f"`{handler.mark.name}`" if Line.GRANITE in handler.mark.lines else ""
        newer = "<br>".join(
            f"`{each.name}` {seen(catalogue[kind][each.name])}"
            for each in handler.mark.spelt(Line.WEBVIEW_BRIDGE)
            if each.name in catalogue[kind]
        )
        labels = labelled(handler)
        reply = " ".join(
            filter(None, [labels["Reply"], labels.get("Errors"), labels.get("Differs")])
        )
        rows.append(f"| {older} | {newer} | {kind} | {reply} | {labels['Source']} |")
    return rows


def seen(row: dict[str, str]) -> str:
    """Return how a name of SDK 3.x is known, such as "read 3.0.5"."""
    since = row.get("since", "")
    return f"{row['source']} {since}".strip()


def labelled(handler: Handler) -> dict[str, str]:
    """Return the labelled lines of a handler's docstring, continuation lines joined."""
    found: dict[str, str] = {}
    label = ""
    for line in (inspect.getdoc(handler.function) or "").splitlines():
        begins = re.match(r"(Reply|Errors|Differs|Source): (.*)", line)
        if begins:
            label = begins[1]
            prefix = "" if label in ("Reply", "Source") else f"*{label}:* "
            found[label] = prefix + begins[2].replace("|", "\\|")
        elif label:
            found[label] += f" {line.strip()}"
    return found


if __name__ == "__main__":
    sys.exit(main())
