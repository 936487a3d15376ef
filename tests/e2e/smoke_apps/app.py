"""A small mini-app that a test writes, and what `aitdesk smoke` must say of it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST: Final = ("first-start",)
SECOND: Final = ("second-start",)
DENIED: Final = ("denied",)
NO_KEY: Final = ("no-anonymous-key",)
KEY_ERROR: Final = ("anonymous-key-error",)
OLD: Final = ("old-toss",)
OTHER: Final = ("other-platform",)
EVERY: Final = (*FIRST, *SECOND, *DENIED, *NO_KEY, *KEY_ERROR, *OLD, *OTHER)

_BUILT: Final = Path(__file__).parents[3] / "webapp"
_SDK_SCRIPT: Final = re.compile(r"<script type=\"module\"[^>]*></script>")


class Sdk(StrEnum):
    """The built page whose script puts an SDK on `window.sdk`."""

    NONE = ""
    LINE_2 = "sdk-page"  # web-framework 2.10.8 itself
    LINE_3 = "standin-3x"


@dataclass(frozen=True, slots=True)
class Says:
    """One kind of failure: a piece of its reason, in which states it shows, and at which step.

    The step is that of the first state; the others are loaded only, unless `--matrix full`.
    """

    kind: str
    text: str
    states: tuple[str, ...] = EVERY
    step: str = "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A mini-app of a few lines. A healthy one `says` nothing."""

    name: str
    says: tuple[Says, ...] = ()
    body: str = "<main><h1>오늘의 가게</h1><p>사과 1,000원</p></main>"
    script: str = ""
    head: str = ""
    sdk: Sdk = Sdk.NONE
    files: Mapping[str, str] = field(default_factory=dict)
    config: str = ""
    """What its aitdesk.toml says."""

    def write(self, folder: Path) -> Path:
        """Write it into a folder of its name inside of this one, and return that."""
        own = folder / self.name
        sdk_script = ""
        if self.sdk is Sdk.NONE:
            own.mkdir(parents=True)
        else:
            built = _BUILT / self.sdk / "dist"
            found = _SDK_SCRIPT.search((built / "index.html").read_text("utf-8"))
            assert found is not None, f"{built} has no script"
            sdk_script = found[0]
            shutil.copytree(built / "assets", own / "assets")
        own_script = '<script type="module" src="/app.js"></script>' if self.script else ""
        page = _PAGE.format(
            name=self.name, head=self.head, scripts=f"{sdk_script}{own_script}", body=self.body
        )
        texts = {"index.html": page, "app.js": self.script, "aitdesk.toml": self.config}
        for path, text in {**texts, **self.files}.items():
            if text:
                (own / path).parent.mkdir(parents=True, exist_ok=True)
                (own / path).write_text(text, "utf-8")
        return own


_PAGE: Final = """<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{name}</title>
    <link rel="icon" href="data:," />
    {head}
    {scripts}
  </head>
  <body>{body}</body>
</html>
"""
