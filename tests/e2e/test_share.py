"""Sharing through the real SDK: a sheet that nobody waits for, links, and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

SHARE: Final = "async (message) => (await sdk.share({ message })) === undefined"
LINK: Final = "(path) => sdk.getTossShareLink(path).catch(({ code }) => code)"
INVITE: Final = """() => {
  window.told = [];
  sdk.contactsViral({ options: { moduleId: "aitdesk-test" }, onEvent: (e) => told.push(e),
                      onError: (e) => told.push(String(e)) });
}"""


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    return keep_miniapp(target=sdk_page)


@pytest.fixture
def page(miniapp: MiniApp) -> Page:
    """A new document, in which the SDK is there."""
    miniapp.page.reload()
    expect(miniapp.page.get_by_test_id("sdk-status")).to_have_text("ready")
    return miniapp.page


def test_sharing_is_over_for_the_page_while_its_sheet_is_open(miniapp: MiniApp, page: Page) -> None:
    is_over = page.evaluate(SHARE, "안녕\nhello")
    expect(miniapp.sheet).to_contain_text("hello")
    miniapp.sheet.get_by_test_id("aitdesk-choice-memo").click()
    kept = miniapp.shell.await_entry("state", part="sharing")["value"]["shared"]
    told = [(each["message"], each["target"]) for each in kept]
    assert (is_over, told) == (True, [("안녕\nhello", "memo")])


def test_a_share_link_is_short_and_a_bare_path_is_none(page: Page) -> None:
    link = page.evaluate(LINK, "intoss://my-app/a?b=c")
    assert (link.partition("aitdesk-")[0], page.evaluate(LINK, "/a")) == (
        "https://minion.toss.im/",
        "EXECUTION_ERROR",
    )


def test_friends_are_invited_one_after_the_other_until_the_person_goes_back(
    miniapp: MiniApp, page: Page
) -> None:
    page.evaluate(INVITE)
    for number in ("010-0000-0003", "010-0000-0005"):
        miniapp.sheet.get_by_test_id(f"aitdesk-item-{number}").click()
        miniapp.sheet.get_by_test_id("aitdesk-choice-invite").click()
    miniapp.sheet.get_by_test_id("aitdesk-choice-back").click()
    page.wait_for_function("told.length === 3")
    reward = {"type": "sendViral", "data": {"rewardAmount": 1, "rewardUnit": "하트"}}
    assert page.evaluate("told") == [
        reward,
        reward,
        {
            "type": "close",
            "data": {
                "closeReason": "clickBackButton",
                "sentRewardAmount": 2,
                "sendableRewardsCount": 3,
                "sentRewardsCount": 2,
                "rewardUnit": "하트",
            },
        },
    ]
