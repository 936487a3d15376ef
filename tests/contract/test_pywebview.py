from __future__ import annotations

import os
import subprocess
import sys

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


def test_pywebview_tells_of_closing_in_its_close_event_and_of_the_rest_elsewhere() -> None:
    child = subprocess.run(
        [sys.executable, "-c", CLOSE],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": FLAGS},
    )
    assert child.stdout == "[False, True] ('closing', True, True) True {}\n"
