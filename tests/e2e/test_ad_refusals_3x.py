"""Banners of SDK 3.x that are not drawn: why, and what the page is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.error_catalog import refusal
from banner_page import BANNER, PAGE, begin, wait_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    from e2e.conftest import Opener


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page without the SDK."""
    made = tmp_path_factory.mktemp("ads")
    (made / "index.html").write_text(PAGE, "utf-8")
    return str(made)


@pytest.fixture
def page(new_miniapp: Opener, folder: str) -> Page:
    return new_miniapp(target=folder).page


BLANK = refusal("fetchAppsInTossAd", "BLANK_ID").message


@pytest.mark.parametrize("how", ["attach", "attachBanner"])
@pytest.mark.parametrize(
    ("group_id", "target", "message"),
    [
        ("  ", "body", BLANK),
        (BANNER, "#nowhere", "[toss-ad] Failed to find target element: #nowhere"),
    ],
)
def test_what_cannot_be_attached_fails_at_once_without_a_slot(
    page: Page, how: str, group_id: str, target: str, message: str
) -> None:
    told = page.evaluate(
        """async ([how, id, target]) => {
          await begin();
          told.length = 0;
          const attached = attach(how, id, target);
          if (how === "attachBanner") attached.destroy();
          return told;
        }""",
        [how, group_id, target],
    )
    error = {"code": 0, "message": message}
    payload = {"slotId": "", "adGroupId": group_id.strip(), "adMetadata": {}, "error": error}
    assert told == [["onAdFailedToRender", payload]]


def test_nothing_is_attached_before_it_is_set_up(new_miniapp: Opener, folder: str) -> None:
    page = new_miniapp(target=folder).page
    names = page.evaluate(
        """async (id) => {
          const order = [];
          attach("attachBanner", id, document.body);
          const begun = begin().then(() => order.push("initialized"));
          order.push("returned");
          await begun;
          await begin();
          return [told[0][1].error, ...order];
        }""",
        BANNER,
    )
    message = "[toss-ad] Call initialize() before attaching an ad."
    assert names == [{"code": 0, "message": message}, "returned", "initialized"]


def test_a_group_without_an_ad_and_one_that_fails_have_their_callbacks(
    new_miniapp: Opener, folder: str
) -> None:
    miniapp = new_miniapp(target=folder)
    groups = {"none": {"outcome": "no_fill"}, "bad": {"outcome": "fails_to_show"}}
    miniapp.shell.set(ads={"groups": groups})
    begin(miniapp.page, "none")
    none = wait_for(miniapp.page, "onNoFill")
    begin(miniapp.page, "bad")
    bad = wait_for(miniapp.page, "onAdFailedToRender")
    entry = miniapp.shell.await_entry("call", name="__injectedAdLog")
    assert (none["adGroupId"], none["adMetadata"], bad["adMetadata"], bad["error"]) == (
        "none",
        {},
        {},
        {"code": 1004, "message": "Ad response status: ERROR"},
    )
    assert entry["args"] == [
        {
            "log_name": "display_ads_all::error__banner",
            "log_type": "debug",
            "params": {
                "error_code": 1004,
                "error_message": "Ad response status: ERROR",
                "ad_group_id": "bad",
            },
        }
    ]


@pytest.mark.parametrize(
    "options", [{"toss_version": "5.263.0"}, {"environment": "sandbox"}], ids=str
)
def test_where_there_are_no_ads_it_says_so_and_every_banner_fails(
    new_miniapp: Opener, folder: str, options: Mapping[str, str]
) -> None:
    page = new_miniapp(target=folder, **options).page
    begin(page)
    payload = wait_for(page, "onAdFailedToRender")
    assert (page.evaluate("seen.isSupported"), payload["adMetadata"], payload["error"]) == (
        False,
        {},
        {"code": 1011, "message": refusal("fetchAppsInTossAd", "NOT_SUPPORTED").message},
    )


def test_whether_there_are_ads_follows_the_phone_while_the_page_stays(
    new_miniapp: Opener, folder: str
) -> None:
    miniapp = new_miniapp(target=folder)
    ask = "() => __appsInToss.ads.initialize.isSupported()"
    assert miniapp.page.evaluate(ask) is True
    miniapp.shell.set(environment={"toss_version": "5.263.0"})
    miniapp.page.wait_for_function("() => !__appsInToss.ads.initialize.isSupported()")
    miniapp.page.reload()
    assert (miniapp.page.evaluate(ask), miniapp.page.evaluate("seen.isSupported")) == (
        False,
        False,
    )
