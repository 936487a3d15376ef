"""Promotion rewards through the real SDK: paid once, whatever happens to the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter

TEST_CODE: Final = "TEST_AITDESK"
GRANT: Final = """([name, promotionCode]) =>
  sdk[name]({ params: { promotionCode, amount: 100 } })"""
START_TWENTY: Final = """(promotionCode) => {
  const grant = () => sdk.grantPromotionReward({ params: { promotionCode, amount: 100 } });
  window.granting = Promise.all(Array.from({ length: 20 }, grant));
}"""
IS_UNDEFINED: Final = """async (promotionCode) =>
  (await sdk.grantPromotionReward({ params: { promotionCode, amount: 100 } })) === undefined"""


def ready(miniapp: MiniApp) -> MiniApp:
    expect(miniapp.page.locator("#status")).to_have_text("ready")
    return miniapp


def grant(miniapp: MiniApp, *, name: str = "grantPromotionReward", code: str = TEST_CODE) -> Any:  # noqa: ANN401  # as the page sees it
    return miniapp.page.evaluate(GRANT, [name, code])


def test_a_reward_that_was_paid_stays_paid_when_the_process_is_killed(
    start_miniapp: Starter, sdk_page: str, tmp_path: Path
) -> None:
    first = ready(start_miniapp(target=sdk_page, home=tmp_path))
    paid = grant(first)
    first.process.kill()
    first.process.stop()
    second = ready(start_miniapp(target=sdk_page, home=tmp_path))
    again = [grant(second, name=f"grantPromotionReward{end}") for end in ("", "ForGame")]
    assert (list(paid), [reply["errorCode"] for reply in again]) == (["key"], ["4113", "4113"])


def test_two_processes_of_one_person_pay_a_reward_once(
    start_miniapp: Starter, sdk_page: str, tmp_path: Path
) -> None:
    pages = [ready(start_miniapp(target=sdk_page, home=tmp_path)).page for _ in range(2)]
    for page in pages:
        page.evaluate(START_TWENTY, TEST_CODE)
    replies = [reply for page in pages for reply in page.evaluate("granting")]
    codes = [reply.get("errorCode", "paid") for reply in replies]
    assert sorted(codes) == ["4113"] * 39 + ["paid"]


def test_another_person_of_the_install_is_paid_as_well(
    new_miniapp: Opener, sdk_page: str, tmp_path: Path
) -> None:
    first = ready(new_miniapp(target=sdk_page, home=tmp_path))
    second = ready(new_miniapp(target=sdk_page, home=tmp_path, user="another"))
    assert [list(grant(each)) for each in (first, second)] == [["key"], ["key"]]


def test_an_unknown_code_resolves_to_its_refusal_and_a_live_one_is_told(
    new_miniapp: Opener, sdk_page: str
) -> None:
    miniapp = ready(new_miniapp(target=sdk_page))
    assert grant(miniapp, code="01LIVE")["errorCode"] == "4100"
    assert "promotion 01LIVE looks like a live one" in miniapp.shell.await_entry("problem")["text"]


@pytest.mark.parametrize(("toss_version", "is_undefined"), [("5.231.9", True), ("5.232.0", False)])
def test_an_old_toss_resolves_to_undefined(
    new_miniapp: Opener, sdk_page: str, toss_version: str, *, is_undefined: bool
) -> None:
    miniapp = ready(new_miniapp(target=sdk_page, toss_version=toss_version))
    assert miniapp.page.evaluate(IS_UNDEFINED, TEST_CODE) is is_undefined
