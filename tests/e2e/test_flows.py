"""Whole flows of a person: taps on the drawn sheets, and what the mini-app then does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from phone import Phone

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Opener, Starter

BUY, PENDING, COMPLETE, HISTORY = (
    "IAP.createOneTimePurchaseOrder",
    "IAP.getPendingOrders",
    "IAP.completeProductGrant",
    "IAP.getCompletedOrRefundedOrders",
)
LINKED: Final = "intoss://aitdesk-sample/game?level=3"


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener) -> Phone:
    """The sample, kept for the whole module."""
    return Phone(keep_miniapp())


@pytest.fixture
def sample(kept: Phone) -> Phone:
    """The sample at its list of families, with the state as it began."""
    kept.ask("POST", "/reset", {})
    kept.page.goto(kept.page.url.split("?")[0])
    kept.page.get_by_test_id("tab-home").click()
    return kept


def open_family(phone: Phone, name: str) -> None:
    phone.page.get_by_test_id("tab-home").click()
    phone.page.get_by_test_id(f"open-{name}").click()


def start(phone: Phone, name: str) -> None:
    """Tap the button of a card."""
    phone.page.get_by_test_id(f"call-{name}").click()


def expect_result(phone: Phone, name: str, text: str) -> None:
    expect(phone.page.get_by_test_id(f"result-{name}")).to_have_text(text)


def expect_error(phone: Phone, name: str, code: str) -> None:
    expect(phone.page.get_by_test_id(f"error-code-{name}")).to_have_text(code)


def shown(phone: Phone, name: str, *, containing: str) -> Any:  # noqa: ANN401  # as the card shows it
    """Wait until the card shows a result with this in it, and return the result."""
    result = phone.page.get_by_test_id(f"result-{name}")
    expect(result).to_contain_text(containing)
    return json.loads(result.inner_text())


def result_of(phone: Phone, name: str, *, containing: str) -> Any:  # noqa: ANN401  # as the card shows it
    """Make the call of a card and return its result."""
    start(phone, name)
    return shown(phone, name, containing=containing)


def test_a_permission_is_refused_and_then_allowed(sample: Phone) -> None:
    open_family(sample, "clipboard")
    start(sample, "setClipboardText")
    sample.tap("deny")
    message = sample.page.get_by_test_id("error-message-setClipboardText")
    expect(message).to_have_text("클립보드 쓰기 권한이 거부되었어요.")
    start(sample, "setClipboardText.openPermissionDialog")
    sample.tap("allow")
    expect_result(sample, "setClipboardText.openPermissionDialog", '"allowed"')
    start(sample, "setClipboardText")
    shown(sample, "setClipboardText", containing="안녕하세요")


def test_a_product_is_paid_granted_and_in_the_history(sample: Phone) -> None:
    open_family(sample, "iap")
    start(sample, BUY)
    expect(sample.sheet).to_contain_text("테스트 결제 · Test purchase")
    sample.tap("pay")
    bought = shown(sample, BUY, containing='"success"')
    order_id = bought["data"]["orderId"]
    history = result_of(sample, HISTORY, containing=order_id)
    assert [(each["orderId"], each["status"]) for each in history["orders"]] == [
        (order_id, "COMPLETED")
    ]
    assert result_of(sample, PENDING, containing="orders")["orders"] == []


def test_a_purchase_that_the_person_cancels_leaves_no_order(sample: Phone) -> None:
    open_family(sample, "iap")
    start(sample, BUY)
    sample.tap("cancel")
    expect_error(sample, BUY, "USER_CANCELED")
    assert sample.state("orders") == {}


def test_a_purchase_that_is_not_granted_waits_until_it_is(sample: Phone) -> None:
    open_family(sample, "iap")
    sample.page.get_by_test_id(f"field-{BUY}-isGranted").click()
    start(sample, BUY)
    sample.tap("pay")
    expect_error(sample, BUY, "PRODUCT_NOT_GRANTED_BY_PARTNER")
    (pending,) = result_of(sample, PENDING, containing="orderId")["orders"]
    sample.page.get_by_test_id(f"field-{COMPLETE}-orderId").fill(pending["orderId"])
    start(sample, COMPLETE)
    expect_result(sample, COMPLETE, "true")
    history = result_of(sample, HISTORY, containing=pending["orderId"])
    assert [each["status"] for each in history["orders"]] == ["COMPLETED"]


def test_a_rewarded_ad_pays_after_its_countdown_only(sample: Phone) -> None:
    open_family(sample, "ads")
    group = "ait-ad-test-rewarded-id"
    for name in ("loadFullScreenAd", "showFullScreenAd"):
        sample.page.get_by_test_id(f"field-{name}-adGroupId").fill(group)
    start(sample, "loadFullScreenAd")
    shown(sample, "loadFullScreenAd", containing="loaded")
    start(sample, "showFullScreenAd")
    expect(sample.sheet.get_by_test_id("aitdesk-choice-reward")).to_be_disabled()
    sample.tap("reward")
    shown(sample, "showFullScreenAd", containing="dismissed")
    log = sample.page.get_by_test_id("log-showFullScreenAd")
    expect(log).to_contain_text("userEarnedReward")


def test_a_login_is_refused_then_agreed_to_and_later_silent(sample: Phone) -> None:
    open_family(sample, "auth")
    start(sample, "appLogin")
    sample.tap("refuse")
    expect_error(sample, "appLogin", "APP_LOGIN")
    start(sample, "getIsTossLoginIntegratedService")
    expect_result(sample, "getIsTossLoginIntegratedService", "false")
    start(sample, "appLogin")
    sample.tap("agree")
    first = shown(sample, "appLogin", containing="authorizationCode")
    start(sample, "getIsTossLoginIntegratedService")
    expect_result(sample, "getIsTossLoginIntegratedService", "true")
    start(sample, "appLogin")
    expect(sample.page.get_by_test_id("result-appLogin")).not_to_contain_text(
        first["authorizationCode"]
    )
    sample.expect_no_sheet()
    redeemed = sample.ask("POST", "/login/redeem", {"code": first["authorizationCode"]})
    assert redeemed["is_redeemed"] is True


@pytest.mark.parametrize("toss_version", ["5.266.0", "5.238.9"])
def test_a_share_link_made_here_opens_the_mini_app_here_at_its_path(
    new_miniapp: Opener, start_miniapp: Starter, toss_version: str, tmp_path: Path
) -> None:
    first = Phone(new_miniapp(home=tmp_path, toss_version=toss_version))
    open_family(first, "share")
    first.page.get_by_test_id("field-getTossShareLink-path").fill(LINKED)
    link = result_of(first, "getTossShareLink", containing="https")
    first.miniapp.close()
    opened = start_miniapp(scheme=str(link), home=tmp_path)
    expect(opened.page.get_by_test_id("page-game")).to_be_visible()
    assert "level=3" in opened.page.url


def test_photos_are_picked_in_the_album(sample: Phone) -> None:
    open_family(sample, "album")
    start(sample, "fetchAlbumPhotos")
    sample.tap("allow")
    for name in ("aitdesk-10-cat", "aitdesk-01-sea"):
        sample.pick(name)
    sample.tap("add")
    result = sample.page.get_by_test_id("result-fetchAlbumPhotos")
    expect(result).to_contain_text("aitdesk-01-sea")
    assert sample.page.evaluate(
        "() => [...document.querySelectorAll('main img')].every(({ naturalWidth }) => naturalWidth)"
    )


def test_a_pdf_is_shown_until_it_is_closed(sample: Phone) -> None:
    open_family(sample, "document")
    start(sample, "openPDFViewer")
    expect(sample.sheet).to_contain_text("sample.pdf")
    button = sample.page.get_by_test_id("call-openPDFViewer")
    expect(button).to_have_attribute("data-status", "running")
    sample.tap("close")
    expect_result(sample, "openPDFViewer", '"CLOSE"')
