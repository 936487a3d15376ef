"""What the page gets before its first script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING_SCRIPTS: Final = (
    "the native shell's own scripts are not built: run ./scripts/setup in the checkout of aitdesk"
)

_FOLDER: Final = files("aitdesk").joinpath("bridge")


@dataclass(frozen=True, slots=True)
class UserScripts:
    """What the native shell itself runs around document load (@apps-in-toss/user-scripts)."""

    before: str
    after: str


def user_scripts() -> UserScripts | None:
    """Return the scripts that scripts/setup took from the npm package, None when it has not."""
    folder = _FOLDER.joinpath("user_scripts")
    try:
        before, after = (
            folder.joinpath(name).read_text("utf-8") for name in ("before.js", "after.js")
        )
    except FileNotFoundError:
        return None
    return UserScripts(before, after)


def document_start(*, setup: Sequence[str], transport: str, before: str | None) -> str:
    """Return the one script that runs before anything of a document.

    `setup` are texts as the wire makes them, applied at once (the constants); `transport` is the
    library that talks to the host; `before` is what the native shell runs in the same turn, whose
    failure must not take the bridge away.
    """
    bridge = _FOLDER.joinpath("bridge.js").read_text("utf-8")
    script = (
        f"(() => {{\n{transport}\n{bridge}\nstart({json.dumps(list(setup))}, QWebChannel);\n}})();"
    )
    if before is None:
        return script
    # No eval: the page's content-security policy would forbid it.
    return (
        f"{script}\ntry {{ (() => {{\n{before}\n}})(); }} catch (error) {{ console.error(error); }}"
    )
