from __future__ import annotations

import subprocess
import sys

# A process of its own: what is loaded here stays loaded.
LOAD = """
import sys
from aitdesk import gui
with gui._qtpy_names():
    import webview.platforms.qt as engine
print(engine.renderer, [name for name in gui._QTPY if f"qtpy.{name}" in sys.modules])
from qtpy.QtWidgets import QAction
from PySide6.QtGui import QAction as Real
print(QAction is Real, QAction is engine.QAction)
"""


def test_pywebview_loads_without_qtpys_modules_and_others_get_the_real_ones() -> None:
    command = [sys.executable, "-W", "error::ImportWarning", "-c", LOAD]
    child = subprocess.run(command, capture_output=True, check=True, text=True)
    assert child.stdout == "qtwebengine []\nTrue True\n"
