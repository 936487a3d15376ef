"""The window on Qt: the bar, the view, and the page with the phone's own rules of navigation."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFont, QKeySequence, QPixmap, QShortcut
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest
from PySide6.QtWebEngineCore import (
    QWebEngineNavigationRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineProfileBuilder,
    QWebEngineSettings,
)
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

from aitdesk.chrome.qt_bar import MENU_STYLE, QUESTION_STYLE, NavBar, bar_font
from aitdesk.shell.link import leaves_page

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from PySide6.QtWebEngineWidgets import QWebEngineView

    from aitdesk.chrome import Look, Witness
    from aitdesk.shell.link import Link

_LEVELS = {
    QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel: "info",
    QWebEnginePage.JavaScriptConsoleMessageLevel.WarningMessageLevel: "warning",
    QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel: "error",
}


class Page(QWebEnginePage):
    """A page that tells what happens to it, and opens nothing but web pages."""

    def __init__(
        self, profile: QWebEngineProfile, parent: QObject, *, tell: Teller, is_attended: bool
    ) -> None:
        super().__init__(profile, parent)
        self._tell = tell
        self._is_attended = is_attended
        self.urlChanged.connect(self._visited)
        self.loadFinished.connect(lambda ok: tell(lambda witness: witness.loaded(is_ok=ok)))
        self.navigationRequested.connect(self._filter)
        self.newWindowRequested.connect(self._keep_here)
        self.permissionRequested.connect(self._refuse)
        self.renderProcessTerminated.connect(self._crashed)

    def javaScriptConsoleMessage(  # Qt's name
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Pass the line on."""
        self._tell(
            lambda witness: witness.logged(_LEVELS[level], message, source=source, line=line)
        )

    def javaScriptAlert(self, origin: QUrl | str, text: str) -> None:  # Qt's name
        """Show it, or note it where nobody could answer."""
        if self._is_attended:
            super().javaScriptAlert(origin, text)
        else:
            self._dismissed("alert", text)

    def javaScriptConfirm(self, origin: QUrl | str, text: str) -> bool:  # Qt's name
        """Ask, or refuse where nobody could answer."""
        if self._is_attended:
            return super().javaScriptConfirm(origin, text)
        self._dismissed("confirm", text)
        return False

    def javaScriptPrompt(  # Qt's name
        self, origin: QUrl | str, text: str, preset: str
    ) -> tuple[bool, str]:
        """Ask, or cancel where nobody could answer."""
        if self._is_attended:
            return super().javaScriptPrompt(origin, text, preset)
        self._dismissed("prompt", text)
        return False, ""

    def _dismissed(self, kind: str, text: str) -> None:
        # Nobody is there: a modal dialog would hold the page, and the run, for ever.
        self._tell(lambda witness: witness.told(f"{kind}() was dismissed: {text}"))

    def _visited(self, url: QUrl) -> None:
        address, can_go_forward = url.toString(), self.history().canGoForward()
        self._tell(lambda witness: witness.visited(address, can_go_forward=can_go_forward))

    def _filter(self, request: QWebEngineNavigationRequest) -> None:
        url = request.url().toString()
        if request.isMainFrame() and leaves_page(url):
            request.reject()
            self._tell(lambda witness: witness.left(url))

    def _keep_here(self, request: QWebEngineNewWindowRequest) -> None:
        request.openIn(self)

    def _refuse(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        kind = permission.permissionType().name
        self._tell(lambda witness: witness.told(f"the web permission {kind} was refused"))

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self._tell(lambda witness: witness.crashed(f"{status.name}, exit code {code}"))
        QTimer.singleShot(0, partial(self.triggerAction, QWebEnginePage.WebAction.Reload))


class Teller:
    """Hands what the GUI thread saw to the witness, on the witness's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.witness: Witness | None = None

    def __call__(self, told: Callable[[Witness], object]) -> None:
        """Call `told` with the witness on the loop; without a loop or a witness, do nothing."""
        if self.witness is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(told, self.witness)


class QtChrome(QObject):
    """The window's controls. Every public method may be called on any thread."""

    _wanted = Signal(object)

    def __init__(
        self,
        window: QMainWindow,
        view: QWebEngineView,
        look: Look,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(window)
        self._wanted.connect(self._do)
        self._window = window
        self._look = look
        self.tell = Teller(loop)
        self._profile = _profile(look, self)
        self.view = view
        self.page = Page(self._profile, self, tell=self.tell, is_attended=look.is_attended)
        first = view.page()
        view.setPage(self.page)
        # pywebview's own is of no use any more; deleted before another has loaded, it takes the
        # process along (measured, QtWebEngine 6.11).
        self.page.loadFinished.connect(first.deleteLater, Qt.ConnectionType.SingleShotConnection)
        self._bar = self._furnish(NavBar(look))
        view.setFocus()

    def load(self, url: str) -> None:
        """Open a page."""
        self._wanted.emit(lambda: self.page.load(QUrl(url)))

    def history_back(self) -> None:
        """Go back inside the page, the way the native shell does it (native host 2.10.8)."""
        self._wanted.emit(lambda: self.page.runJavaScript("window.history.back();"))

    def offer(self, link: Link) -> None:
        """Ask whether to open the link on this desktop."""
        if self._look.is_attended:
            self._wanted.emit(lambda: self._ask_to_open(link))

    async def screenshot(self) -> bytes:
        """Return a PNG of bar and page."""
        picture: asyncio.Future[bytes] = self.tell.loop.create_future()

        def take() -> None:
            png = _png(self._window.grab())
            self.tell(lambda _: picture.set_result(png))

        self._wanted.emit(take)
        return await picture

    def close(self) -> None:
        """Close the window, after whatever the GUI thread is doing now."""
        self._wanted.emit(self._window.close)

    def _do(self, wanted: Callable[[], object]) -> None:
        wanted()

    def _furnish(self, bar: NavBar) -> NavBar:
        bar.back.clicked.connect(self._press_back)
        bar.close_.clicked.connect(self.close)
        bar.more.clicked.connect(self._show_more)
        self._window.setMenuWidget(bar)
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self._window)
        back.activated.connect(self._press_back)
        home = QShortcut(QKeySequence("Alt+Home"), self._window)
        home.activated.connect(lambda: self.tell(lambda witness: witness.pressed_home()))
        if self._look.icon:
            self._network = QNetworkAccessManager(self)
            reply = self._network.get(QNetworkRequest(QUrl(self._look.icon)))
            reply.finished.connect(lambda: self._decorate(bytes(reply.readAll().data())))
        return bar

    def _press_back(self) -> None:
        self.tell(lambda witness: witness.pressed_back())

    def _decorate(self, picture: bytes) -> None:
        icon = QPixmap()
        if icon.loadFromData(picture):
            self._bar.set_icon(icon)

    def _show_more(self) -> None:
        menu = QMenu(self._window)
        menu.setStyleSheet(MENU_STYLE)
        menu.setFont(bar_font(14, QFont.Weight.Medium))
        menu.addAction("새로고침 · Reload").triggered.connect(self.view.reload)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self._bar.close_.mapToGlobal(self._bar.close_.rect().bottomRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), -4))

    def _ask_to_open(self, link: Link) -> None:
        # A label breaks no line inside an address, and its host is at the front.
        question = QMessageBox(self._window)
        question.setStyleSheet(QUESTION_STYLE)
        question.setFont(bar_font(14, QFont.Weight.Normal))
        question.setText("이 링크를 브라우저에서 열까요?\nOpen this link on your desktop?")
        question.setInformativeText("\n".join(wrap(link.url, 40)[:4]))
        question.addButton("취소 · Cancel", QMessageBox.ButtonRole.RejectRole)
        question.addButton("열기 · Open", QMessageBox.ButtonRole.AcceptRole)
        question.accepted.connect(lambda: QDesktopServices.openUrl(QUrl(link.url)))
        question.finished.connect(question.deleteLater)
        question.open()


def _profile(look: Look, parent: QObject) -> QWebEngineProfile:
    # Built rather than set afterwards: a profile that is named makes a folder of Qt's choice.
    builder = QWebEngineProfileBuilder()
    builder.setPersistentStoragePath(str(look.web_storage))
    builder.setCachePath(str(look.web_storage / "cache"))
    builder.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
    profile = builder.createProfile(look.web_storage.name, parent)
    profile.setHttpUserAgent(look.user_agent)
    profile.setHttpAcceptLanguage(look.languages)
    settings = profile.settings()
    for attribute, is_on in (
        (QWebEngineSettings.WebAttribute.ShowScrollBars, False),
        (QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, True),
        (QWebEngineSettings.WebAttribute.FullScreenSupportEnabled, False),
        (QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls, False),
        (QWebEngineSettings.WebAttribute.PdfViewerEnabled, False),
    ):
        settings.setAttribute(attribute, is_on)
    return profile


def _png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())
