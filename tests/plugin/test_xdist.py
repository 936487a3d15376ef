from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugin.conftest import Inner

pytest_plugins = ["pytester"]


def test_each_worker_has_a_process_of_its_own(inner: Inner) -> None:
    result = inner.run(
        """
        import os
        import pytest

        @pytest.mark.parametrize("time", range(8))
        def test_it(miniapp, time, record_property):
            assert miniapp.page.evaluate("localStorage.left === undefined")
            miniapp.page.evaluate("void (localStorage.left = 1)")
            with open(f"pid-{os.environ['PYTEST_XDIST_WORKER']}-{miniapp.process.pid}", "w"):
                pass

        def test_fails(miniapp):
            assert 0
    """,
        "-n2",
        "--aitdesk-artifacts=retain-on-failure",
        "--aitdesk-output=out",
    )
    result.assert_outcomes(passed=8, failed=1)
    result.stdout.fnmatch_lines(["E * last in its journal:"])
    pids = [file.name.split("-")[1:] for file in inner.pytester.path.glob("pid-*")]
    assert sorted(worker for worker, _ in pids) == ["gw0", "gw1"]
    assert len({pid for _, pid in pids}) == 2
    assert len(list((inner.pytester.path / "out").glob("*/screenshot.png"))) == 1
