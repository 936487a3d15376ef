from __future__ import annotations

import json
from pathlib import Path

from aitdesk.checks.smoke.allowing import read_rules
from aitdesk.checks.smoke.judging import SmokePlan, Walked, in_order, judged, own, shown, write
from aitdesk.checks.smoke.result import Failure, FailureKind
from aitdesk.checks.smoke.states import SmokeState
from aitdesk.checks.smoke.walk import Seen, WalkShot
from aitdesk.client.served import Served
from smoke_runs import called, noted, png, ran

MISSING = noted("missing", path="/a.png")
HANG = Failure(FailureKind.HANG, "load", "1 calls wait for their answer, after 4 s")


def test_a_missing_file_is_its_windows_whose_page_asked_for_it() -> None:
    assert own([MISSING], {"/a.png"}, {"/a.png"}) == [MISSING]
    assert own([MISSING], {"/b.png"}, {"/a.png", "/b.png"}) == []
    assert own([MISSING], set(), set()) == [MISSING]  # nobody knows: it counts for all


def test_a_run_with_an_allowed_failure_is_a_good_one() -> None:
    rules = read_rules(["missing-file:/a.png"], said_by="--allow")
    run = ran(MISSING, rules=rules, resources={"/a.png"}).run
    assert (run.ok, run.failures, run.missing_files) == (True, (), ("/a.png",))
    assert run.allowed == (Failure(FailureKind.MISSING_FILE, "load", "/a.png"),)


def test_a_hang_names_the_calls_that_were_given_up_when_the_window_closed() -> None:
    given_up = called("appLogin", step="end", outcome="abandoned")
    run = ran(called("getLocale"), given_up, failures=(HANG,)).run
    assert [each.text for each in run.failures] == [
        "1 calls wait for their answer, after 4 s: appLogin"
    ]


def test_what_happens_while_the_window_closes_is_not_the_mini_apps() -> None:
    assert ran(noted("page_error", step="end", page="p", text="Error: x")).run.ok


def test_where_the_page_crashed_what_came_of_it_is_left_out() -> None:
    crash = Failure(FailureKind.CRASH, "load", "the page's process ended: x")
    closed = Failure(FailureKind.CLOSED, "load", "the mini-app closed itself")
    assert in_order([crash, closed]) == [crash]
    assert in_order([closed, closed]) == [closed]


def test_a_process_that_ended_is_a_crash_of_every_state_that_it_had() -> None:
    plan = SmokePlan("dist", Served(), "shop", (), (), 15, Path("out/dist"))
    ending = Failure(FailureKind.CRASH, "home", "the WebView process ended: killed by SIGKILL")
    seen = Seen(failures=[Failure(FailureKind.CLOSED, "home", "the mini-app closed itself")])
    walked = Walked(SmokeState("denied", is_walked=False), seen=seen, ending=ending)
    assert judged(plan, walked, claimed=()).run.failures == (ending,)


def test_the_picture_is_that_of_the_first_failure_else_of_the_start() -> None:
    load, home = png(color="red"), png(color="blue")
    seen = Seen(shots=[WalkShot("load", load), WalkShot("home", home)])
    assert shown(seen, [Failure(FailureKind.BLANK_SCREEN, "home", "x")]) == home
    assert shown(seen, [Failure(FailureKind.BLANK_SCREEN, "back", "x")]) == load
    assert shown(seen, []) == load


def test_the_journal_says_during_which_step_each_entry_came(tmp_path: Path) -> None:
    opened = noted("prompt", step="home", text="half \ud800 a pair")
    each = ran(opened, folder=tmp_path / "dist")
    write(each)
    folder = tmp_path / "dist" / "first-start"
    (line,) = (folder / "journal.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line) == {**opened.entry, "text": "half ? a pair", "during": "home"}
    assert (folder / "screenshot.png").read_bytes() == each.seen.shots[0].png
    assert (each.run.journal, each.run.screenshot) == (
        "dist/first-start/journal.jsonl",
        "dist/first-start/screenshot.png",
    )
