"""The page without a network: its requests fail, and it is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWebEngineCore import (
    QWebEngineFrame,
    QWebEngineScript,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from aitdesk.engine import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWebEngineCore import QWebEnginePage

_NAME = "aitdesk-offline"


class Offline(QWebEngineUrlRequestInterceptor):
    """Fails every request of the page while it is on, as a phone without a network does.

    Made once it is needed: Python is asked about every request from then on.
    """

    def __init__(self, page: QWebEnginePage) -> None:
        super().__init__(page)
        self._page = page
        self._is_on = False
        page.profile().setUrlRequestInterceptor(self)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # Qt's name
        """Block the request."""
        if self._is_on:
            info.block(True)  # noqa: FBT003  # Qt's signature

    def set_online(self, *, is_online: bool) -> None:
        """Let requests through or not, and tell every document, now and to come."""
        self._is_on = not is_online
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
