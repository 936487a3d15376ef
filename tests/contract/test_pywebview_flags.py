"""What pywebview itself would say to Chromium: engine/qt/pywebview.py keeps all of it away."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

# Each call that may change Chromium's flags, and how, in pywebview 6.2.1.
KNOWN = [
    "environ_append('QTWEBENGINE_CHROMIUM_FLAGS', '--no-sandbox', '--no-sandbox')",
    (
        "environ_append('QTWEBENGINE_CHROMIUM_FLAGS', '--use-fake-ui-for-media-stream', "
        "'--enable-features=AutoplayIgnoreWebAudio')"
    ),
    "environ_append('QTWEBENGINE_CHROMIUM_FLAGS', '--ignore-certificate-errors')",
    (
        "environ_append('QTWEBENGINE_CHROMIUM_FLAGS', "
        "f\"--remote-debugging-port={settings['REMOTE_DEBUGGING_PORT']}\")"
    ),
]
LOAD = """
import os
from aitdesk.engine.qt.pywebview import own_flags
with own_flags():
    import webview.platforms.qt as engine
engine.environ_append("QTWEBENGINE_CHROMIUM_FLAGS", "--use-fake-ui-for-media-stream")
engine.environ_append("ANOTHER", "a", "b")
print(os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS"), os.environ["ANOTHER"])
"""


def test_pywebview_says_to_chromium_what_is_known_and_nothing_else() -> None:
    spec = find_spec("webview")
    assert spec is not None
    assert spec.origin is not None
    source = (Path(spec.origin).parent / "platforms" / "qt.py").read_text("utf-8")
    calls = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "environ_append"
    ]
    assert sorted(calls) == sorted(KNOWN)
    assert source.count("QTWEBENGINE_CHROMIUM_FLAGS") == len(KNOWN)


def test_what_pywebview_would_say_to_chromium_does_not_arrive() -> None:
    child = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, check=True, text=True)
    assert child.stdout == "None a b\n"
