"""The JSON that every wire reads and writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from aitdesk.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.value import Value


def parse(text: str) -> dict[str, Any]:
    """Return the object in the text; raise WireError for anything else."""
    try:
        message = _DECODER.decode(text)
    except (ValueError, RecursionError) as problem:
        raise WireError(f"not JSON: {problem}") from None
    if not isinstance(message, dict):
        raise WireError("not a JSON object")
    return message


def dump(text: Mapping[str, Value]) -> str:
    """Return the JSON of a text for the page."""
    return _ENCODER.encode(text)


def text_in(message: Mapping[str, Any], key: str) -> str:
    """Return a member that must be a text."""
    value = message.get(key)
    if not isinstance(value, str):
        raise WireError(f"{key} is not a text")
    return value


def _refuse_constant(name: str) -> NoReturn:
    # Python's parser takes NaN and Infinity; JSON.parse, which the phone uses, does not.
    raise WireError(f"not JSON: {name}")


# Made once: json.loads and json.dumps would make them for every text.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
# Escaping all but ASCII keeps U+2028, lone surrogates and raw newlines out of the channel.
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False)
