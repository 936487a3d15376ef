"""The result as JUnit XML: a case for each rule; what was not decided is skipped, not passed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from aitdesk.checks.review.judging import RuleState
from aitdesk.checks.review.summary import scope, told
from aitdesk.text.xml_text import fit_for_xml

if TYPE_CHECKING:
    from aitdesk.checks.review.finding import Language
    from aitdesk.checks.review.judging import RuleResult
    from aitdesk.checks.review.result import ReviewResult

_NEEDS = {
    RuleState.NOT_LOOKED_AT: "it needs the running app, and was not looked at",
    RuleState.PERSON: "it needs a person",
}


def written(result: ReviewResult, language: Language) -> str:
    """Return the document."""
    failed = {each.rule for each in result.findings if result.fail_on.counts(each)}
    skipped = [each for each in result.rules if _skip(each, language) is not None]
    root = Xml.Element("testsuites", name="aitdesk review")
    suite = Xml.SubElement(
        root,
        "testsuite",
        name=fit_for_xml(result.target),
        tests=str(len(result.rules)),
        failures=str(len(failed)),
        errors="0",
        skipped=str(len(skipped)),
    )
    for each in result.rules:
        _add_case(suite, result, each, language)
    Xml.SubElement(suite, "system-out").text = fit_for_xml(scope(result, language))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, "unicode")}\n'


def _add_case(
    suite: Xml.Element, result: ReviewResult, each: RuleResult, language: Language
) -> None:
    rule = each.rule
    name = f"{rule.id} {rule.title.said_in(language)}"
    case = Xml.SubElement(suite, "testcase", classname="aitdesk.review", name=fit_for_xml(name))
    findings = [found for found in result.findings if found.rule == rule.id]
    counting = [found for found in findings if result.fail_on.counts(found)]
    lines = "\n".join(told(result, found, language) for found in findings)
    why = _skip(each, language)
    if why is not None:
        Xml.SubElement(case, "skipped", message=fit_for_xml(why))
    elif counting:
        message = fit_for_xml(counting[0].what.said_in(language))
        severity = counting[0].severity.value
        failure = Xml.SubElement(case, "failure", type=severity, message=message)
        failure.text = fit_for_xml(lines)
    elif lines:
        Xml.SubElement(case, "system-out").text = fit_for_xml(lines)


def _skip(each: RuleResult, language: Language) -> str | None:
    if each.state is RuleState.UNDECIDED and each.why is not None:
        return f"undecided: {each.why.said_in(language)}"
    return _NEEDS.get(each.state)
