from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema

from aitdesk.checks.smoke.result import CallMade, Failure, FailureKind, Run, SmokeResult
from smoke_runs import called, noted, ran

DOCS = (Path(__file__).parents[3] / "host" / "docs" / "smoke.md").read_text("utf-8")
TEXTS = {"type": "array", "items": {"type": "string"}}
MS = {"type": ["number", "null"]}
FAILURES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["kind", "step", "text"],
        "additionalProperties": False,
        "properties": {
            "kind": {"enum": [kind.value for kind in FailureKind]},
            "step": {"type": "string"},
            "text": {"type": "string"},
        },
    },
}
RUN: dict[str, Any] = {
    "target": {"type": "string"},
    "state": {"type": "string"},
    "ok": {"type": "boolean"},
    "first_paint_ms": MS,
    "settled_ms": MS,
    "page_errors": TEXTS,
    "console_errors": TEXTS,
    "unanswered": TEXTS,
    "unanswered_prompts": TEXTS,
    "missing_files": TEXTS,
    "calls": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "outcome", "ms"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "outcome": {"enum": ["resolved", "rejected", "unanswered", "abandoned", "crashed"]},
                "ms": {"type": "number"},
            },
        },
    },
    "screenshot": {"type": ["string", "null"]},
    "journal": {"type": ["string", "null"]},
    "failures": FAILURES,
    "allowed": FAILURES,
}
SCHEMA = {
    "type": "object",
    "required": ["version", "ok", "runs"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "ok": {"type": "boolean"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(RUN),
                "additionalProperties": False,
                "properties": RUN,
            },
        },
    },
}


def test_the_json_is_of_version_1() -> None:
    full = ran(
        called("getLocale"),
        noted("call", name="getTomorrow", args=[], outcome="unanswered", ms=0.1),
        noted("console", level="error", text="x", source="", line=1),
        noted("missing", path="/a.png"),
        first_paint_ms=52.3,
        settled_ms=611.0,
        sheets=["login"],
    )
    told = json.loads(json.dumps(SmokeResult((full.run, ran().run)).as_json()))
    jsonschema.validate(told, SCHEMA)
    assert (told["ok"], [run["ok"] for run in told["runs"]]) == (False, [False, True])


def test_the_schema_has_every_member_of_a_run() -> None:
    assert [each.name for each in fields(Run)] == list(RUN)
    assert [each.name for each in fields(CallMade)] == ["name", "outcome", "ms"]
    assert [each.name for each in fields(Failure)] == ["kind", "step", "text"]


def test_the_example_of_the_documentation_is_of_that_version() -> None:
    example = re.search(r"```json\n(.*?)```", DOCS, re.DOTALL)
    assert example is not None
    jsonschema.validate(json.loads(example[1]), SCHEMA)


def test_the_documentation_names_every_member_and_every_kind() -> None:
    named = set(re.findall(r"`([a-z_-]+)`", DOCS))
    assert {*RUN, *(kind.value for kind in FailureKind)} - named == set()
