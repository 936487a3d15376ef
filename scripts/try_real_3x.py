"""Drive every export of a real SDK 3.x in the real WebView; `try_real_3x FILE` says how it ends."""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error

from aitdesk.driver import Served, WebView
from e2e.contract_3x.cases import CASES
from real_3x_page import RealDesk, exports, write_page
from real_3x_rows import ENDS, Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_USAGE: Final = "usage: scripts/try_real_3x FILE, a complete SDK 3.x as one file of JavaScript"


def main() -> int:
    if len(sys.argv) != 2:
        return _refuse(_USAGE)
    sdk = Path(sys.argv[1])
    if not sdk.is_file():
        return _refuse(f"{sdk} is not there: no registry has SDK 3.x, so bring a file of your own")
    with tempfile.TemporaryDirectory(prefix="aitdesk-real-3x-") as folder:
        config = write_page(sdk, Path(folder))
        with WebView.start(Served(target=folder, line="3", config=config)) as webview:
            found = list(_driven(webview))
    if not found:
        return _refuse(f"{sdk} is no SDK 3.x: it exports no closeView")
    return _show(found)


def _refuse(line: str) -> int:
    print(f"try_real_3x: {line}", file=sys.stderr)
    return 2


def _driven(webview: WebView) -> Iterator[Row]:
    miniapp = webview.open(name="exports")
    names = exports(miniapp)
    if names:
        desk = RealDesk(miniapp, "real 3.x")
        for export in names:
            if export not in ENDS:
                yield from rows(desk, export)
    for export in ENDS.intersection(names):
        yield _ended(webview, export)


def _ended(webview: WebView, export: str) -> Row:
    """Drive what closes the page: in a window of its own."""
    miniapp = webview.open(name=export)
    with suppress(Error):  # the page may go before it has answered
        miniapp.page.evaluate(f"() => void sdk.{export}()")
    call = miniapp.shell.await_entry("call", name="closeView")
    problem = "" if call["args"] == [] else f"sent {call['args']}"
    return Row(export, call["name"], "answered / closed", problem)


def _show(found: list[Row]) -> int:
    widths = [max(len(text) for text in column) for column in zip(*map(_cells, found), strict=True)]
    for row in sorted(found, key=lambda row: row.export):
        cells = zip(_cells(row), widths, strict=True)
        print("  ".join(text.ljust(width) for text, width in cells).rstrip())
    wrong = [row for row in found if row.problem]
    tried = {row.export for row in found}
    known = {way.path.replace("()", "") for case in CASES.values() for way in case.ways}
    missing = sorted(known - tried - {"wire"})
    print(f"\n{len(found)} ways through {len(tried)} exports, {len(wrong)} disagree")
    print(f"in the catalogue, not in this file: {', '.join(missing) or 'none'}")
    return 1 if wrong else 0


def _cells(row: Row) -> tuple[str, str, str, str]:
    return row.export, row.wire or "-", row.outcome, row.problem or "agrees"


if __name__ == "__main__":
    sys.exit(main())
