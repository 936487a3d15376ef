"""The result as JUnit XML: a suite for each target, a case for each state."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from aitdesk.text.xml_text import fit_for_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.checks.smoke.judging import Tested


def written(tested: Sequence[Tested]) -> str:
    """Return the document."""
    root = Xml.Element("testsuites", name="aitdesk smoke")
    for target, cases in groupby(tested, key=lambda each: each.run.target):
        _add_suite(root, target, list(cases))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, "unicode")}\n'


def _add_suite(root: Xml.Element, target: str, cases: list[Tested]) -> None:
    suite = Xml.SubElement(
        root,
        "testsuite",
        name=fit_for_xml(target),
        tests=str(len(cases)),
        failures=str(sum(not each.run.ok for each in cases)),
        errors="0",
        time=_seconds(sum(each.seen.ms for each in cases)),
    )
    for each in cases:
        run = each.run
        case = Xml.SubElement(
            suite,
            "testcase",
            classname=fit_for_xml(target),
            name=run.state,
            time=_seconds(each.seen.ms),
        )
        if run.failures:
            # One element: many readers take only the first.
            first = run.failures[0]
            more = f" (and {len(run.failures) - 1} more)" if len(run.failures) > 1 else ""
            message = fit_for_xml(f"{first.step}: {first.text.partition(chr(10))[0]}{more}")
            failure = Xml.SubElement(case, "failure", type=first.kind.value, message=message)
            failure.text = fit_for_xml(
                "\n".join(f"{each.kind.value} ({each.step}): {each.text}" for each in run.failures)
            )


def _seconds(ms: float) -> str:
    return f"{ms / 1000:.3f}"
