"""What a page reads from static.toss.im beside the ad kit: it comes from the real host.

No test reaches that host, so the command is run by a program that lets it read from another one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Starter
    from e2e.site import Answer, Site

READ_ELSEWHERE: Final = """
import os
from dataclasses import replace
from aitdesk.runs import preview_options, serve
from aitdesk.__main__ import main

chosen = preview_options.chosen

def choose(said):
    settings, notes = chosen(said)
    return replace(settings, kit_upstream=os.environ["UPSTREAM"]), notes

serve.chosen = preview_options.chosen = choose
main()
"""
PROGRAM: Final = (sys.executable, "-P", "-c", READ_ELSEWHERE)
PICTURES: Final = """<!doctype html>
<img src="https://static.toss.im/a.svg"><img src="https://static.toss.im/b.svg">"""
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


def opened(start_miniapp: Starter, page: str, *, upstream: str) -> MiniApp:
    return start_miniapp(target=page, command=PROGRAM, environment={"UPSTREAM": upstream})


def failed(miniapp: MiniApp) -> list[str]:
    return [each["path"] for each in miniapp.shell.journal("problem") if "path" in each]


def test_pictures_and_texts_of_the_real_host_arrive_beside_the_ad_kit(
    start_miniapp: Starter,
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
    miniapp = opened(start_miniapp, sdk_page, upstream=open_site(answers).url)
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
    start_miniapp: Starter, sdk_page: str, free_port: Callable[[], int]
) -> None:
    miniapp = opened(start_miniapp, sdk_page, upstream=f"http://127.0.0.1:{free_port()}")
    seen = [miniapp.page.evaluate(SHOW, "/a.svg"), miniapp.page.evaluate(READ, "/b.txt")]
    miniapp.shell.await_entry("problem", path="/b.txt")
    assert (seen, failed(miniapp)) == (["EncodingError", "TypeError"], ["/a.svg", "/b.txt"])


def test_a_host_out_of_reach_is_told_once(tmp_path: Path, free_port: Callable[[], int]) -> None:
    (tmp_path / "index.html").write_text(PICTURES, "utf-8")
    upstream, home = f"http://127.0.0.1:{free_port()}", str(tmp_path / "home")
    done = subprocess.run(
        [*PROGRAM, "preview", str(tmp_path), "--headless", "--out", str(tmp_path / "out")],
        capture_output=True,
        check=False,
        env={**os.environ, "AITDESK_HOME": home, "UPSTREAM": upstream},
        text=True,
        timeout=PATIENCE_S,
    )
    journal = (tmp_path / "out" / "journal.jsonl").read_text("utf-8").splitlines()
    failed_twice = [line for line in journal if "static.toss.im cannot be fetched" in line]
    told = [line for line in done.stderr.splitlines() if "static.toss.im" in line]
    assert (len(failed_twice), len(told)) == (2, 1)


def test_a_run_ends_while_the_real_host_still_answers(
    start_miniapp: Starter,
    sdk_page: str,
    open_site: Callable[[Mapping[str, Answer]], Site],
    answer: type[Answer],
) -> None:
    open_to_all = {"access-control-allow-origin": "*"}
    slow = answer("late", is_held=True)
    site = open_site({"/slow.txt": slow, "/fast.txt": answer("now", headers=open_to_all)})
    miniapp = opened(start_miniapp, sdk_page, upstream=site.url)
    miniapp.page.evaluate("void fetch('https://static.toss.im/slow.txt').catch(() => {})")
    assert miniapp.page.evaluate(READ, "/fast.txt") == [200, "now"]
    problems, process = failed(miniapp), miniapp.process
    os.kill(process.pid, signal.SIGTERM)
    wait_until(lambda: not process.is_alive, what=lambda: process.stderr)
    assert str(process.ended()).startswith("the WebView process ended: exit code 143")
    assert (problems, "Traceback" in process.stderr) == ([], False)
