"""Promotion rewards through the real SDK: paid once, whatever happens to the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from e2e.conftest import MiniApp, Starter

TEST_CODE: Final = "TEST_AITDESK"
GRANT: Final = """([name, promotionCode]) =>
  sdk[name]({ params: { promotionCode, amount: 100 } })"""
START_TWENTY: Final = """(promotionCode) => {
  const grant = () => sdk.grantPromotionReward({ params: { promotionCode, amount: 100 } });
  window.granting = Promise.all(Array.from({ length: 20 }, grant));
}"""
IS_UNDEFINED: Final = """async (promotionCode) =>
  (await sdk.grantPromotionReward({ params: { promotionCode, amount: 100 } })) === undefined"""


Runner: TypeAlias = "Callable[..., MiniApp]"


@pytest.fixture
def run_sdk(run_miniapp: Starter, sdk_page: str) -> Runner:
    """Start the page that has the SDK, and wait until it is there."""

    def run(*arguments: str, home: Path | None = None) -> MiniApp:
        miniapp = run_miniapp(sdk_page, *arguments, home=home)
        expect(miniapp.page.locator("#status")).to_have_text("ready")
        return miniapp

    return run


def grant(miniapp: MiniApp, *, name: str = "grantPromotionReward", code: str = TEST_CODE) -> Any:  # noqa: ANN401  # as the page sees it
    return miniapp.page.evaluate(GRANT, [name, code])


def test_a_reward_that_was_paid_stays_paid_when_the_process_is_killed(run_sdk: Runner) -> None:
    first = run_sdk()
    paid = grant(first)
    first.process.kill()
    first.process.wait()
    second = run_sdk(home=first.home)
    again = [grant(second, name=f"grantPromotionReward{end}") for end in ("", "ForGame")]
    assert (list(paid), [reply["errorCode"] for reply in again]) == (["key"], ["4113", "4113"])


def test_two_windows_of_one_person_pay_a_reward_once(run_sdk: Runner) -> None:
    first = run_sdk()
    second = run_sdk(home=first.home)
    pages = [first.page, second.page]
    for page in pages:
        page.evaluate(START_TWENTY, TEST_CODE)
    replies = [reply for page in pages for reply in page.evaluate("granting")]
    codes = [reply.get("errorCode", "paid") for reply in replies]
    assert sorted(codes) == ["4113"] * 39 + ["paid"]


def test_another_person_of_the_install_is_paid_as_well(run_sdk: Runner) -> None:
    first = run_sdk()
    second = run_sdk("--user", "another", home=first.home)
    assert [list(grant(each)) for each in (first, second)] == [["key"], ["key"]]


def test_an_unknown_code_resolves_to_its_refusal_and_a_live_one_is_told(run_sdk: Runner) -> None:
    miniapp = run_sdk()
    assert grant(miniapp, code="01LIVE")["errorCode"] == "4100"
    assert "promotion 01LIVE looks like a live one" in miniapp.entry("problem")["text"]


@pytest.mark.parametrize(("toss_version", "is_undefined"), [("5.231.9", True), ("5.232.0", False)])
def test_an_old_toss_resolves_to_undefined(
    run_sdk: Runner, toss_version: str, *, is_undefined: bool
) -> None:
    miniapp = run_sdk("--toss-version", toss_version)
    assert miniapp.page.evaluate(IS_UNDEFINED, TEST_CODE) is is_undefined
