"""The window on Qt: the bar above the view, and everything the host does to them."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPixmap,
    QShortcut,
)
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

from aitdesk.chrome.qt_bar import NavBar
from aitdesk.chrome.qt_page import Page, Teller, make_profile
from aitdesk.chrome.qt_style import GREY, MENU_STYLE, PILL, QUESTION_STYLE, bar_font

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from PySide6.QtWebEngineWidgets import QWebEngineView

    from aitdesk.chrome import Look
    from aitdesk.chrome.qt_offline import Offline
    from aitdesk.shell.accessory import Button
    from aitdesk.shell.device import Extent
    from aitdesk.shell.link import Link

_T = TypeVar("_T")


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
        self._profile = make_profile(look, self)
        self.view = view
        self.page = Page(self._profile, self, tell=self.tell, is_attended=look.is_attended)
        view.setPage(self.page)
        self.devtools_id = self.page.devToolsId()
        self.gone: Future[None] = Future()
        """Done once web storage is let go, of a window that was ended."""

        self._offline: Offline | None = None
        self._bar = self._furnish(NavBar(look))
        self.page.loadFinished.connect(self._watch_swipes, Qt.ConnectionType.SingleShotConnection)
        view.setFocus()

    def load(self, url: str) -> None:
        """Open a page."""
        self._wanted.emit(lambda: self.page.load(QUrl(url)))

    def history_back(self) -> None:
        """Go back inside the page, the way the native shell does it (native host 2.10.8)."""
        self._wanted.emit(lambda: self.page.runJavaScript("window.history.back();"))

    def reload(self) -> None:
        """Load the page again."""
        self._wanted.emit(self.view.reload)

    def set_visible(self, *, is_visible: bool) -> None:
        """Let the page be in the background, or bring it back."""
        self._wanted.emit(lambda: self.page.setVisible(is_visible))

    def offer(self, link: Link) -> None:
        """Ask whether to open the link on this desktop."""
        if self._look.is_attended:
            self._wanted.emit(lambda: self._ask_to_open(link))

    def turn(self, extent: Extent) -> None:
        """Take the size of a screen that is held the other way."""
        self._wanted.emit(lambda: self._turn(extent))

    def set_online(self, *, is_online: bool) -> None:
        """Let the page's requests through, or fail them all."""
        self._wanted.emit(lambda: self._set_online(is_online=is_online))

    def show_chips(self, chips: list[str]) -> None:
        """Show short texts in the status row."""
        self._wanted.emit(lambda: self._bar.status.set_chips(chips))

    def flash(self, text: str) -> None:
        """Show a short text in the status row for a moment."""
        self._wanted.emit(lambda: self._bar.status.flash(text))

    def show_accessory(self, button: Button | None) -> None:
        """Show the mini-app's own button, or none."""
        self._wanted.emit(lambda: self._bar.set_accessory(button))

    async def clipboard_text(self) -> str:
        """Return the text of the desktop's clipboard, "" when it holds none."""
        found: asyncio.Future[str] = self.tell.loop.create_future()

        def look() -> None:
            text = QGuiApplication.clipboard().text()
            # The call that wanted it may be gone, with its page.
            self.tell(lambda _: None if found.done() else found.set_result(text))

        self._wanted.emit(look)
        return await found

    async def set_clipboard_text(self, text: str) -> None:
        """Replace what the desktop's clipboard holds."""
        self._wanted.emit(lambda: QGuiApplication.clipboard().setText(text))

    async def screenshot(self, *, is_secure: bool) -> bytes:
        """Return a PNG of bar and page; where `is_secure`, the page is blank."""
        picture: asyncio.Future[bytes] = self.tell.loop.create_future()

        def take() -> None:
            grabbed = self._window.grab()
            if is_secure:
                cover(grabbed, self.view.geometry())
            png = _png(grabbed)
            self.tell(lambda _: picture.set_result(png))

        self._wanted.emit(take)
        return await picture

    async def facts(self) -> str:
        """Return what the page shows, as a JSON object; waits as long as a script of it runs."""
        from aitdesk.chrome.qt_facts import ask  # only a test wants to know

        return await self._told(lambda told: ask(self.page, told))

    async def local_storage(self, origin: str | None) -> str:
        """Return localStorage of an origin as JSON, None for the page's own; "" for none."""
        from aitdesk.chrome import qt_storage  # only a mini-app that has moved wants to know

        if origin is None:
            return await self._told(lambda told: qt_storage.ask(self.page, told))
        return await self._told(lambda told: qt_storage.ask_elsewhere(self.page, origin, told))

    async def is_plain(self) -> bool:
        """Return whether the page, without its bar, is of one colour."""
        from aitdesk.chrome.qt_facts import is_plain  # as in facts

        return await self._told(lambda told: told(is_plain(self.view.grab())))

    def close(self) -> None:
        """Close the window, after whatever the GUI thread is doing now."""
        with suppress(RuntimeError):  # it is gone already, and Qt's end of this with it
            self._wanted.emit(self._window.close)

    def end(self) -> None:
        """Let go of page and profile, in the order that Qt wants; on the GUI thread."""
        # Not a method: this is gone before its profile is, and its connections with it.
        self._profile.destroyed.connect(partial(_let_go, self.gone))
        # A profile that goes before its page leaves the page without its storage (Qt's docs).
        self.page.destroyed.connect(self._profile.deleteLater)
        # Never without a parent: Python would own it, and delete it on whichever thread lets go of
        # this last, which takes the process along (SIGTRAP, measured).
        self._profile.setParent(QGuiApplication.instance())
        self.page.deleteLater()

    async def _told(self, ask: Callable[[Callable[[_T], object]], object]) -> _T:
        """Let the GUI thread ask, and return what it is told."""
        answer: asyncio.Future[_T] = self.tell.loop.create_future()

        def told(value: _T) -> None:
            # Whoever wanted to know may be gone.
            self.tell(lambda _: None if answer.done() else answer.set_result(value))

        self._wanted.emit(lambda: ask(told))
        return await answer

    def _do(self, wanted: Callable[[], object]) -> None:
        wanted()

    def _furnish(self, bar: NavBar) -> NavBar:
        bar.back.clicked.connect(self._press_back)
        bar.menu.close_.clicked.connect(lambda: self.tell(lambda witness: witness.pressed_close()))
        bar.brand.clicked.connect(lambda: self.tell(lambda witness: witness.pressed_home()))
        bar.accessory.clicked.connect(
            lambda: self.tell(lambda witness: witness.pressed_accessory())
        )
        bar.menu.more.clicked.connect(self._show_more)
        if self._look.bar.transparent_background:
            bar.float_over(self._window)
            bar.setFixedWidth(self._look.width_px)
        else:
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

    def _watch_swipes(self) -> None:
        from aitdesk.chrome.qt_gesture import EdgeSwipe  # a start has no time for it

        self._swipe = EdgeSwipe(
            self.view, told=lambda: self.tell(lambda witness: witness.swiped_back())
        )

    def _turn(self, extent: Extent) -> None:
        self._bar.set_insets(extent.insets)
        if self._look.bar.transparent_background:
            self._bar.setFixedWidth(extent.width_px)
        self._window.setFixedSize(extent.width_px, extent.height_px)

    def _set_online(self, *, is_online: bool) -> None:
        if self._offline is None and not is_online:
            from aitdesk.chrome.qt_offline import Offline  # most runs stay online

            self._offline = Offline(self.page)
        if self._offline is not None:
            self._offline.set_online(is_online=is_online)

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
        corner = self._bar.menu.close_.mapToGlobal(self._bar.menu.close_.rect().bottomRight())
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


def _let_go(gone: Future[None]) -> None:
    if not gone.done():
        gone.set_result(None)


def cover(picture: QPixmap, page: QRect) -> None:
    """Blank the page in a picture of the window."""
    painter = QPainter(picture)
    painter.fillRect(page, PILL)
    painter.setPen(GREY)
    painter.setFont(bar_font(14, QFont.Weight.Medium))
    text = "화면 캡처가 막혀 있어요\nThe screen is secure"
    painter.drawText(page, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()


def _png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())
