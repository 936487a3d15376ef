"""pywebview: it starts the GUI and its first window. What it promises nobody is touched here alone.

Each touch has a test in tests/contract (test_pywebview, test_pywebview_flags, test_signals):

- Its Qt platform is a module of its own, loaded before pywebview looks for it: without qtpy's
  modules, and without a word to Chromium.
- The platform's handler of interrupts is one of its names.
- `before_show` is told on the GUI thread, before the window shows; what is raised there is logged.
- `native` is a window of Qt's and `native.webview` its view, whose page listens to its own loads.
- That page and its handler hold each other.
- `closing` is told inside the window's closeEvent.

Where one of them is not so, as after an upgrade, the run ends with a line that says which.
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
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMainWindow

from aitdesk.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWebEngineCore import QWebEnginePage

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
    """pywebview's window as Qt has it, taken over before it shows; on the GUI thread.

    Raises ConfigError where pywebview has another one.
    """

    def __init__(self, native: Any) -> None:  # noqa: ANN401  # pywebview has no types for it
        _expect(isinstance(native, QMainWindow), "its window is none of Qt's")
        view = getattr(native, "webview", None)
        _expect(isinstance(view, QWebEngineView), "its window has no `webview` of Qt's")
        self.window: QMainWindow = native
        self.view: QWebEngineView = native.webview
        _expect(not self.window.isVisible(), "its window shows before `before_show`")
        self._own: Any = self.view.page()
        handler = getattr(self._own, "nav_handler", None)
        _expect(hasattr(handler, "_parent"), "its page has no `nav_handler` with a `_parent`")
        # pywebview would put its own objects into whatever page the view shows after a load.
        listening = getattr(native, "on_load_finished", None)
        is_listening = listening is not None and self._own.loadFinished.disconnect(listening)
        _expect(is_listening, "its window does not follow loads with `on_load_finished`")
        events = getattr(getattr(native, "pywebview_window", None), "events", None)
        _expect(hasattr(events, "closing"), "its window has no `pywebview_window` with events")
        self._events: Any = events

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
    """Load pywebview's Qt platform, which pywebview takes from there.

    Raises ConfigError where it is not as it has to be.
    """
    with _qtpy_names(), own_flags() as append:
        platform = import_module("webview.platforms.qt")
    names = vars(platform)
    _check_platform(names, append)
    # Its own would quit Qt, before Qt runs or with every window open: this process has one.
    names["_sigint_handler"] = signal.getsignal(signal.SIGINT)
    return platform


def _check_platform(names: dict[str, Any], append: Callable[..., None]) -> None:
    _expect(names.get("renderer") == "qtwebengine", "it does not run on QtWebEngine")
    _expect(names.get("environ_append") is append, "it sets Chromium's flags in another way")
    _expect("_sigint_handler" in names, "it has no `_sigint_handler`")


@contextmanager
def own_flags() -> Iterator[Callable[..., None]]:
    """Let pywebview's Qt platform, loaded meanwhile, never touch Chromium's flags: they are ours.

    Gives the function that it has to have taken.

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
        yield append_others
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


def _expect(is_so: object, otherwise: str) -> None:
    if is_so:
        return
    from importlib.metadata import requires, version  # a start has no time for it

    wanted = next(each for each in requires("aitdesk") or () if each.startswith("pywebview"))
    has = version("pywebview")
    raise ConfigError(f"pywebview {has} is of no use here, {otherwise}: install {wanted}")
