"""The page in the window, with the phone's own rules of navigation, and its profile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNavigationRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineProfileBuilder,
    QWebEngineSettings,
)

from aitdesk.engine.crowd import LOST, Crowd
from aitdesk.engine.qt.refusal import Refusal
from aitdesk.engine.qt.request_filter import ASK_SCHEME, RequestFilter
from aitdesk.phone.link import leaves_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aitdesk.engine.qt.mailbox import Lifetime
    from aitdesk.engine.window import Look, WindowListener

_LEVELS = {
    QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel: "info",
    QWebEnginePage.JavaScriptConsoleMessageLevel.WarningMessageLevel: "warning",
    QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel: "error",
}


# What a frame loads by itself; any other scheme would be opened on this desktop.
_IN_FRAMES = frozenset({"http", "https", "about", "blob", "data", "javascript", ASK_SCHEME})

# Qt's own words (6.11): a page's are never shown.
_UNLOADING = "Are you sure you want to leave this page?"


class WebPage(QWebEnginePage):
    """A page that tells what happens to it, and opens nothing but web pages."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject, *, tell: LoopNotifier) -> None:
        super().__init__(profile, parent)
        self._tell = tell
        self._has_loaded = self._is_left = False
        self.urlChanged.connect(self._visited)
        self.loadFinished.connect(self._finished)
        self.navigationRequested.connect(self._filter)
        self.newWindowRequested.connect(self._keep_here)
        profile.downloadRequested.connect(self._save_nothing)
        self.requests = RequestFilter(profile)
        self._refusal = Refusal(self, lambda what: tell(lambda listener: listener.refused(what)))
        self.renderProcessTerminated.connect(self._crashed)

    def javaScriptConsoleMessage(  # Qt's name
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Pass the line on."""
        self._tell.of_page(
            lambda listener: listener.logged(_LEVELS[level], message, source=source, line=line),
            characters=len(message),
        )

    def javaScriptAlert(self, origin: QUrl | str, text: str) -> None:  # Qt's name
        """Note it: it comes from a document that had no scripts of ours yet."""
        self._dismissed("alert", text)

    def javaScriptConfirm(self, origin: QUrl | str, text: str) -> bool:  # Qt's name
        """Refuse, as with an alert; a page that is left for `beforeunload` is left."""
        if text.startswith(_UNLOADING):
            self._tell.of_page(lambda listener: listener.web.left_unsaved(), characters=0)
            return True
        self._dismissed("confirm", text)
        return False

    def javaScriptPrompt(  # Qt's name
        self, origin: QUrl | str, text: str, preset: str
    ) -> tuple[bool, str]:
        """Cancel, as with an alert."""
        self._dismissed("prompt", text)
        return False, ""

    def chooseFiles(  # Qt's name
        self,
        mode: QWebEnginePage.FileSelectionMode,
        before: Sequence[str],
        types: Sequence[str],
    ) -> list[str]:
        """Choose nothing: the page asks the phone (page/files.js)."""
        self._tell(lambda listener: listener.web.wanted_files())
        return []

    def _dismissed(self, kind: str, text: str) -> None:
        # A dialog of Qt's own would hold every window of the process.
        self._tell.of_page(
            lambda listener: listener.told(f"{kind}() was dismissed: {text}"), characters=len(text)
        )

    def _visited(self, url: QUrl) -> None:
        address, can_go_forward = url.toString(), self.history().canGoForward()
        self._tell(lambda listener: listener.visited(address, can_go_forward=can_go_forward))

    def _finished(self, is_ok: bool) -> None:  # noqa: FBT001  # Qt's signal
        # A link that is handed out ends as a failed load, and the page is where it was.
        is_left, self._is_left = self._is_left, False
        if is_ok or not is_left:
            self._has_loaded = self._has_loaded or is_ok
            self._tell(lambda listener: listener.loaded(is_ok=is_ok))

    def _filter(self, request: QWebEngineNavigationRequest) -> None:
        url = request.url().toString()
        scheme = request.url().scheme()
        is_left = leaves_page(url) if request.isMainFrame() else scheme not in _IN_FRAMES
        if is_left:
            request.reject()
            self._is_left = self._has_loaded and request.isMainFrame()
            self._tell.of_page(lambda listener: listener.left(url), characters=len(url))

    def _keep_here(self, request: QWebEngineNewWindowRequest) -> None:
        # Never by openIn: the page would be another one for whoever looks at it over DevTools.
        url = request.requestedUrl().toString()
        self._tell.of_page(lambda listener: listener.web.wanted_window(url), characters=len(url))

    def _save_nothing(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        name = download.downloadFileName()
        self._tell.of_page(
            lambda listener: listener.web.wanted_download(name), characters=len(name)
        )

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self._tell(lambda listener: listener.crashed(f"{status.name}, exit code {code}"))
        QTimer.singleShot(0, partial(self.triggerAction, QWebEnginePage.WebAction.Reload))


class LoopNotifier:
    """Hands what the GUI thread saw to the listener, on the listener's loop."""

    def __init__(self, lifetime: Lifetime) -> None:
        self._lifetime = lifetime
        self.listener: WindowListener | None = None
        self._crowd = Crowd()

    def __call__(self, told: Callable[[WindowListener], object]) -> None:
        """Call `told` with the listener on the loop; once the window ends, do nothing."""
        if self.listener is not None:
            self._lifetime.tell(told, self.listener)

    def of_page(self, told: Callable[[WindowListener], object], *, characters: int) -> None:
        """Do the same with what a page can do any number of times; too much of it is lost."""

        def take(listener: WindowListener) -> None:
            self._crowd.leave(characters)
            told(listener)

        match self._crowd.enter(characters):
            case "in":
                self(take)
            case "first out":
                self(lambda listener: listener.overran(LOST))
            case "out":
                pass


def make_profile(look: Look, parent: QObject) -> QWebEngineProfile:
    """Return a profile of the mini-app's own, whose web storage lasts."""
    # Built rather than set afterwards: a profile that is named makes a folder of Qt's choice.
    builder = QWebEngineProfileBuilder()
    builder.setPersistentStoragePath(str(look.web_storage))
    builder.setCachePath(str(look.web_storage / "cache"))
    builder.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
    profile = builder.createProfile(look.web_storage.name, parent)
    profile.setHttpUserAgent(look.user_agent)
    profile.setHttpAcceptLanguage(look.languages)
    # An answer that was kept would refuse the next time without a word.
    profile.setPersistentPermissionsPolicy(
        QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    )
    settings = profile.settings()
    for attribute, is_on in (
        (QWebEngineSettings.WebAttribute.ShowScrollBars, False),
        (QWebEngineSettings.WebAttribute.FullScreenSupportEnabled, False),
        (QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls, False),
        (QWebEngineSettings.WebAttribute.PdfViewerEnabled, False),
    ):
        settings.setAttribute(attribute, is_on)
    # A link needs no tap; WebPage hands out every one.
    settings.setUnknownUrlSchemePolicy(
        QWebEngineSettings.UnknownUrlSchemePolicy.AllowAllUnknownUrlSchemes
    )
    return profile
