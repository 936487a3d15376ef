"""Write what the partner API answers, with its confidence, into host/docs/partner.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from aitdesk.partner.endpoints import partner_endpoints
from aitdesk.phone.partner_catalog import EVERY_ENDPOINT, failure_rows

FILE = Path(__file__).parents[1] / "host" / "docs" / "partner.md"
_PLACE = re.compile(r"(<!-- table -->\n).*(<!-- /table -->)", re.DOTALL)


def table() -> str:
    """Return the tables of endpoints and of failures as Markdown."""
    lines = ["| endpoint | about | what | confidence |", "|---|---|---|---|"]
    for each in partner_endpoints().values():
        row, doc = each.row, (each.handler.__doc__ or "").partition("\n")[0]
        where = f"{row.host}: {row.method} `…{row.path.removeprefix('/api-partner/v1')}`"
        lines.append(f"| **{row.name}**, {where} | {row.who} | {doc} | {row.confidence} |")
    lines += ["", "| failure | of | when | confidence |", "|---|---|---|---|"]
    for failure in failure_rows():
        of = "every endpoint" if failure.names == (EVERY_ENDPOINT,) else ", ".join(failure.names)
        lines.append(f"| `{failure.key}` | {of} | {failure.when} | {failure.confidence} |")
    return "\n".join([*lines, ""])


def written(text: str) -> str:
    """Return the page's text with the tables as they are now."""
    return _PLACE.sub(lambda place: place[1] + table() + place[2], text)


if __name__ == "__main__":
    now = FILE.read_text("utf-8")
    if "--check" in sys.argv:
        sys.exit(0 if written(now) == now else 1)
    FILE.write_text(written(now), "utf-8")
