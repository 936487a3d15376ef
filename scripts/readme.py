"""Write README.md's table of what is answered, from the registry; `--check` only compares."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.api import FAMILIES
from aitdesk.registry import Kind, Registry

if TYPE_CHECKING:
    from aitdesk.registry import Handler

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GAPS = "host/aitdesk/api/known_gaps.txt"
BEGIN = "<!-- answered: written by scripts/readme.py -->"
END = "<!-- answered: end -->"


def main() -> int:
    before = README.read_text("utf-8")
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    after = f"{head}{BEGIN}\n{answered()}\n{END}{tail}"
    if "--check" in sys.argv:
        return int(before != after)
    README.write_text(after, "utf-8")
    return 0


def answered() -> str:
    handlers = Registry(FAMILIES).all()
    calls = [each for each in handlers if each.mark.kind is not Kind.CONSTANT]
    constants = [each for each in handlers if each.mark.kind is Kind.CONSTANT]
    gaps = [
        line for line in (ROOT / GAPS).read_text("utf-8").splitlines() if line and line[0] != "#"
    ]
    reasons = f"{len(gaps)} names are not answered; [known_gaps.txt]({GAPS}) says why, each."
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
    rows = ["| name | kind | what the page gets | source |", "|---|---|---|---|"]
    for handler in handlers:
        labels = labelled(handler)
        reply = " ".join(
            filter(None, [labels["Reply"], labels.get("Errors"), labels.get("Differs")])
        )
        rows.append(
            f"| `{handler.mark.name}` | {handler.mark.kind} | {reply} | {labels['Source']} |"
        )
    return rows


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
