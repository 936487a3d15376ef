"""What a page asks past the SDK, as page/ask.js sends it: untrusted, and read in one place."""

from __future__ import annotations

from typing import Literal

import msgspec

from aitdesk.errors import WireError


class WebQuestion(msgspec.Struct, frozen=True):
    """One question. What is of no use to what it `asks` is left out."""

    asks: Literal["alert", "confirm", "prompt", "rewrite", "copy", "position", "files"]
    text: str = ""
    preset: str = ""
    is_high: bool = False
    since: int = 0
    accept: str = ""
    is_multiple: bool = False
    capture: str | None = None


def decode(text: str) -> WebQuestion:
    """Return what is asked. Raises WireError for anything else."""
    try:
        return msgspec.json.decode(text.encode(errors="replace"), type=WebQuestion)
    except msgspec.DecodeError as problem:
        raise WireError(f"not a question: {problem}") from None
