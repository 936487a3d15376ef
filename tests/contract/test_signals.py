"""What pywebview, Qt and uvloop do to this process's signals: nothing that would undo ours."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys

import webview

SOURCE = "webview/platforms/qt.py"
# A host with an empty page in this very process, as `aitdesk preview` starts it.
RUN = """
import signal, sys, tempfile
from pathlib import Path
from aitdesk.system.interruption import Interruption, interruption
ours = Interruption.begin()
from aitdesk.session.host import Host
from aitdesk.config.options import PreviewOptions
from aitdesk.runs.preview_options import prepare

async def follow(session):
    print([signal.getsignal(each) is ours for each in (signal.SIGINT, signal.SIGTERM)])
    return 0

with tempfile.TemporaryDirectory() as folder:
    Path(folder, "index.html").write_text("<p>Hello")
    home = Path(folder, "home")
    wanted = PreviewOptions(target=folder, app_name="signals", headless=True, home=home)
    Host(prepare(wanted).settings).run(follow)
print(signal.set_wakeup_fd(-1) == ours._writer)
"""


def test_pywebview_takes_interrupt_by_the_name_that_is_replaced() -> None:
    file = inspect.getsourcefile(webview)
    assert file is not None
    with open(file.replace("webview/__init__.py", SOURCE), encoding="utf-8") as source:  # noqa: PTH123
        tree = ast.parse(source.read())
    uses = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("signal.")
    ]
    assert uses == ["signal.signal(signal.SIGINT, _sigint_handler)"]


def test_a_run_of_the_engine_leaves_the_signals_ours() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True, check=False, timeout=60
    )
    assert done.stdout.splitlines() == ["[True, True]", "True"]
