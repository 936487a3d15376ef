"""What a page reads from static.toss.im beside the ad kit: it comes from the real host.

No test reaches that host, so this file is also a program: a preview that reads from another one.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from aitdesk.session import Session
    from e2e.conftest import Answer, MiniApp, Site, Starter

PROGRAM: Final = (sys.executable, __file__)
PICTURE: Final = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
SHOW: Final = """async (path) => {
  const picture = Object.assign(new Image(), { src: "https://static.toss.im" + path });
  try {
    await picture.decode();
    return picture.naturalWidth;
  } catch (error) {
    return error.name;
  }
}"""
READ: Final = """async (path) => {
  try {
    const reply = await fetch("https://static.toss.im" + path);
    return [reply.status, await reply.text()];
  } catch (error) {
    return error.name;
  }
}"""
ADS: Final = """() => new Promise((done) => sdk.TossAds.initialize({
  callbacks: {
    onInitialized: () => done("initialized"),
    onInitializationFailed: (error) => done(error.message),
  },
}))"""


def opened(run_miniapp: Starter, page: str, *, upstream: str) -> MiniApp:
    return run_miniapp("--upstream", upstream, page, command=PROGRAM)


def failed(miniapp: MiniApp) -> list[str]:
    return [each["path"] for each in miniapp.journal("problem") if "path" in each]


def test_pictures_and_texts_of_the_real_host_arrive_beside_the_ad_kit(
    run_miniapp: Starter,
    sdk_page: str,
    open_site: Callable[[Mapping[str, Answer]], Site],
    answer: type[Answer],
) -> None:
    open_to_all = {"access-control-allow-origin": "*"}
    answers = {
        "/icons/heart.svg": answer(PICTURE, "image/svg+xml"),
        "/fonts/a.txt": answer("open", "text/plain", open_to_all),
        "/fonts/b.txt": answer("closed", "text/plain"),
    }
    miniapp = opened(run_miniapp, sdk_page, upstream=open_site(answers).url)
    page: Page = miniapp.page
    assert [
        page.evaluate(SHOW, "/icons/heart.svg?v=1"),
        page.evaluate(READ, "/fonts/a.txt"),
        # A page of another origin may not read what the host does not open to it.
        page.evaluate(READ, "/fonts/b.txt"),
        page.evaluate(SHOW, "/icons/none.svg"),
        page.evaluate(ADS),
        failed(miniapp),
    ] == [9, [200, "open"], "TypeError", "EncodingError", "initialized", []]


def test_a_host_out_of_reach_fails_as_a_page_without_a_network_sees_it(
    run_miniapp: Starter, sdk_page: str, free_port: Callable[[], int]
) -> None:
    miniapp = opened(run_miniapp, sdk_page, upstream=f"http://127.0.0.1:{free_port()}")
    seen = [miniapp.page.evaluate(SHOW, "/a.svg"), miniapp.page.evaluate(READ, "/b.txt")]
    miniapp.entry("problem", path="/b.txt")
    told = [line for line in miniapp.terminal.splitlines() if "static.toss.im" in line]
    assert (seen, failed(miniapp), len(told)) == (
        ["EncodingError", "TypeError"],
        ["/a.svg", "/b.txt"],
        1,
    )


def test_a_run_ends_while_the_real_host_still_answers(
    run_miniapp: Starter,
    sdk_page: str,
    open_site: Callable[[Mapping[str, Answer]], Site],
    answer: type[Answer],
) -> None:
    open_to_all = {"access-control-allow-origin": "*"}
    slow = answer("late", is_held=True)
    site = open_site({"/slow.txt": slow, "/fast.txt": answer("now", headers=open_to_all)})
    miniapp = opened(run_miniapp, sdk_page, upstream=site.url)
    miniapp.page.evaluate("void fetch('https://static.toss.im/slow.txt').catch(() => {})")
    assert miniapp.page.evaluate(READ, "/fast.txt") == [200, "now"]
    code = miniapp.stop()
    assert (code, failed(miniapp), "Traceback" in miniapp.terminal) == (0, [], False)


# What follows runs in the program's process.


async def stay(session: Session) -> int:
    """Wait until the window is gone."""
    await session.ended.wait()
    return 0


def main() -> int:
    """Preview a page with the options that `Starter` gives."""
    from aitdesk.host import Host
    from aitdesk.preview import JournalFile, Terminal, open_lines
    from aitdesk.wanted import Wanted, prepare

    options = argparse.ArgumentParser()
    options.add_argument("--upstream")
    options.add_argument("target")
    options.add_argument("--headless", action="store_true")
    options.add_argument("--debug-port", type=int)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    wanted = Wanted(
        target=chosen.target,
        is_headless=chosen.headless,
        debug_port=chosen.debug_port,
        out=chosen.out,
    )
    preview = prepare(wanted)
    settings = replace(preview.settings, kit_upstream=chosen.upstream)
    with open_lines(chosen.out / "journal.jsonl") as lines:
        preview.journal.watch(JournalFile(lines))
        preview.journal.watch(Terminal())
        return Host(settings, preview.journal).run(stay)


if __name__ == "__main__":
    sys.exit(main())
