"""Toss login through the real SDK: asked once, silent from then on, in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter

LOG_IN: Final = "() => { window.answer = sdk.appLogin(); }"
LOGGED_IN: Final = """async () => {
  const { authorizationCode, referrer } = await answer;
  return [authorizationCode.startsWith("aitdesk-code-"), referrer];
}"""
CAUGHT: Final = "() => answer.then(() => 'nothing', ({ code }) => code)"
IS_LINKED: Final = "() => sdk.getIsTossLoginIntegratedService()"


def start(opener: Opener, **options: object) -> MiniApp:
    miniapp = opener(**options)
    expect(miniapp.page.get_by_test_id("sdk-status")).to_have_text("ready")
    return miniapp


def log_in(miniapp: MiniApp, *, choice: str) -> None:
    miniapp.page.evaluate(LOG_IN)
    expect(miniapp.sheet).to_contain_text("테스트 로그인")
    miniapp.sheet.get_by_test_id(f"aitdesk-choice-{choice}").click()


def test_consent_is_asked_for_once_and_outlives_the_run(
    start_miniapp: Starter, sdk_page: str, tmp_path: Path
) -> None:
    first = start(start_miniapp, target=sdk_page, home=tmp_path)
    before = first.page.evaluate(IS_LINKED)
    log_in(first, choice="agree")
    told = first.page.evaluate(LOGGED_IN)
    first.process.stop()
    assert first.process.ended() == "the WebView process ended: exit code 0"
    second = start(start_miniapp, target=sdk_page, home=tmp_path)
    second.page.evaluate(LOG_IN)
    silent = second.page.evaluate(LOGGED_IN)
    assert (before, told, silent, second.page.evaluate(IS_LINKED)) == (
        False,
        [True, "DEFAULT"],
        [True, "DEFAULT"],
        True,
    )


def test_a_refusal_rejects_the_login_and_links_nobody(new_miniapp: Opener, sdk_page: str) -> None:
    miniapp = start(new_miniapp, target=sdk_page)
    log_in(miniapp, choice="refuse")
    page = miniapp.page
    assert (page.evaluate(CAUGHT), page.evaluate(IS_LINKED)) == ("APP_LOGIN", False)


@pytest.mark.parametrize(
    ("policy", "code"), [("allow", "nothing"), ("deny", "APP_LOGIN")], ids=["allow", "deny"]
)
def test_a_policy_answers_for_the_person(
    policy: str, code: str, new_miniapp: Opener, sdk_page: str
) -> None:
    page = start(new_miniapp, target=sdk_page, prompts={"login": policy}).page
    page.evaluate(LOG_IN)
    assert page.evaluate(CAUGHT) == code
