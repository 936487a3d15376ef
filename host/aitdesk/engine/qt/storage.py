"""What the engine keeps for an origin, whichever page is shown: read through a document there.

The document is empty and comes from no server, so nothing of the mini-app runs in it, not even a
service worker of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

if TYPE_CHECKING:
    from collections.abc import Callable

_EMPTY: Final = "<!doctype html><title>empty</title>"
# Not Object.entries: a key such as "length" would hide what has that name.
_READ: Final = """(() => {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    return JSON.stringify(Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)])));
  } catch {
    return "";
  }
})()"""


class Elsewhere(QWebEnginePage):
    """A page that nobody sees, and that writes to no console."""

    def javaScriptConsoleMessage(self, *_: object) -> None:  # Qt's name
        """Say nothing: what the host puts into every page finds no channel here."""


def ask(page: QWebEnginePage, told: Callable[[str], object]) -> None:
    """Tell localStorage of the page's own origin as a JSON object, "" where it has none."""
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
    page.runJavaScript(_READ, world, lambda text: told(text or ""))


def ask_elsewhere(beside: QWebEnginePage, origin: str, told: Callable[[str], object]) -> None:
    """Tell that of another origin with the same profile; what is asked ends with that page."""
    page = Elsewhere(beside.profile(), beside)

    def answer(text: str) -> None:
        page.deleteLater()
        told(text)

    page.loadFinished.connect(lambda ok: ask(page, answer) if ok else answer(""))
    page.setHtml(_EMPTY, QUrl(f"{origin}/"))
