"""Calls of the real SDK in a page on the real host, at the page's production origin.

Prints one JSON line: `get_anonymous_key`, `set_item`, and `at_once`, many of the former.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.config.options import PreviewOptions
from aitdesk.journal import Entry, EntryKind, Journal
from aitdesk.runs.preview_options import prepare
from aitdesk.session.host import Host
from aitdesk.system.interruption import Interruption
from aitdesk.system.scratch import Scratch
from bench_page import SCRIPT

if TYPE_CHECKING:
    from aitdesk.session.session import Session

WEBAPP = Path(__file__).parents[1] / "webapp"
_MARK = "measured: "

# A module, as the page's own that puts the SDK on `window`: modules run in their order.
_CALLS = """
const { getAnonymousKey, Storage } = window.sdk;
let count = 0;
const measured = {
  get_anonymous_key: await roundTrip(() => getAnonymousKey()),
  set_item: await roundTrip(() => Storage.setItem(`key ${count++ % 100}`, "value")),
  at_once: await atOnce(() => getAnonymousKey()),
};
"""


def measure(page: Path, calls: str) -> None:
    """Measure a built page by a script that makes `measured`, and end the process."""
    Interruption.begin()
    with Scratch("bench") as scratch:
        folder = scratch / "page"
        _make_page(page, folder, calls)
        wanted = PreviewOptions(target=str(folder), app_name="bench", headless=True)
        journal = Journal()
        seen = _watch(journal)

        async def follow(session: Session) -> int:
            waits = (asyncio.create_task(seen.wait()), asyncio.create_task(session.ended.wait()))
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            return 0 if seen.is_set() else 1

        sys.exit(Host(prepare(wanted).settings, journal).run(follow))


def _make_page(page: Path, folder: Path, calls: str) -> None:
    shutil.copytree(page.parent, folder)
    tell = f'console.log("{_MARK}" + JSON.stringify(measured));'
    script = f'<script type="module">{SCRIPT}\n{calls}{tell}</script>'
    text = page.read_text("utf-8").replace("</body>", f"{script}</body>")
    (folder / "index.html").write_text(text, "utf-8")


def _watch(journal: Journal) -> asyncio.Event:
    """Print what the page measured, or why it could not; the event is set when it did."""
    seen = asyncio.Event()

    def watch(entry: Entry) -> None:
        text = str(entry.fields.get("text", ""))
        if entry.kind is EntryKind.CONSOLE and text.startswith(_MARK):
            print(text.removeprefix(_MARK), flush=True)
            seen.set()
        elif entry.kind is EntryKind.PAGE_ERROR:
            sys.exit(text)

    journal.watch(watch)
    return seen


if __name__ == "__main__":
    measure(WEBAPP / "sdk-page" / "dist" / "index.html", _CALLS)
