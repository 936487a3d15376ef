"""Which of a profile's requests go out at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile

_QTS_OWN: Final = "qrc"


class RequestFilter(QWebEngineUrlRequestInterceptor):
    """Keeps Qt's own resources from the page, and everything while there is no network."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.is_online = True
        profile.setUrlRequestInterceptor(self)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # Qt's name
        """Block what does not go out."""
        if not self.is_online or info.requestUrl().scheme() == _QTS_OWN:
            info.block(True)  # noqa: FBT003  # Qt's signature
