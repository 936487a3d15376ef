from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

from rich.console import Console

from aitdesk.checks.smoke import junit, report, table, timeline
from aitdesk.checks.smoke.result import Failure, FailureKind, SmokeResult
from aitdesk.checks.smoke.walk import WalkShot
from smoke_runs import called, noted, png, ran

EVIL = "<script>alert('x')</script>\"&{{main}} 가나다"
BROKEN = ran(
    called("Storage.set", EVIL, value={"key": EVIL}),
    noted("console", level="error", text=EVIL, source="", line=1),
    noted("page_error", page="p", text=f"Error: {EVIL}\n    at a.js:1", step="home"),
    state="denied",
    target=f"apps/{EVIL}",
    shots=(WalkShot("load", png()), WalkShot("landscape", png(width_px=90, height_px=40))),
)


def page(*runs: object) -> str:
    return report.written(list(runs), seconds=6.7)  # type: ignore[arg-type]  # Tested


def test_what_a_page_wrote_is_text_in_the_report() -> None:
    html = page(BROKEN)
    scripts = re.findall(r"<script", html)
    assert (len(scripts), "{{main}}" in html, "가나다" in html) == (1, True, True)
    assert "alert(&#x27;x&#x27;)" in html


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
    html = timeline.drawn([called("getLocale")] * 310)
    assert (html.count("<tr data-kind"), "and 10 more, see the journal" in html) == (300, True)


def test_a_call_shows_arguments_and_answer() -> None:
    rows = timeline.drawn(
        [
            called("setItem", "a", {"b": 1}, value=None),
            called("openCamera", outcome="rejected", error={"code": "E1", "message": "no"}),
            called("getLocale"),
        ]
    )
    cells = re.findall(r"<code>(.*?)</code>", rows)
    assert cells == [
        "setItem(&quot;a&quot;, {&quot;b&quot;: 1})",
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
