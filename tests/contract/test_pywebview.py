"""What of pywebview is touched that it promises nobody: each touch, and that a change is told."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import requires, version
from typing import Any

import pytest

from aitdesk.engine.qt import pywebview
from aitdesk.errors import ConfigError
from package_source import ROOT

FLAGS = "--no-sandbox --disable-gpu"

# A process of its own: what is loaded here stays loaded.
LOAD = """
import sys
from aitdesk.engine.qt import pywebview
with pywebview._qtpy_names():
    import webview.platforms.qt as engine
print(engine.renderer, [name for name in pywebview._QTPY if f"qtpy.{name}" in sys.modules])
from qtpy.QtWidgets import QAction
from PySide6.QtGui import QAction as Real
print(QAction is Real, QAction is engine.QAction)
"""


def test_pywebview_loads_without_qtpys_modules_and_others_get_the_real_ones() -> None:
    command = [sys.executable, "-W", "error::ImportWarning", "-c", LOAD]
    child = subprocess.run(command, capture_output=True, check=True, text=True)
    assert child.stdout == "qtwebengine []\nTrue True\n"


# What the end of a first window stands on: see FirstWindow.
CLOSE = """
import threading
from aitdesk.engine.qt import pywebview
with pywebview._qtpy_names():
    import webview.platforms.qt as engine
import webview
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow

seen, left = [], []
window = webview.create_window("closes")
main = threading.main_thread()
about = lambda: (threading.current_thread() is main, window.native.isVisible())
window.events.closing += lambda: seen.append(("closing", *about()))
window.events.closed += lambda: seen.append(("closed", threading.current_thread() is main))

def before_show():
    native = window.native
    assert isinstance(native, QMainWindow) and native.pywebview_window is window
    assert native.webview.page().loadFinished.disconnect(native.on_load_finished)
    left.append(native.isVisible())
    QTimer.singleShot(0, lambda: (left.append(native.isVisible()), native.close()))

window.events.before_show += before_show
webview.start(gui="qt")
print(left, seen[0], ("closed", False) in seen, engine.BrowserView.instances)
"""


def offscreen(program: str) -> str:
    """Return what a process prints that has a first window and no display."""
    child = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": FLAGS},
    )
    return child.stdout


def test_pywebview_tells_of_closing_in_its_close_event_and_of_the_rest_elsewhere() -> None:
    assert offscreen(CLOSE) == "[False, True] ('closing', True, True) True {}\n"


# Each touch of a first window in turn is not there: as if an upgrade had taken it away.
BREAK = """
from aitdesk.engine.qt import pywebview
from aitdesk.errors import ConfigError
platform = pywebview.load_platform()
import webview
window = webview.create_window("breaks")
told = []

def without(owner, name):
    kept = getattr(owner, name)
    setattr(owner, name, None)
    try:
        pywebview.FirstWindow(window.native)
    except ConfigError as changed:
        told.append(str(changed).partition(", ")[2].partition(":")[0])
    setattr(owner, name, kept)

def before_show():
    native = window.native
    without(native, "webview")
    without(native.webview.page(), "nav_handler")
    without(native, "on_load_finished")
    without(native, "pywebview_window")
    without(window, "native")
    native.show()
    without(window, "uid")
    pywebview.QTimer.singleShot(0, native.close)

window.events.before_show += before_show
webview.start(gui="qt")
print(*told, sep="\\n")
"""


def test_a_first_window_that_lacks_a_touch_is_refused_by_its_name() -> None:
    assert offscreen(BREAK).splitlines() == [
        "its window has no `webview` of Qt's",
        "its page has no `nav_handler` with a `_parent`",
        "its window does not follow loads with `on_load_finished`",
        "its window has no `pywebview_window` with events",
        "its window is none of Qt's",
        "its window shows before `before_show`",
    ]


def append(*_: str) -> None:
    """Stand for what the platform has to have taken."""


PLATFORM = {"renderer": "qtwebengine", "environ_append": append, "_sigint_handler": None}


@pytest.mark.parametrize(
    ("touch", "otherwise"),
    [
        ("renderer", "it does not run on QtWebEngine"),
        ("environ_append", "it sets Chromium's flags in another way"),
        ("_sigint_handler", "it has no `_sigint_handler`"),
    ],
)
def test_a_platform_that_lacks_a_touch_is_refused_with_what_to_install(
    touch: str, otherwise: str
) -> None:
    names: dict[str, Any] = {name: has for name, has in PLATFORM.items() if name != touch}
    wanted = next(each for each in requires("aitdesk") or () if each.startswith("pywebview"))
    with pytest.raises(ConfigError) as refusal:
        pywebview._check_platform(names, append)
    has = version("pywebview")
    assert str(refusal.value) == (
        f"pywebview {has} is of no use here, {otherwise}: install {wanted}"
    )


def test_nobody_else_touches_what_is_private_of_it() -> None:
    private = (
        *("webview.platforms", "environ_append", "_sigint_handler", "before_show", "nav_handler"),
        *("on_load_finished", "pywebview_window", ".native", "BrowserView"),
    )
    found = {
        (file.relative_to(ROOT).as_posix(), name)
        for file in ROOT.rglob("*.py")
        for name in private
        if name in file.read_text("utf-8")
    }
    assert {file for file, _ in found} == {"engine/qt/pywebview.py"}
