"""Every handler says what it replies and where that is known from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from aitdesk.api import FAMILIES
from aitdesk.api.registry import Registry
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.api.registry import Handler

HANDLERS = list(
    {
        handler.function: handler for line in Line for handler in Registry(FAMILIES).all(line)
    }.values()
)
LABELS = ["Reply", "Errors", "Differs", "Source"]


def labelled(handler: Handler) -> dict[str, str]:
    """Return the labelled lines of a docstring, each with the lines that go on below it."""
    docstring = handler.function.__doc__ or ""
    found: dict[str, str] = {}
    label = ""
    for line in docstring.splitlines()[1:]:
        text = line.strip()
        start = re.match(r"([A-Z]\w+): (\S.*)", text)
        if start and not line.startswith(" " * 6):
            label = start[1]
            found[label] = start[2]
        elif label and text:
            found[label] += f" {text}"
    return found


def named(handler: Handler) -> str:
    return f"{handler.mark.kind}-{handler.mark.name}"


@pytest.mark.parametrize("handler", HANDLERS, ids=named)
def test_a_handler_tells_its_reply_and_its_source_in_the_agreed_order(handler: Handler) -> None:
    labels = list(labelled(handler))
    in_order = [label for label in LABELS if label in labels]
    assert (labels, {"Reply", "Source"} <= set(labels)) == (in_order, True)


@pytest.mark.parametrize("handler", HANDLERS, ids=named)
def test_the_first_line_of_a_handler_is_a_sentence(handler: Handler) -> None:
    first = (handler.function.__doc__ or "").splitlines()[0]
    assert re.fullmatch(r"[A-Z].*\.", first), first


@pytest.mark.parametrize("handler", HANDLERS, ids=named)
def test_a_source_names_a_version_a_package_or_says_that_it_is_assumed(handler: Handler) -> None:
    source = labelled(handler)["Source"]
    assert re.search(r"\d+\.\d+|catalogue|assumed", source), source
