"""Fonts that come with aitdesk, so that Korean and emoji look alike on every machine.

Nothing is installed. On Linux the engine reads a configuration of fontconfig's that puts ours
before the machine's. Elsewhere the system has Korean and emoji itself, and its fonts are used.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).with_name("built")
"""The fonts, each with its licence; made by scripts/build_fonts.py."""

_VARIABLE: Final = "FONTCONFIG_FILE"
_TEMPLATE: Final = Path(__file__).with_name("fonts.conf")

STANDS_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "Pretendard Variable": (
        *("sans-serif", "system-ui", "ui-sans-serif", "-apple-system", "BlinkMacSystemFont"),
        *("Apple SD Gothic Neo", "SF Pro", "SF Pro Text", "SF Pro Display", "Helvetica Neue"),
        *("Pretendard", "Roboto", "arial", "helvetica", "tahoma", "verdana"),
    ),
    "Noto Serif": (
        *("serif", "ui-serif", "times", "times new roman", "palatino", "georgia", "baskerville"),
    ),
    "Roboto Mono": (
        *("monospace", "ui-monospace", "SF Mono", "SFMono-Regular", "Menlo", "monaco"),
        *("courier", "courier new"),
    ),
    "Twemoji Mozilla": ("emoji", "Apple Color Emoji", "Segoe UI Emoji"),
}
"""The names of a phone's own fonts, and the font of ours that is drawn for each.

Source: those in lower case are what Android draws with its one sans, serif or monospace font
(AOSP, data/fonts/fonts.xml); the others are iOS's own and the generic names of CSS.
"""


def are_built(folder: Path = FOLDER) -> bool:
    """Tell whether the fonts are there: a checkout has them once it was set up."""
    return next(folder.glob("*.ttf"), None) is not None


def written(home: Path, *, machine: str, folder: Path = FOLDER) -> Path:
    """Return the configuration in the data folder `home`, written where it differs.

    `machine` is the configuration that is included. Raises OSError.
    """
    file = home / "fonts" / "fonts.conf"
    text = _TEMPLATE.read_text("utf-8").format(
        cache=_escaped(str(file.with_name("cache"))),
        folder=_escaped(str(folder)),
        machine=_escaped(machine),
        aliases="\n".join(
            _alias(name, ours) for ours, names in STANDS_FOR.items() for name in names
        ),
    )
    with suppress(OSError, UnicodeDecodeError):
        if file.read_text("utf-8") == text:
            return file
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half_made = file.with_suffix(f".{os.getpid()}")  # another run may be reading it
    half_made.write_text(text, "utf-8")
    half_made.replace(file)
    return file


@contextmanager
def for_engine(home: Path, *, platform: str = sys.platform) -> Iterator[None]:
    """Let fontconfig, which reads its configuration once, begin with ours in this context.

    What is started later finds the environment as it was. Does nothing off Linux, in a checkout
    without fonts, and where `home` cannot be written: the machine's fonts are used then.
    """
    before = os.environ.get(_VARIABLE)
    # A path is looked up in fontconfig's own folder unless it is absolute.
    ours = _ours(home, machine=before or "fonts.conf") if platform == "linux" else None
    if ours is None:
        yield
        return
    os.environ[_VARIABLE] = str(ours)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_VARIABLE, None)
        else:
            os.environ[_VARIABLE] = before


def _ours(home: Path, *, machine: str) -> Path | None:
    with suppress(OSError):
        return written(home, machine=machine) if are_built() else None
    return None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _alias(name: str, ours: str) -> str:
    families = f"<family>{name}</family><prefer><family>{ours}</family></prefer>"
    return f'  <alias binding="strong">{families}</alias>'
