"""Half surrogate pairs, which a text of JavaScript may hold and UTF-8 cannot.

One rule for all of aitdesk. Where texts go back to the page they stay as they were: the wire is
ASCII, which escapes them as `JSON.stringify` does, and Storage keeps them as they came. Wherever
else a text goes (journal, terminal, control, links, records) U+FFFD stands in the half's place, as
`String.prototype.toWellFormed`, `TextEncoder` and `URL` do it. What a phone stores is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.value import Json


def well_formed(text: str) -> str:
    """Return the text with U+FFFD for each half of a surrogate pair; two that fit become one."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def well_formed_tree(value: Json) -> Json:
    """Return the value with each of its texts, and of its members' names, well formed."""
    match value:
        case str():
            return well_formed(value)
        case list():
            return [well_formed_tree(each) for each in value]
        case dict():
            return {well_formed(name): well_formed_tree(each) for name, each in value.items()}
        case _:
            return value
