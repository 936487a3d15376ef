"""The page without a network: its requests fail, and it is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWebEngineCore import (
    QWebEngineFrame,
    QWebEngineScript,
)

from aitdesk.engine import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.engine.qt.page import WebPage

_NAME = "aitdesk-offline"


class Offline:
    """Fails every request of the page while it is on, as a phone without a network does."""

    def __init__(self, page: WebPage) -> None:
        self._page = page

    def set_online(self, *, is_online: bool) -> None:
        """Let requests through or not, and tell every document, now and to come."""
        self._page.requests.is_online = is_online
        scripts = self._page.profile().scripts()
        for old in scripts.find(_NAME):
            scripts.remove(old)
        text = page.online_script(is_online=is_online)
        if not is_online:
            scripts.insert(_script(text))
        for frame in _frames(self._page.mainFrame()):
            frame.runJavaScript(text, QWebEngineScript.ScriptWorldId.MainWorld.value)


def _frames(frame: QWebEngineFrame) -> Iterator[QWebEngineFrame]:
    yield frame
    for child in frame.children():
        yield from _frames(child)


def _script(text: str) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(_NAME)
    script.setSourceCode(text)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    script.setRunsOnSubFrames(True)
    return script
