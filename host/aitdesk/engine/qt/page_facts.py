"""What a page shows, asked from a world of the host's own: the page's scripts never notice."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWebEngineCore import QWebEngineScript

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPixmap
    from PySide6.QtWebEngineCore import QWebEnginePage

_BYTES = 4


def ask(page: QWebEnginePage, told: Callable[[str], object]) -> None:
    """Ask the page; `told` gets a JSON object, or nothing as long as a script of it runs."""
    script = files("aitdesk").joinpath("engine/qt/facts.js").read_text("utf-8")
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
    whole = f"(() => {{\n{script}\nreturn report();\n}})()"
    page.runJavaScript(whole, world, lambda text: told(text or "{}"))


def is_plain(picture: QPixmap) -> bool:
    """Return whether every pixel has the same colour."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    if image.size() == QSize(0, 0):
        return True
    # Lines of this format have no gap between them.
    pixels = bytes(image.constBits())
    return pixels == pixels[:_BYTES] * (len(pixels) // _BYTES)
