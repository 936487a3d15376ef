"""The raw line: a QWebChannel object that returns each text, reached from document start.

Prints one JSON line: `signal` answers by a signal that the page listens to, as aitdesk does;
`slot` by the slot's own result; `echo_at_once` are concurrent calls answered by the signal.
"""

from __future__ import annotations

import webview
from PySide6.QtCore import QFile, QIODevice, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import QWebEngineScript

from bench_engine import set_engine
from bench_page import SCRIPT

# As long as a call of the SDK.
_TEXT = '{"type":"method","functionName":"getAnonymousKey","eventId":"1234567890","args":[]}'

_PAGE = """
new QWebChannel(qt.webChannelTransport, async ({ objects: { echo } }) => {
  const waiting = new Map();
  echo.answered.connect((id, text) => {
    waiting.get(id)(text);
    waiting.delete(id);
  });
  let count = 0;
  const signal = () => new Promise((resolve) => {
    waiting.set(String(++count), resolve);
    echo.post(String(count), text);
  });
  const slot = () => new Promise((resolve) => echo.ask(text, resolve));
  echo.finish(JSON.stringify({
    signal: await roundTrip(signal),
    slot: await roundTrip(slot),
    echo_at_once: await atOnce(signal),
  }));
});
"""


class Echo(QObject):
    """What the page reaches as `echo`."""

    answered = Signal(str, str)

    def __init__(self, window: webview.Window) -> None:
        super().__init__()
        self._window = window

    @Slot(str, result=str)
    def ask(self, text: str) -> str:
        return text

    @Slot(str, str)
    def post(self, number: str, text: str) -> None:
        self.answered.emit(number, text)

    @Slot(str)
    def finish(self, measured: str) -> None:
        print(measured, flush=True)
        # Not from inside a slot that the page called: Qt crashes.
        QTimer.singleShot(0, self._window.native.close)


def main() -> None:
    set_engine()
    window = webview.create_window("echo")
    echo = Echo(window)

    def furnish() -> None:
        native = window.native
        page = native.webview.page()
        page.loadFinished.disconnect(native.on_load_finished)
        native.channel.registerObject("echo", echo)
        page.scripts().insert(_at_document_start(f"{_library()}\n{SCRIPT}"))
        native.webview.setHtml(_html(), QUrl("https://bench.example/"))

    window.events.before_show += furnish
    webview.start(gui="qt")


def _library() -> str:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()).decode()


def _html() -> str:
    return f"<!doctype html><script>const text = '{_TEXT}';\n{_PAGE}</script>"


def _at_document_start(source: str) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setSourceCode(source)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    return script


if __name__ == "__main__":
    main()
