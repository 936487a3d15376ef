"""What is in a window: the bar above the view, and everything the host does to them."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, QRect, Qt, QUrl
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
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QMessageBox

from aitdesk.engine.qt.ask_scheme import AskScheme
from aitdesk.engine.qt.nav_bar import NavBar
from aitdesk.engine.qt.page import LoopNotifier, WebPage, make_profile
from aitdesk.engine.qt.style import GREY, MENU_STYLE, PILL, QUESTION_STYLE, bar_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineWidgets import QWebEngineView

    from aitdesk.engine.qt.alert_card import AlertCard
    from aitdesk.engine.qt.mailbox import Lifetime
    from aitdesk.engine.qt.offline import Offline
    from aitdesk.engine.web_listener import Dialog
    from aitdesk.engine.window import Look, WindowListener
    from aitdesk.phone.device import Extent
    from aitdesk.phone.link import Link


class Controls:
    """Bar, view, page and profile of one window: the GUI thread's alone."""

    def __init__(
        self, window: QMainWindow, view: QWebEngineView, look: Look, *, lifetime: Lifetime
    ) -> None:
        self._window = window
        self._look = look
        self._lifetime = lifetime
        self.tell = LoopNotifier(lifetime)
        # A wrapper of Qt's own object would stay with the application for ever, of one made here
        # nothing does (Shiboken 6.11): so the profile has a parent of its own.
        self._keeper = QObject(window)
        self._profile = make_profile(look, self._keeper)
        self.questions = AskScheme(self._profile, self._keeper, tell=self.tell)
        self._cards: dict[str, AlertCard] = {}
        self.view = view
        self.page = WebPage(self._profile, window, tell=self.tell)
        view.setPage(self.page)
        self._offline: Offline | None = None
        self.bar = self._furnish(NavBar(look))
        self.page.loadFinished.connect(self._watch_swipes, Qt.ConnectionType.SingleShotConnection)
        view.setFocus()

    def tell_to(self, listener: WindowListener) -> None:
        """Tell this one what happens."""
        self.tell.listener = listener

    def devtools_id(self) -> str:
        """Return the page's id in Chromium's DevTools protocol.

        Only once the window shows: before, asking starts a page that has no size yet (measured).
        """
        return self.page.devToolsId()

    def load(self, url: str) -> None:
        """Open a page."""
        self.questions.dismiss()
        self.page.load(QUrl(url))

    def reload(self) -> None:
        """Load the page again."""
        self.questions.dismiss()
        self.view.reload()

    def history_back(self) -> None:
        """Go back inside the page, the way the native shell does it (native host 2.10.8)."""
        self.questions.dismiss()
        self.page.runJavaScript("window.history.back();")

    def set_visible(self, *, is_visible: bool) -> None:
        """Let the page be in the background, unheard, or bring it back with its focus."""
        self.page.setVisible(is_visible)
        self.page.setAudioMuted(not is_visible)
        if is_visible:
            # Qt believes that it never went, the page does not.
            self.view.clearFocus()
            self.view.setFocus()

    def offer(self, link: Link) -> None:
        """Ask whether to open the link on this desktop."""
        if self._look.is_attended:
            self._ask_to_open(link)

    def show_dialog(self, dialog: Dialog) -> None:
        """Draw a dialog of the web view's over the page."""
        from aitdesk.engine.qt.alert_card import AlertCard  # most pages have none

        self.hide_dialog(dialog.id)

        def told(choice: str, field: str | None) -> None:
            self.tell(lambda listener: listener.web.took(dialog.id, choice, field))

        self._cards[dialog.id] = AlertCard(self.view, dialog, told)

    def hide_dialog(self, dialog_id: str) -> None:
        """Take it away."""
        if (card := self._cards.pop(dialog_id, None)) is not None:
            card.hide()
            card.deleteLater()
            self.view.setFocus()

    def turn(self, extent: Extent) -> None:
        """Take the size of a screen that is held the other way."""
        self.bar.set_insets(extent.insets)
        if self._look.bar.transparent_background:
            self.bar.setFixedWidth(extent.width_px)
        self._window.setFixedSize(extent.width_px, extent.height_px)

    def set_online(self, *, is_online: bool) -> None:
        """Let the page's requests through, or fail them all."""
        if self._offline is None and not is_online:
            from aitdesk.engine.qt.offline import Offline  # most runs stay online

            self._offline = Offline(self.page)
        if self._offline is not None:
            self._offline.set_online(is_online=is_online)

    def clipboard_text(self) -> str:
        """Return the text of the desktop's clipboard."""
        return QGuiApplication.clipboard().text()

    def set_clipboard_text(self, text: str) -> None:
        """Replace what the desktop's clipboard holds."""
        QGuiApplication.clipboard().setText(text)

    def screenshot(self, *, is_secure: bool) -> bytes:
        """Return a PNG of bar and page; where `is_secure`, the page is blank."""
        grabbed = self._window.grab()
        if is_secure:
            cover(grabbed, self.view.geometry())
        return _png(grabbed)

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def let_go(self, gone: Callable[[], object]) -> None:
        """Let go of dialogs, page and profile, in the order that Qt wants; then tell."""
        self.questions.dismiss()
        for card in list(self._cards):
            self.hide_dialog(card)
        for dialog in self._window.findChildren(QDialog):
            dialog.reject()
        # Not a method: Qt holds no receiver of that kind.
        self._profile.destroyed.connect(partial(_forget, self, gone))
        # A profile that goes before its page leaves the page without its storage (Qt's docs).
        self.page.destroyed.connect(self._keeper.deleteLater)
        # Never without a parent: Python would own it, and delete it on whichever thread lets go of
        # this last, which takes the process along (SIGTRAP, measured).
        self._keeper.setParent(QGuiApplication.instance())
        self.page.deleteLater()

    def _furnish(self, bar: NavBar) -> NavBar:
        bar.back.clicked.connect(self._press_back)
        bar.menu.close_.clicked.connect(
            lambda: self.tell(lambda listener: listener.pressed_close())
        )
        bar.brand.clicked.connect(lambda: self.tell(lambda listener: listener.pressed_home()))
        bar.accessory.clicked.connect(
            lambda: self.tell(lambda listener: listener.pressed_accessory())
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
        home.activated.connect(lambda: self.tell(lambda listener: listener.pressed_home()))
        if self._look.icon:
            self._network = QNetworkAccessManager(self._window)
            reply = self._network.get(QNetworkRequest(QUrl(self._look.icon)))
            reply.finished.connect(lambda: self._decorate(bytes(reply.readAll().data())))
        return bar

    def _watch_swipes(self) -> None:
        from aitdesk.engine.qt.gesture import EdgeSwipe  # a start has no time for it

        self._swipe = EdgeSwipe(
            self.view, told=lambda: self.tell(lambda listener: listener.swiped_back())
        )

    def _press_back(self) -> None:
        self.tell(lambda listener: listener.pressed_back())

    def _decorate(self, picture: bytes) -> None:
        icon = QPixmap()
        if icon.loadFromData(picture):
            self.bar.set_icon(icon)

    def _show_more(self) -> None:
        menu = QMenu(self._window)
        menu.setStyleSheet(MENU_STYLE)
        menu.setFont(bar_font(14, QFont.Weight.Medium))
        menu.addAction("새로고침 · Reload").triggered.connect(self.reload)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.bar.menu.close_.mapToGlobal(self.bar.menu.close_.rect().bottomRight())
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


def _forget(controls: Controls, gone: Callable[[], object]) -> None:
    # Or the collector would let go of Qt's objects, on whichever thread it runs.
    vars(controls).clear()
    gone()


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
