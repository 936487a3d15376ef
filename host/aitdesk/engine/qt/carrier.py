"""The native line: a QWebChannel between a Qt view and the host's loop.

The page's text arrives on the GUI thread and is handed to the loop. The first text of a turn of
the loop goes back at once, the others of that turn together, through the mailbox. Nothing here
waits for the page.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QFile, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

from aitdesk.engine.inbox import Inbox
from aitdesk.errors import HostError

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from aitdesk.engine.carrier import Receiver
    from aitdesk.engine.qt.mailbox import Lifetime

_OWN = "aitdesk-own"
_FRAMES = "aitdesk-frames"
_START = "aitdesk-start"
_READY = "aitdesk-ready"
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value


class Port(QObject):
    """What the host's own world has of it, as `channel.objects.aitdesk` (page/relay.js).

    The page's world has no channel, or a page could call every slot and every signal: nothing that
    a person decides could come back this way.
    """

    sent = Signal(str, str)  # the document, and its texts with a line feed between them
    _never = Signal()  # a property of QWebChannel needs one that tells of changes

    def __init__(self, page: QWebEnginePage, inbox: Inbox) -> None:
        super().__init__(page)
        self._page = page
        self._inbox = inbox
        self._origin = origin_of(page.url())
        page.urlChanged.connect(self._moved)

    @Slot(str)
    def opened(self, page: str) -> None:
        """Begin a document."""
        # Qt tells of the new address a turn late: the document may have begun before.
        self._moved(self._page.mainFrame().url())
        self._inbox.opened(page, self._origin)

    @Slot(str, str)
    def answered(self, page: str, text: str) -> None:
        """Take what a person did with a sheet."""
        self._inbox.answered(page, text, self._origin)

    @Slot(str, str)
    def failed(self, page: str, text: str) -> None:
        """Take an error of the page."""
        self._inbox.failed(page, text)

    def _post(self, line: str) -> None:
        # Its origin is the view's own, whatever the page says.
        page, _, text = line.partition("\n")
        self._inbox.received(page, text, self._origin)

    # Written by the page: the document and a text, with a line feed between them. QWebChannel
    # answers every call of a slot, also one without a result, but not the writing of a property.
    posted = Property(str, lambda _: "", _post, notify=_never)

    def _moved(self, url: QUrl) -> None:
        self._origin = origin_of(url)


class QtCarrier:
    """The host's end: plain Python, as mailbox.py says, used on the loop."""

    def __init__(self, lifetime: Lifetime) -> None:
        self._lifetime = lifetime
        self._inbox = Inbox(lifetime.mailbox.loop, lifetime.tell, self.send, self._cut_off)
        self._waiting: list[tuple[str, str]] = []
        self._is_flush_due = False
        self._library = ""
        # The GUI thread's.
        self._page: QWebEnginePage | None = None
        self._port: Port | None = None

    def attach(self, page: QWebEnginePage) -> None:
        """Carry to and from this page from now on; on the GUI thread."""
        self._library = _library()
        self._page, self._port = page, Port(page, self._inbox)
        channel = QWebChannel(page)
        channel.registerObject("aitdesk", self._port)
        # One world of a page can have a channel; the page's own must not.
        page.setWebChannel(channel, _WORLD)
        # A page that is left needs its channel again before the next document begins.
        page.loadStarted.connect(lambda: page.setWebChannel(channel, _WORLD))
        self._lifetime.hold(self._detach)

    def listen(self, receiver: Receiver) -> None:
        """Tell the receiver from now on."""
        self._inbox.receiver = receiver

    def library(self) -> str:
        """Return Qt's qwebchannel.js."""
        return self._library

    def send(self, page: str, text: str) -> None:
        """Take a text to the page; called on the loop."""
        if self._is_flush_due:
            self._waiting.append((page, text))
            return
        # A lone answer should not wait for the next turn, nor for what follows it in this one.
        self._is_flush_due = True
        self._lifetime.mailbox.loop.call_soon(self._flush)
        self._lifetime.post(partial(self._emit, page, text))

    def inject(self, *, own: str, before: str, after: str | None, frames: str) -> None:
        """Run the scripts in every document from now on; may be called on any thread."""
        self._lifetime.post(partial(self._inject, own, before, after or "", frames))

    def _flush(self) -> None:
        texts, self._waiting, self._is_flush_due = self._waiting, [], False
        if not texts:
            return
        current = texts[-1][0]
        text = "\n".join(text for page, text in texts if page == current)
        self._lifetime.post(partial(self._emit, current, text))

    # On the GUI thread, where nothing is done once the window has ended.

    def _emit(self, page: str, text: str) -> None:
        if self._port is not None:
            self._port.sent.emit(page, text)

    def _cut_off(self) -> None:
        # Not in the middle of what the channel brought. Refused one by one, what is under way
        # would keep this thread from every other window.
        QTimer.singleShot(0, self._silence)

    def _silence(self) -> None:
        if self._page is not None:
            self._page.setWebChannel(None, _WORLD)  # type: ignore[arg-type]

    def _inject(self, own: str, before: str, after: str, frames: str) -> None:
        if self._page is None:
            return
        points = QWebEngineScript.InjectionPoint
        # Not the page's own: those are lost when another site gets another render process.
        scripts = self._page.profile().scripts()
        for name, source, point in (
            (_OWN, own, points.DocumentCreation),  # the page's end looks for it
            (_FRAMES, frames, points.DocumentCreation),
            (_START, before, points.DocumentCreation),
            (_READY, after, points.DocumentReady),
        ):
            for old in scripts.find(name):
                scripts.remove(old)
            scripts.insert(_script(name, source, point))

    def _detach(self) -> None:
        self._page = self._port = None


def _library() -> str:
    # It is compiled into QtWebChannel.
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise HostError("this Qt has no qwebchannel.js: reinstall PySide6-Addons")
    return bytes(file.readAll().data()).decode()


def origin_of(url: QUrl) -> str:
    """Return the origin as the web spells it, such as `https://a.example:8443`."""
    port = url.port()
    default_port = {"http": 80, "https": 443}.get(url.scheme())
    suffix = "" if port in (-1, default_port) else f":{port}"
    return f"{url.scheme()}://{url.host()}{suffix}"


def _script(name: str, source: str, point: QWebEngineScript.InjectionPoint) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(name)
    script.setSourceCode(source)
    script.setInjectionPoint(point)
    worlds = QWebEngineScript.ScriptWorldId
    script.setWorldId(worlds.ApplicationWorld if name == _OWN else worlds.MainWorld)
    script.setRunsOnSubFrames(name == _FRAMES)
    return script
