"""What the page gets before its first script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from aitdesk.server import adkit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MISSING_SCRIPTS: Final = (
    "the native shell's own scripts are not built: run ./scripts/setup in the checkout of aitdesk"
)

_SCRIPTS: Final = ("bridge.js", "pace.js", "emitters.js", "ads.js", "media.js")
_EVERY_FRAME: Final = (
    "ask.js",
    "dialogs.js",
    "windows.js",
    "clipboard.js",
    "position.js",
    "files.js",
)
_OWN_WORLD: Final = ("blocks.js", "sheet.js", "stage.js", "relay.js")
_CSS_SPACE: Final = re.compile(r"\s*([{};,])\s*")
_FOLDER: Final = files("aitdesk").joinpath("engine/page")


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


def own_world(*, transport: str) -> str:
    """Return the script of a world beside the page's, which begins before the page's own.

    It has the way to the host and draws the sheets. `transport` is the library that talks to the
    host.
    """
    css = _CSS_SPACE.sub(r"\1", _FOLDER.joinpath("sheet.css").read_text("utf-8"))
    begin = f"relay(QWebChannel, {json.dumps(css)});"
    return "\n".join(("(() => {", transport, *_parts(_OWN_WORLD), begin, "})();"))


def document_start(
    *, setup: Sequence[str], elsewhere: Sequence[str], origins: Iterable[str], before: str | None
) -> str:
    """Return the one script that runs in the page before anything of a document.

    `setup` are texts as the wire makes them, applied at once (the constants) in documents of the
    `origins`, and `elsewhere` those for all others: which it is the script decides before it leaves
    anything behind, and no function that a page can get hold of has the texts. `before` is what the
    native shell runs in the same turn, whose failure must not take the bridge away. Banners come
    last: it makes the object that has them.
    """
    ads = adkit.function()
    own, others = (json.dumps(list(texts)) for texts in (setup, elsewhere))
    texts = f"{json.dumps(sorted(origins))}.includes(location.origin) ? {own} : {others}"
    begin = f"return start({texts}, {ads});"
    parts = (adkit.builtins(), *_parts(_SCRIPTS))
    first = "\n".join(("(() => {", *parts, begin, "})()"))
    # No eval: the page's content-security policy would forbid it.
    between = (
        f"try {{ (() => {{\n{before}\n}})(); }} catch (error) {{ console.error(error); }}\n"
        if before is not None
        else ""
    )
    return f"((finish) => {{\n{between}finish();\n}})({first});"


def every_frame() -> str:
    """Return the script that leads what a web page asks of a person to the phone, in any frame."""
    begin = "setDialogs(); setWindows(); setRewriting(); setClipboard(); setPosition(); setFiles();"
    return "\n".join(("(() => {", *_parts(_EVERY_FRAME), begin, "})();"))


def online_script(*, is_online: bool) -> str:
    """Return the script that tells a document whether the phone has a network.

    No document needs it until the phone has been without one.
    """
    text = _FOLDER.joinpath("offline.js").read_text("utf-8")
    return f"(() => {{\n{text}\nsetOnline({json.dumps(is_online)});\n}})();"


def _parts(names: Sequence[str]) -> list[str]:
    return [_FOLDER.joinpath(name).read_text("utf-8") for name in names]
