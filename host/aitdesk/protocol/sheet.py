"""Questions on their way to the page that draws them, and answers on their way back.

Both are ours alone: no SDK sees them, and no script of the page. page/relay.js takes
`{"sheet": {...}}` and `{"unsheet": id}`, and answers with `{"id", "choice", "values"}`, or with
`{"id", "hindered"}` where it gives up drawing the sheet.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from aitdesk.errors import WireError

if TYPE_CHECKING:
    from aitdesk.value import Json


class Answered(msgspec.Struct, frozen=True):
    """What a person did with a sheet."""

    id: str
    choice: str
    values: dict[str, Any] = msgspec.field(default_factory=dict)


class Hindered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page does with a sheet again and again, so that no person could answer it."""

    id: str
    hindered: Literal["removed", "covered"]


def drawn(
    prompt_id: str, sheet: msgspec.Struct, *, platform: str, language: str, color: str
) -> str:
    """Return the text that draws a sheet; `color` is the mini-app's, #RRGGBB."""
    shown = {
        "id": prompt_id,
        "platform": platform,
        "language": language,
        "color": color,
        **cast("dict[str, Json]", msgspec.to_builtins(sheet)),
    }
    return _dump({"sheet": shown})


def withdrawn(prompt_id: str) -> str:
    """Return the text that takes a sheet away."""
    return _dump({"unsheet": prompt_id})


def decode(text: str) -> Answered | Hindered:
    """Return what the text says of a sheet. Raises WireError for anything else."""
    try:
        if "hindered" in msgspec.json.decode(text, type=dict[str, Any]):
            return msgspec.json.decode(text, type=Hindered)
        return msgspec.json.decode(text, type=Answered)
    except (msgspec.DecodeError, UnicodeEncodeError) as problem:
        raise WireError(f"not an answer: {problem}") from None


def _dump(text: Json) -> str:
    # All but ASCII escaped, for the same reason as in the granite wire.
    return json.dumps(text, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
