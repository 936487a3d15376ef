"""Whatever happens to the WebView is told within the timeout, and the next test notices nothing."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from aitdesk.system.port import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plugin.conftest import Inner, Without

pytest_plugins = ["pytester"]

AFTER = """
    def test_after(miniapp):
        assert miniapp.page.evaluate("1 + 1") == 2
"""
TIMEOUT = "--aitdesk-timeout=3"


def test_a_killed_process_is_told_and_leaves_nothing_behind(
    inner: Inner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    result = inner.run(
        """
        import os, signal

        def test_page(miniapp):
            os.kill(miniapp.process.pid, signal.SIGKILL)
            miniapp.page.evaluate("1")

        def test_shell(miniapp):
            os.kill(miniapp.process.pid, signal.SIGKILL)
            miniapp.shell.back()

        def test_last(miniapp):
            os.kill(miniapp.process.pid, signal.SIGKILL)
    """,
        then=AFTER,
    )
    result.assert_outcomes(failed=3, passed=1)
    assert list(scratch.iterdir()) == []
    result.stdout.fnmatch_lines(
        [
            "E * the WebView process ended: killed by SIGKILL*",
            "E * last in its journal:",
            "E *Unreachable: the WebView process ended: killed by SIGKILL*",
            "the WebView process ended: killed by SIGKILL*",
        ]
    )


def test_a_process_that_stands_still(inner: Inner) -> None:
    result = inner.run(
        """
        import os, signal

        def test_page(miniapp):
            os.kill(miniapp.process.pid, signal.SIGSTOP)
            miniapp.page.evaluate("1")

        def test_between(miniapp):
            assert miniapp.page.evaluate("1 + 1") == 2

        def test_stops_at_the_end(miniapp):
            os.kill(miniapp.process.pid, signal.SIGSTOP)
    """,
        TIMEOUT,
        then=AFTER,
    )
    result.assert_outcomes(failed=2, passed=2)
    result.stdout.fnmatch_lines(["E * the WebView process hangs: it answered nothing for 3 s*"])


def test_an_endless_loop(inner: Inner) -> None:
    result = inner.run(
        """
        def test_awaited(miniapp):
            miniapp.page.evaluate("for (;;);")

        def test_left_behind(miniapp):
            miniapp.page.evaluate("void setTimeout(() => { for (;;); })")
            miniapp.page.wait_for_timeout(50)

        def test_asked(miniapp):
            miniapp.page.evaluate("confirm('?')")
    """,
        TIMEOUT,
        then=AFTER,
    )
    result.assert_outcomes(failed=3, passed=1)
    result.stdout.fnmatch_lines(
        [
            "E * the page hangs: a script of it ran for 3 s without an end*",
            "the page hangs: a script of it *",
            "E * nobody answered confirm() for 3 s, so its window was closed: say beforehand *",
        ]
    )


def test_a_page_that_loops_while_it_loads(inner: Inner) -> None:
    looping = inner.page("<script>for (;;);</script>", name="looping")
    result = inner.run(
        f"""
        import pytest

        @pytest.mark.aitdesk(target={str(looping)!r})
        def test_it(miniapp): pass
    """,
        TIMEOUT,
        then=AFTER,
    )
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["E * a script of it *"])


def test_a_killed_renderer(inner: Inner) -> None:
    result = inner.run(
        """
        # So deep a tree is more than the engine's own stack holds.
        DEEP = '''() => {
            let deepest = document.body;
            for (let depth = 0; depth < 60_000; depth += 1) {
                deepest = deepest.appendChild(document.createElement("div"));
            }
            void document.body.offsetHeight;
        }'''

        def test_it(miniapp):
            miniapp.page.evaluate(DEEP)
            miniapp.page.wait_for_timeout(1000)
    """,
        then=AFTER,
    )
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*the page's process ended: *"])


def test_a_page_that_never_comes(inner: Inner, silent_url: str) -> None:
    result = inner.run(
        f"""
        import pytest

        @pytest.mark.aitdesk(target="{silent_url}")
        def test_it(miniapp): pass
    """,
        TIMEOUT,
        then=AFTER,
    )
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines([f"E *{silent_url}*did not load within 3 s: the page has not*"])


def test_a_dev_server_that_is_gone(inner: Inner) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    result = inner.run(
        f"""
        import pytest

        @pytest.mark.aitdesk(target="{url}")
        def test_it(miniapp): pass
    """,
        TIMEOUT,
        then=AFTER,
    )
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines([f"E *{url}*"])


def test_much_at_once(inner: Inner) -> None:
    result = inner.run(
        """
        import pytest
        from aitdesk.errors import DriverError

        def test_of_the_page(miniapp):
            assert len(miniapp.page.evaluate("'x'.repeat(50_000_000)")) == 50_000_000

        def test_of_the_phone(miniapp):
            with pytest.raises(DriverError, match="bytes at most"):
                miniapp.shell.override("getNetworkStatus", result="x" * 50_000_000)

        def test_on_the_console(miniapp):
            miniapp.page.evaluate("console.log('x'.repeat(50_000_000))")
    """,
        then=AFTER,
    )
    result.assert_outcomes(passed=4)


def test_a_mini_app_that_is_not_there(inner: Inner) -> None:
    result = inner.run("def test_it(miniapp): pass", target=inner.pytester.path / "missing")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["E * the WebView process ended: exit code 2", "E *missing*"])


@pytest.mark.parametrize(
    ("library", "told"),
    [
        ("playwright", "E * needs Playwright, which is not installed: pip install*"),
        ("PySide6", "E *PySide6*"),
    ],
)
def test_a_missing_library(inner: Inner, without: Without, library: str, told: str) -> None:
    without(library)
    result = inner.run("""
        def test_it(miniapp): pass
        def test_other(): pass
    """)
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines([told])


@pytest.fixture
def silent_url() -> Iterator[str]:
    """A server that takes every connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    for each in taken:
        each.close()
