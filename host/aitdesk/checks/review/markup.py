"""The tags of a page, as far as rules ask for them; read in time by the page's length."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aitdesk.checks.review.bundle import BundleText

_TAG: Final = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])([^<>]{0,2000})>")
_ATTRIBUTE: Final = re.compile(
    r"(?<![\w:-])([a-zA-Z_:][\w:-]{0,40})\s{0,20}=\s{0,20}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)"
)
_MOST_TITLE: Final = 500


@dataclass(frozen=True, slots=True)
class PageTag:
    """One opening tag: its name in small letters, its attributes, and where it stands."""

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int


def tags(page: BundleText, *names: str) -> Iterator[PageTag]:
    """Yield the tags of these names, in their order."""
    for found in _TAG.finditer(page.text):
        name = found[1].lower()
        if name in names:
            yield PageTag(name, _attributes(found[2]), found.start(), found.end())


def title(page: BundleText) -> tuple[str, int] | None:
    """Return the text of the page's title and where it stands, None without one."""
    tag = next(tags(page, "title"), None)
    if tag is None:
        return None
    end = page.text.find("<", tag.end, tag.end + _MOST_TITLE)
    return html.unescape(page.text[tag.end : end]).strip(), tag.start


def meta(page: BundleText, *names: str) -> PageTag | None:
    """Return the last `meta` of one of these names or properties, which is what counts."""
    found = [
        tag
        for tag in tags(page, "meta")
        if {tag.attributes.get("name", "").lower(), tag.attributes.get("property", "").lower()}
        & set(names)
    ]
    return found[-1] if found else None


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2].strip("\"'"))
        for found in _ATTRIBUTE.finditer(text)
    }
