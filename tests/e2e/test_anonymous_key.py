"""The main job, on the screen of the built sample: who is here, and what when that fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Locator

    from aitdesk.driver import MiniApp
    from e2e.command import Runner
    from e2e.conftest import Opener

HASH = re.compile(r"[A-Za-z0-9_-]{43}")
TOO_OLD = "5.231.0"


def session(miniapp: MiniApp) -> Locator:
    return miniapp.page.get_by_test_id("session")


def shown_hash(miniapp: MiniApp) -> str:
    shown = miniapp.page.get_by_test_id("anonymous-hash")
    expect(shown).to_be_visible()
    found = shown.get_attribute("data-hash") or ""
    assert HASH.fullmatch(found), found
    return found


@pytest.fixture(scope="module")
def first_run(keep_miniapp: Opener, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder and the hash that the default mini-app, user and install got in it."""
    home = tmp_path_factory.mktemp("home")
    miniapp = keep_miniapp(home=home)
    found = shown_hash(miniapp)
    miniapp.close()
    return home, found


def test_the_sample_opens_with_the_key_ready(miniapp: MiniApp) -> None:
    expect(session(miniapp)).to_have_attribute("data-state", "ready")
    call = miniapp.shell.await_entry("call", name="getAnonymousKey")
    assert call["outcome"] == "resolved"
    assert call["value"] == {"type": "HASH", "hash": shown_hash(miniapp)}


def test_an_error_leads_to_another_try(new_miniapp: Opener) -> None:
    miniapp = new_miniapp(state={"faults": {"outcomes": {"getAnonymousKey": "ERROR"}}})
    expect(session(miniapp)).to_have_attribute("data-state", "retry")
    assert miniapp.shell.await_entry("call", name="getAnonymousKey")["value"] == "ERROR"
    miniapp.page.get_by_test_id("run-getAnonymousKey").click()
    expect(miniapp.page.get_by_test_id("result-getAnonymousKey")).to_have_text('"ERROR"')
    miniapp.page.get_by_test_id("session-retry").click()
    expect(session(miniapp)).to_have_attribute("data-state", "retry")


def test_an_old_toss_answers_undefined_and_asks_for_an_update(new_miniapp: Opener) -> None:
    miniapp = new_miniapp(toss_version=TOO_OLD)
    expect(session(miniapp)).to_have_attribute("data-state", "update")
    miniapp.page.get_by_test_id("run-getAnonymousKey").click()
    expect(miniapp.page.get_by_test_id("type-getAnonymousKey")).to_have_text("undefined")
    assert "value" not in miniapp.shell.await_entry("call", name="getAnonymousKey")


def test_the_sandbox_issues_a_key_whatever_the_version(new_miniapp: Opener) -> None:
    miniapp = new_miniapp(environment="sandbox", toss_version=TOO_OLD)
    expect(session(miniapp)).to_have_attribute("data-state", "ready")
    shown_hash(miniapp)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"os": "android"},
        {"device": "Galaxy S24"},
        {"toss_version": "5.240.0"},
        {"environment": "sandbox"},
        {"origin": "local"},
    ],
    ids=str,
)
def test_the_key_is_the_same_after_a_restart_with(
    options: Mapping[str, str], first_run: tuple[Path, str], new_miniapp: Opener
) -> None:
    home, hash_ = first_run
    assert shown_hash(new_miniapp(**options, home=home)) == hash_


@pytest.mark.parametrize(
    "options",
    [{"app_name": "another-app"}, {"user": "another"}],
    ids=str,
)
def test_the_key_differs_for_another(
    options: Mapping[str, str], first_run: tuple[Path, str], new_miniapp: Opener
) -> None:
    home, hash_ = first_run
    assert shown_hash(new_miniapp(**options, home=home)) != hash_


def test_the_key_differs_for_another_install(
    first_run: tuple[Path, str], run_preview: Runner
) -> None:
    home, hash_ = first_run
    keys = []
    for install in ("default", "another"):
        run = run_preview("--install", install, home=home)
        keys.append(run.entry("call", name="getAnonymousKey")["value"]["hash"])
        assert run.stop() == 143
    assert (keys[0], keys[1] == hash_) == (hash_, False)
