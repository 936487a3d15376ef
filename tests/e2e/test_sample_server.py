"""The sample with a server of its own: page, server, Toss's server, and back to the page."""

from __future__ import annotations

import shlex
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aitdesk.driver import Partner
from aitdesk.pytest_plugin.own_server import run_server
from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.driver import MiniApp
    from e2e.command import Runner
    from e2e.conftest import Opener

WEBAPP = Path(__file__).parents[2] / "webapp"
SERVERS = {
    "express": f"node {WEBAPP / 'partner-example-node' / 'server.mjs'}",
    "fastapi": f"{sys.executable} {WEBAPP / 'partner-example-python' / 'server.py'}",
}


@pytest.fixture(scope="module")
def sample(keep_miniapp: Opener) -> MiniApp:
    """The sample, whose person goes along with everything."""
    return keep_miniapp(prompts="allow")


@pytest.fixture(params=list(SERVERS))
def partner(request: pytest.FixtureRequest, sample: MiniApp) -> Iterator[Partner]:
    """Toss's server; the sample is at its page for the server that is named, which runs."""
    sample.shell.reset()
    sample.shell.set(prompts={"default": "allow"})
    partner, page = Partner(sample.shell), sample.page
    running = contextmanager(run_server)(
        SERVERS[request.param],
        folder=WEBAPP,
        environment=partner.environment,
        within_s=PATIENCE_S,
    )
    with running as server:
        unlink = {"unlink_url": f"{server.url}/toss/unlink", "unlink_authorization": "id:secret"}
        sample.shell.set(partner=unlink)
        page.get_by_test_id("tab-home").click()
        page.get_by_test_id("open-server").click()
        page.get_by_test_id("server-url").fill(server.url)
        yield partner


def press(sample: MiniApp, action: str, *, shows: str, fails: bool = False) -> None:
    button = sample.page.get_by_test_id(f"server-{action}")
    button.click()
    expect(button).to_have_attribute("data-status", "failed" if fails else "done")
    what = "error-code-server" if fails else "result-server"
    expect(sample.page.get_by_test_id(what)).to_contain_text(shows)


def test_the_sample_goes_from_its_page_to_toss_and_back(sample: MiniApp, partner: Partner) -> None:
    press(sample, "items", shows="SIGN_IN", fails=True)
    press(sample, "signIn", shows="isSignedIn")
    partner.fail("get-order-status", "503", times=1)
    press(sample, "buy", shows="PRODUCT_NOT_GRANTED_BY_PARTNER", fails=True)
    press(sample, "items", shows="[]")
    (order,) = partner.orders
    press(sample, "restore", shows=order)
    press(sample, "items", shows="aitdesk.test.coins")
    press(sample, "reward", shows="SUCCESS")
    press(sample, "reward", shows="4113", fails=True)
    with partner.expect_callback("unlink") as told:
        partner.unlink("WITHDRAWAL_TERMS")
    assert told.status == 200
    press(sample, "items", shows="SIGN_IN", fails=True)
    statuses = [each["status"] for each in partner.orders.values()]
    assert (statuses, partner.calls()[-1]["name"]) == (["COMPLETED"], "execute-promotion")


def test_preview_runs_the_server_beside_the_page_and_ends_it(
    run_preview: Runner, tmp_path: Path
) -> None:
    said = tmp_path / "said"
    code = f"""
import os, sys, time
names = ("PORT", "AITDESK_PARTNER_URL", "AITDESK_PARTNER_CA")
open({str(said)!r}, "w").write(" ".join([str(os.getpid()), *(os.environ[each] for each in names)]))
time.sleep(600)
"""
    command = shlex.join([sys.executable, "-c", code])
    run = run_preview("--with-server", command, environment={"PORT": "4321"})
    wait_until(
        lambda: said.exists() and said.read_text().count(" ") == 3, what=lambda: run.terminal
    )
    pid, port, url, ca = said.read_text().split()
    assert f"partner API at {url}, " in run.terminal
    assert (port, Path(ca).is_file()) == ("4321", True)
    run.stop()
    assert not Path("/proc", pid).exists()
