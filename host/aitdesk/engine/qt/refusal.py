"""What a page may ask its engine for beyond the page: all of it is refused, and told.

The phone has permissions of its own (`phone/permissions.py`), which do not reach the web view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWebEngineCore import QWebEnginePage, QWebEnginePermission

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineCore import (
        QWebEngineClientCertificateSelection,
        QWebEngineDesktopMediaRequest,
        QWebEngineFileSystemAccessRequest,
        QWebEngineRegisterProtocolHandlerRequest,
        QWebEngineWebAuthUxRequest,
    )

_Type = QWebEnginePermission.PermissionType
PERMISSIONS: Final = {
    _Type.Unsupported: "something that this engine does not know",
    _Type.MediaAudioCapture: "the microphone",
    _Type.MediaVideoCapture: "the camera",
    _Type.MediaAudioVideoCapture: "camera and microphone",
    _Type.DesktopVideoCapture: "a picture of the screen",
    _Type.DesktopAudioVideoCapture: "picture and sound of the screen",
    _Type.MouseLock: "the pointer, to hold it",
    _Type.Notifications: "notifications",
    _Type.Geolocation: "the location",
    _Type.ClipboardReadWrite: "the clipboard",
    _Type.LocalFontsAccess: "the list of fonts",
}
"""Every permission of QtWebEngine 6.11, as the developer is told of it."""


class Refusal:
    """Refuses whatever a page asks for; `told` gets what it was. Called on the GUI thread."""

    def __init__(self, page: QWebEnginePage, told: Callable[[str], object]) -> None:
        self._told = told
        page.permissionRequested.connect(self._deny)
        page.desktopMediaRequested.connect(self._keep_screen)
        page.fileSystemAccessRequested.connect(self._keep_files)
        page.registerProtocolHandlerRequested.connect(self._keep_links)
        page.selectClientCertificate.connect(self._keep_certificates)
        page.webAuthUxRequested.connect(self._keep_passkeys)

    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        self._told(PERMISSIONS[permission.permissionType()])

    def _keep_screen(self, request: QWebEngineDesktopMediaRequest) -> None:
        request.cancel()
        self._told("the screen")

    def _keep_files(self, request: QWebEngineFileSystemAccessRequest) -> None:
        request.reject()
        self._told("files of this machine")

    def _keep_links(self, request: QWebEngineRegisterProtocolHandlerRequest) -> None:
        request.reject()
        self._told(f"every {request.scheme()}: link")

    def _keep_certificates(self, selection: QWebEngineClientCertificateSelection) -> None:
        selection.selectNone()
        self._told("a certificate of this machine")

    def _keep_passkeys(self, request: QWebEngineWebAuthUxRequest) -> None:
        request.cancel()
        self._told("a passkey")
