"""Which of a profile's requests go out at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile

_QTS_OWN: Final = "qrc"
ASK_SCHEME: Final = "aitdesk-ask"
"""What a page asks the phone itself (ask_scheme.py); it needs no network."""


class RequestFilter(QWebEngineUrlRequestInterceptor):
    """Keeps Qt's own resources from the page, and everything while there is no network."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.is_online = True
        profile.setUrlRequestInterceptor(self)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # Qt's name
        """Block what does not go out."""
        scheme = info.requestUrl().scheme()
        is_cut_off = not self.is_online and scheme != ASK_SCHEME
        if is_cut_off or scheme == _QTS_OWN:
            info.block(True)  # noqa: FBT003  # Qt's signature
