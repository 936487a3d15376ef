"""The result as SARIF 2.1.0, which code-scanning views read (OASIS, 2020-03-27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aitdesk.checks.review.finding import Severity
from aitdesk.checks.review.result import fingerprint
from aitdesk.checks.review.summary import scope

if TYPE_CHECKING:
    from aitdesk.checks.review.finding import Language, ReviewFinding, ReviewPlace
    from aitdesk.checks.review.result import ReviewResult
    from aitdesk.checks.review.rule import ReviewRule
    from aitdesk.value import Json

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {
    Severity.BLOCK: "error",
    Severity.WARN: "warning",
    Severity.INFO: "note",
    Severity.NOTE: "note",
}


def log(result: ReviewResult, language: Language, *, version: str) -> dict[str, Json]:
    """Return the document; `version` is aitdesk's. Rules that were not looked at are not in it."""
    looked_at = [each.rule for each in result.rules if each.is_looked_at]
    indexes = {rule.id: index for index, rule in enumerate(looked_at)}
    results: list[Json] = [
        _result(result, each, indexes[each.rule], language, is_allowed=is_allowed)
        for found, is_allowed in ((result.findings, False), (result.allowed, True))
        for each in found
    ]
    driver: Json = {
        "name": "aitdesk review",
        "version": version,
        "rules": [_rule(rule, language) for rule in looked_at],
    }
    told: Json = {"level": "note", "message": {"text": scope(result, language)}}
    run: Json = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [told]}],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: ReviewRule, language: Language) -> Json:
    remedy = rule.remedy.said_in(language)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title.said_in(language)},
        "help": {"text": f"{rule.phrase}\n{remedy}" if rule.phrase else remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"source": rule.source, "how": rule.how, "blind": rule.blind},
    }


def _result(
    result: ReviewResult,
    finding: ReviewFinding,
    index: int,
    language: Language,
    *,
    is_allowed: bool,
) -> Json:
    said = f"{finding.what.said_in(language)}. {finding.remedy.said_in(language)}"
    told: dict[str, Json] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": said},
        "partialFingerprints": {"aitdesk/v1": fingerprint(finding)},
        "properties": {"confidence": finding.confidence.value, "evidence": finding.evidence},
    }
    if finding.place is not None:
        told["locations"] = [{"physicalLocation": _location(result, finding.place)}]
    is_new = result.is_new(finding)
    if is_new is not None:
        told["baselineState"] = "new" if is_new else "unchanged"
    if is_allowed:
        told["suppressions"] = [{"kind": "external"}]
    return told


def _location(result: ReviewResult, place: ReviewPlace) -> Json:
    # Bytes that are no text stand for themselves: a name may have them.
    uri = quote(result.path(place).encode("utf-8", "replace"), safe="/")
    location: dict[str, Json] = {"artifactLocation": {"uri": uri}}
    if place.line is not None:
        region: dict[str, Json] = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
        location["region"] = region
    return location
