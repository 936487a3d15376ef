from __future__ import annotations

from typing import Any

import pytest

from aitdesk.checks.smoke import rules
from aitdesk.checks.smoke.result import CallMade, Failure, FailureKind
from aitdesk.checks.smoke.window import Noted

ORIGIN = "https://shop.apps.tossmini.com"


def noted(kind: str, *, step: str = "load", at_ms: float = 100.0, **fields: Any) -> Noted:  # noqa: ANN401  # JSON
    return Noted(step, {"id": 1, "at_ms": at_ms, "kind": kind, **fields})


def console(text: str, *, source: str = f"{ORIGIN}/", at_ms: float = 900.0) -> Noted:
    return noted("console", level="error", text=text, source=source, line=1, at_ms=at_ms)


def thrown(text: str, *, at_ms: float = 100.0) -> Noted:
    return noted("page_error", page="p1", text=text, at_ms=at_ms)


def kinds(*entries: Noted) -> list[tuple[FailureKind, str]]:
    return [(each.kind, each.text) for each in rules.failures(entries, origin=ORIGIN)]


@pytest.mark.parametrize(
    ("entry", "kind", "text"),
    [
        (
            thrown("TypeError: x\n    at a.js:1"),
            FailureKind.PAGE_ERROR,
            "TypeError: x\n    at a.js:1",
        ),
        (thrown("Unhandled rejection: Error: no"), FailureKind.UNHANDLED_REJECTION, "Error: no"),
        (
            noted("page_error", text="the page's process ended: Crashed, exit code 11"),
            FailureKind.CRASH,
            "the page's process ended: Crashed, exit code 11",
        ),
        (noted("missing", path="/a.png"), FailureKind.MISSING_FILE, "/a.png"),
        (
            noted("call", name="getTomorrow", outcome="unanswered", args=[], ms=0.1),
            FailureKind.UNANSWERED_CALL,
            "getTomorrow: the Toss app has no such call, and never answers it",
        ),
        (
            noted("subscribe", name="tomorrowEvent", outcome="unanswered"),
            FailureKind.UNANSWERED_CALL,
            "tomorrowEvent: the Toss app has no such call, and never answers it",
        ),
        (
            noted("call", name="getLocale", outcome="crashed", args=[], ms=0.1),
            FailureKind.SHELL_ERROR,
            "getLocale failed in aitdesk itself",
        ),
        (console("not configured"), FailureKind.CONSOLE_ERROR, "not configured"),
        # The page itself is never told of some rejections.
        (
            console("Uncaught (in promise) TypeError: Failed to fetch"),
            FailureKind.UNHANDLED_REJECTION,
            "TypeError: Failed to fetch",
        ),
        (console("Uncaught Error: in a worker"), FailureKind.PAGE_ERROR, "Error: in a worker"),
        (
            noted("navigation", url="https://else.example/x"),
            FailureKind.LEFT,
            "the page went to https://else.example/x",
        ),
        (
            noted("navigation", url=f"{ORIGIN}.evil.example/"),
            FailureKind.LEFT,
            f"the page went to {ORIGIN}.evil.example/",
        ),
    ],
)
def test_an_entry_is_a_failure_of_its_kind(entry: Noted, kind: FailureKind, text: str) -> None:
    assert rules.failures([entry], origin=ORIGIN) == [Failure(kind, "load", text)]


@pytest.mark.parametrize(
    "entry",
    [
        noted("call", name="getLocale", outcome="resolved", args=[], ms=0.1),
        noted("call", name="openCamera", outcome="rejected", args=[], ms=0.1),
        noted("call", name="openCamera", outcome="abandoned", args=[], ms=0.1),
        noted("console", level="warning", text="slow", source="", line=1),
        noted("navigation", url=f"{ORIGIN}/items/7?x=1"),
        noted("navigation", url=ORIGIN),
        noted("navigation", url="about:blank"),
        noted("navigation", origin=ORIGIN, page="p1"),
        noted("loaded", ok=False),
        noted("prompt", step="opened", asks="login"),
        noted("state", text="back was pressed"),
        noted("problem", text="no fonts"),
    ],
)
def test_what_a_phone_does_every_day_is_no_failure(entry: Noted) -> None:
    assert kinds(entry) == []


@pytest.mark.parametrize(
    ("error", "copy"),
    [
        ("Error: late\n    at a.js:1", "Uncaught Error: late"),
        ("Unhandled rejection: Error: no\n    at a", "Uncaught (in promise) Error: no"),
    ],
)
def test_the_consoles_copy_of_an_error_is_the_same_failure(error: str, copy: str) -> None:
    assert len(kinds(thrown(error), console(copy))) == 1


def test_a_rejection_that_is_no_error_is_known_by_its_moment() -> None:
    copy = "Uncaught (in promise) #<Object>"
    near = console(copy, at_ms=110)
    far = console(copy, at_ms=900)
    error = thrown('Unhandled rejection: {"code":7}')
    assert kinds(error, near) == [(FailureKind.UNHANDLED_REJECTION, '{"code":7}')]
    assert len(kinds(error, far)) == 2


def test_the_same_error_in_a_later_step_is_told_once() -> None:
    again = Noted("home", thrown("Error: x").entry)
    assert rules.failures([thrown("Error: x"), again], origin=ORIGIN) == [
        Failure(FailureKind.PAGE_ERROR, "load", "Error: x")
    ]


def test_what_comes_of_a_missing_file_is_that_missing_file() -> None:
    path = "/assets/late.js"
    entries = (
        noted("missing", path=path),
        console("Failed to load module script: …", source=f"{ORIGIN}{path}"),
        thrown(f"Unhandled rejection: TypeError: Failed to fetch …: {ORIGIN}{path}"),
        console(f"Uncaught (in promise) TypeError: Failed to fetch …: {ORIGIN}{path}"),
        thrown("SyntaxError: Unexpected token '<'"),
        console("Uncaught SyntaxError: Unexpected token '<'", source=f"{ORIGIN}{path}"),
    )
    assert kinds(*entries) == [(FailureKind.MISSING_FILE, path)]


def test_a_missing_file_excuses_nothing_else() -> None:
    entries = (
        noted("missing", path="/a.js"),
        thrown(f"Error: cannot read {ORIGIN}/a.json"),
        console("no shop"),
    )
    assert [kind for kind, _ in kinds(*entries)] == [
        FailureKind.MISSING_FILE,
        FailureKind.PAGE_ERROR,
        FailureKind.CONSOLE_ERROR,
    ]


def test_the_lists_have_all_that_was_seen() -> None:
    crash = noted("page_error", text="the page's process ended: Crashed, exit code 11")
    entries = (
        noted("missing", path="/a.png"),
        noted("missing", path="/a.png"),
        thrown("Error: x\n    at a.js"),
        crash,
        console("Uncaught Error: x"),
        noted("call", name="getTomorrow", outcome="unanswered", args=[], ms=0.1),
        noted("call", name="getTomorrow", outcome="unanswered", args=[], ms=0.1),
    )
    assert (
        rules.missing_files(entries),
        rules.page_errors(entries),
        rules.console_errors(entries),
        rules.unanswered(entries),
    ) == (("/a.png",), ("Error: x\n    at a.js",), ("Uncaught Error: x",), ("getTomorrow",))


def test_the_calls_are_the_mini_apps_own() -> None:
    entries = (
        noted("call", name="debugLog", outcome="resolved", args=[], ms=0.1),
        noted("call", name="getLocale", outcome="resolved", args=[], ms=0.4),
        noted("subscribe", name="backEvent"),
    )
    assert rules.calls(entries) == (CallMade("getLocale", "resolved", 0.4),)
