from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from rich.console import Console

from aitdesk.checks.smoke import junit, report, table
from aitdesk.checks.smoke.result import Failure, FailureKind, SmokeResult
from aitdesk.checks.smoke.timeline import JournalExcerpt, timeline
from aitdesk.checks.smoke.walk import WalkShot
from aitdesk.checks.smoke.window import Noted
from smoke_runs import called, noted, png, ran

if TYPE_CHECKING:
    from aitdesk.checks.smoke.judging import Tested

EVIL = "<script>alert('x')</script>\"&{{ 7 * 7 }}{% raw %}{# ' 가나다"


PROMPT = {"id": 1, "at_ms": 1.0, "kind": "prompt", "asks": "login", "step": "opened"}


def broken(text: str) -> Tested:
    """Return a run whose mini-app says this wherever it says something."""
    return ran(
        called("Storage.set", text, value={"key": text}),
        noted("console", level="error", text=text, source="", line=1),
        noted("page_error", page="p", text=f"Error: {text}\n    at a.js:1", step="home"),
        Noted("load", PROMPT | {"title": text}),
        noted("event", name=text, value=text),
        state="denied",
        target=f"apps/{text}",
        shots=(WalkShot("load", png()), WalkShot("landscape", png(width_px=90, height_px=40))),
    )


BROKEN = broken(EVIL)


def page(*runs: Tested) -> str:
    return report.written(runs, seconds=6.7)


class Opened(HTMLParser):
    """What a browser finds in a document: tags with attributes, and texts but code and time."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = list[object]()
        self._is_left_out = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_left_out = tag in {"script", "style", "time"}
        self.found.append((tag, [] if self._is_left_out else attrs))

    def handle_endtag(self, tag: str) -> None:
        self._is_left_out = False

    def handle_data(self, data: str) -> None:
        if not self._is_left_out:
            self.found.append(data)


def test_what_a_mini_app_wrote_is_text_wherever_it_stands() -> None:
    evil, harmless = (Opened(page(broken(text))).found for text in (EVIL, "harmless"))
    in_json = json.dumps(EVIL, ensure_ascii=False)[1:-1]
    texts = [each for each in evil if isinstance(each, str) and (EVIL in each or in_json in each)]
    shown = [
        each.replace(EVIL, "harmless").replace(in_json, "harmless")
        if isinstance(each, str)
        else each
        for each in evil
    ]
    assert (shown, len(texts)) == (harmless, 10)


def test_the_report_asks_nobody_for_anything() -> None:
    html = page(BROKEN, ran())
    sources = re.findall(r"(?:src|href)=\"([^\"]*)\"", html)
    own = [each for each in sources if each.startswith(("data:image/jpeg;base64,", "#"))]
    files = [each for each in sources if each not in own]
    assert files == ["dist/denied/journal.jsonl", "dist/first-start/journal.jsonl"][:1]
    assert "default-src 'none'" in html
    assert re.findall(r"url\(|@import|https?://", re.sub(r"<code>.*?</code>", "", html)) == []


def test_a_failed_run_is_open_and_names_what_failed() -> None:
    html = page(BROKEN, ran())
    opened = re.findall(r'<details class="run" id="([^"]+)"( open)?>', html)
    assert opened == [("0-denied", " open"), ("1-first-start", "")]
    assert "1 of 2 runs failed" in html


def test_every_step_has_its_picture_and_the_one_that_failed_is_marked() -> None:
    wrong = Failure(FailureKind.BLANK_SCREEN, "landscape", "blank")
    html = page(ran(failures=(wrong,), shots=tuple(BROKEN.seen.shots)))
    frames = re.findall(r'<li class="([^"]*)"><div class="frame"><img alt="([^"]*)"', html)
    assert frames == [
        ("", "The window after load"),
        ("wide failed", "The window after landscape"),
    ]


def test_a_long_timeline_is_cut_and_says_so() -> None:
    html = page(ran(*[called("getLocale")] * 310))
    assert (html.count("<tr data-kind"), "and 10 more, see the journal" in html) == (300, True)


def test_a_long_text_opens_and_a_very_long_one_is_cut() -> None:
    entries = [noted("console", level="info", text=text) for text in ("a\n" * 90, "b" * 4_000)]
    rows, _ = timeline(entries)
    assert [each.code for each in rows] == [
        JournalExcerpt("a", "a\n" * 90),
        JournalExcerpt(f"{'b' * 159}…", f"{'b' * 3_000}… (4000 characters)"),
    ]


def test_a_call_shows_arguments_and_answer() -> None:
    html = page(
        ran(
            called("setItem", "a", {"b": 1}, value=None),
            called("openCamera", outcome="rejected", error={"code": "E1", "message": "no"}),
            called("getLocale"),
        )
    )
    cells = re.findall(r"<code>(.*?)</code>", html.partition("<h4>Timeline")[2])
    assert cells == [
        "setItem(&#34;a&#34;, {&#34;b&#34;: 1})",
        "null",
        "openCamera()",
        "E1: no",
        "getLocale()",
        "undefined",
    ]


def test_a_text_without_a_picture_has_none() -> None:
    assert "no picture" in page(ran(shots=(WalkShot("load", b"no png"),)))


def test_junit_has_a_suite_for_each_target_and_a_case_for_each_state() -> None:
    root = Xml.fromstring(junit.written([ran(), BROKEN]))  # noqa: S314  # our own text
    suites = [(each.get("tests"), each.get("failures")) for each in root]
    assert suites == [("1", "0"), ("1", "1")]
    (failure,) = root.iter("failure")
    assert (failure.get("type"), failure.get("message")) == (
        "console-error",
        f"load: {EVIL} (and 1 more)",
    )
    assert failure.text == (
        f"console-error (load): {EVIL}\npage-error (home): Error: {EVIL}\n    at a.js:1"
    )


def test_junit_holds_no_sign_that_xml_cannot() -> None:
    text = "a\x00b\x1b[31m\ud800"
    (failure,) = Xml.fromstring(  # noqa: S314  # our own text
        junit.written([ran(failures=(Failure(FailureKind.CONSOLE_ERROR, "load", text),))])
    ).iter("failure")
    assert failure.get("message") == "load: a\ufffdb\ufffd[31m\ufffd"


def test_the_terminal_tells_the_same_failure_in_several_states_once() -> None:
    wrong = Failure(FailureKind.PAGE_ERROR, "load", "Error: x\n    at a.js")
    runs = [ran(failures=(wrong,), state=name) for name in ("first-start", "denied", "old")]
    assert [line.plain for line in table.failures(runs)] == [
        "✗ page-error first-start and 2 more, load: Error: x"
    ]


def test_the_table_has_a_row_for_each_run() -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    allowed = ran(state="denied", first_paint_ms=52.4, settled_ms=600.6)
    console.print(table.drawn([BROKEN, allowed]))
    rows = [line.split("│")[2:6] for line in console.export_text().splitlines() if "denied" in line]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["✗ denied", "–", "–", "1"],
        ["✓ denied", "52", "601", "0"],
    ]


def test_the_last_line_says_where_the_report_is() -> None:
    out = Path("out")
    good = table.verdict(SmokeResult((ran().run,)), seconds=6.74, out=out)
    bad = table.verdict(SmokeResult((ran().run, BROKEN.run)), seconds=6.74, out=out)
    assert (good.plain, bad.plain) == (
        "✓ nothing failed, 6.7 s; out/report.html",
        "✗ 1 of 2 runs failed, 6.7 s; out/report.html",
    )
