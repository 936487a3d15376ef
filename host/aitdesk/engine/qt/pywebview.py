"""pywebview: it starts the GUI and its first window. What it promises nobody is touched here alone.

Each touch has a test in tests/contract (test_pywebview, test_pywebview_flags, test_signals):

- Its Qt platform is a module of its own, loaded before pywebview looks for it: without qtpy's
  modules, and without a word to Chromium.
- The platform's handler of interrupts is one of its names.
- `before_show` is told on the GUI thread, before the window shows; what is raised there is logged.
- `native` is a window of Qt's and `native.webview` its view, whose page listens to its own loads.
- That page and its handler hold each other.
- `closing` is told inside the window's closeEvent.
"""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

import webview
import webview.util
from PySide6 import (
    QtCore,
    QtGui,
    QtNetwork,
    QtWebChannel,
    QtWebEngineCore,
    QtWebEngineWidgets,
    QtWidgets,
)
from PySide6.QtCore import Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWebEngineCore import QWebEnginePage
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QMainWindow

_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
# What pywebview asks qtpy for, and where PySide6 has it.
_QTPY = {
    "QtCore": (QtCore,),
    "QtGui": (QtGui,),
    "QtNetwork": (QtNetwork,),
    "QtWebChannel": (QtWebChannel,),
    "QtWebEngineCore": (QtWebEngineCore,),
    "QtWebEngineWidgets": (QtWebEngineWidgets, QtWebEngineCore),
    "QtWidgets": (QtWidgets, QtGui),
}


class FirstWindow:
    """pywebview's window as Qt has it, taken over before it shows; on the GUI thread."""

    def __init__(self, native: Any) -> None:  # noqa: ANN401  # pywebview has no types for it
        self.window: QMainWindow = native
        self.view: QWebEngineView = native.webview
        self._own: Any = native.webview.page()
        # pywebview would put its own objects into whatever page the view shows after a load.
        self._own.loadFinished.disconnect(native.on_load_finished)
        self._events = native.pywebview_window.events

    def replace_page(self, page: QWebEnginePage) -> None:
        """Let go of pywebview's own page once this one, which the view has by now, has loaded."""
        # Deleted before another has loaded, it takes the process along (seen in QtWebEngine 6.11).
        page.loadFinished.connect(partial(_drop, self._own), Qt.ConnectionType.SingleShotConnection)
        self._own = None

    def when_closing(self, act: Callable[[], object]) -> None:
        """Call it inside the window's closeEvent; what is told as closed comes on a thread."""
        self._events.closing += act


def show(
    title: str, *, width_px: int, height_px: int, furnish: Callable[[FirstWindow], None]
) -> None:
    """Open the first window, call `furnish` before it shows, and return when the GUI has ended.

    Must run on the main thread; what `furnish` raises is raised here, and no window stays.
    Chromium's flags and Qt's platform are taken from the environment at this moment and never
    again.
    """
    load_platform()
    window = webview.create_window(title, width=width_px, height=height_px, resizable=False)
    problems: list[BaseException] = []

    def before_show() -> None:
        native = window.native
        try:
            furnish(FirstWindow(native))
        except BaseException as problem:  # noqa: BLE001  # pywebview would only log it
            problems.append(problem)
            QTimer.singleShot(0, native.close)

    window.events.before_show += before_show
    webview.start(gui="qt")
    if problems:
        raise problems[0]


def load_platform() -> ModuleType:
    """Load pywebview's Qt platform, which pywebview takes from there."""
    with _qtpy_names(), own_flags():
        platform = import_module("webview.platforms.qt")
    # Its own would quit Qt, before Qt runs or with every window open: this process has one.
    vars(platform)["_sigint_handler"] = signal.getsignal(signal.SIGINT)
    return platform


@contextmanager
def own_flags() -> Iterator[None]:
    """Let pywebview's Qt platform, loaded meanwhile, never touch Chromium's flags: they are ours.

    pywebview 6.2.1 adds `--use-fake-ui-for-media-stream`, which gives camera and microphone to
    every page without asking, and `--enable-features=AutoplayIgnoreWebAudio`, which lets a page
    sound before any tap and takes the place of the user's own features; on some distributions also
    `--no-sandbox`.
    """
    append = webview.util.environ_append

    def append_others(key: str, *values: str, sep: str = " ") -> None:
        if key != _FLAGS:
            append(key, *values, sep=sep)

    webview.util.environ_append = append_others
    try:
        yield
    finally:
        webview.util.environ_append = append


@contextmanager
def _qtpy_names() -> Iterator[None]:
    """Let pywebview find Qt's names without qtpy's modules, while it is loaded.

    qtpy's modules take every class out of PySide6's, which makes each of them: 105 ms of a start
    of 500. Not needed once `import qtpy.QtWidgets` takes about as long as `import
    PySide6.QtWidgets`.
    """
    import qtpy

    stand_ins = {f"qtpy.{name}": _stand_in(*modules) for name, modules in _QTPY.items()}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        # Whoever else uses qtpy in this process gets the real one.
        for name in stand_ins:
            del sys.modules[name]
            vars(qtpy).pop(name.partition(".")[2], None)


def _stand_in(*sources: ModuleType) -> ModuleType:
    def find(name: str) -> object:
        for source in sources:
            if hasattr(source, name):
                return getattr(source, name)
        raise AttributeError(name)

    module = ModuleType(f"stands in for qtpy: {sources[0].__name__}")
    vars(module)["__getattr__"] = find
    return module


def _drop(own: Any, _is_ok: bool) -> None:  # noqa: ANN401, FBT001  # pywebview's; Qt's signal
    # It and its handler hold each other, and Python owns the handler: left to the collector, it
    # would be deleted on whichever thread that runs.
    handler = own.nav_handler
    handler._parent = own.nav_handler = None  # noqa: SLF001  # pywebview's
    handler.deleteLater()
    own.deleteLater()
