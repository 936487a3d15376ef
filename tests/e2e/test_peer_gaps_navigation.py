"""Leaving, arriving and the bar, through the real SDK: the native shell acts, not the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from phone import Phone, open_phone

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from e2e.conftest import Opener

STATUS_PX, BAR_PX, WIDTH_PX = 54, 98, 393
HEART: Final = {"id": "heart", "title": "하트", "icon": {"name": "icon-heart-mono"}}
TOSS_PAGE: Final = (
    "supertoss://transparent-service-web?url=https%3A%2F%2Ftoss.im&onVisibilityChangeCallback=first"
)


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, sdk_page: str) -> Phone:
    return open_phone(keep_miniapp, sdk_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def visit(phone: Phone, path: str) -> None:
    """Go on inside the page, and wait until the shell knows."""
    phone.page.evaluate("(path) => history.pushState(null, '', path)", path)
    phone.miniapp.shell.await_entry("navigation", url=phone.page.url)


def test_a_swipe_from_the_edge_goes_back_unless_the_mini_app_forbids_it(phone: Phone) -> None:
    for path in ("/swipe-1", "/swipe-2"):
        visit(phone, path)
    phone.call("setIosSwipeGestureEnabled", {"isEnabled": False})
    phone.press("swipe_back")
    phone.call("setIosSwipeGestureEnabled", {"isEnabled": True})
    phone.press("swipe_back")
    phone.page.wait_for_url("**/swipe-1")
    assert len(phone.miniapp.shell.journal("state", text="back was swiped")) == 1


def fire(phone: Phone) -> int:
    """Let the shell tell an event, and return how many heard it."""
    return int(phone.ask("POST", "/events", {"name": "entryMessageExited"})["told"])


def test_events_of_the_shell_reach_the_listener_until_it_goes(phone: Phone) -> None:
    phone.listen("appsInTossEvent.addEventListener", "entryMessageExited")
    phone.miniapp.shell.await_entry("subscribe", name="entryMessageExited")
    counts = [fire(phone)]
    assert phone.told(1) == ["undefined"]
    phone.forget()
    phone.miniapp.shell.await_entry("unsubscribe", name="entryMessageExited")
    counts.append(fire(phone))
    assert counts == [1, 0]


def bar_of(phone: Phone) -> QImage:
    return phone.picture().copy(0, STATUS_PX, WIDTH_PX, BAR_PX - STATUS_PX)


def test_the_accessory_button_stands_in_the_bar_until_it_is_removed(phone: Phone) -> None:
    before = bar_of(phone)
    phone.call("partner.addAccessoryButton", HEART)
    shown = bar_of(phone)
    phone.call("partner.removeAccessoryButton")
    assert (shown == before, bar_of(phone) == before) == (False, True)


def test_a_tap_on_the_accessory_button_is_told_with_its_id(phone: Phone) -> None:
    phone.listen("tdsEvent.addEventListener", "navigationAccessoryEvent")
    phone.press("accessory")
    for name in ("heart", "star"):
        phone.call("partner.addAccessoryButton", {**HEART, "id": name})
        phone.press("accessory")
    phone.call("partner.removeAccessoryButton")
    phone.press("accessory")
    assert phone.told(2) == [{"id": "heart"}, {"id": "star"}]


def test_home_is_told_to_a_listener_and_leads_home_without_one(phone: Phone) -> None:
    visit(phone, "/away")
    phone.listen("graniteEvent.addEventListener", "homeEvent")
    phone.miniapp.shell.await_entry("subscribe", name="homeEvent")
    phone.press("home")
    assert phone.told(1) == [{}]
    assert phone.page.evaluate("location.pathname") == "/away"
    phone.forget()
    phone.miniapp.shell.await_entry("unsubscribe", name="homeEvent")
    phone.press("home")
    phone.page.wait_for_function("() => location.pathname === '/'")


def test_a_link_is_handed_to_the_phone_and_the_page_stays(phone: Phone) -> None:
    pages, url = len(phone.page.context.pages), phone.page.url
    links = [
        "https://example.com/?a=1",
        "supertoss://web?url=https%3A%2F%2Ftoss.im%2Fterms",
        "supertoss://send",
    ]
    assert [phone.get("openURL", each) for each in links] == [True, True, True]
    handed = [
        (entry["text"], entry["openable"])
        for entry in phone.miniapp.shell.journal("state")
        if "openable" in entry
    ][-3:]
    assert handed == [
        ("link: https://example.com/?a=1", True),
        ("link: https://toss.im/terms", True),
        ("link: supertoss://send", False),
    ]
    assert (len(phone.page.context.pages), phone.page.url) == (pages, url)


def test_what_is_no_link_is_refused(phone: Phone) -> None:
    assert phone.call("openURL", "no link") == ["rejected", "EUNSPECIFIED"]


@pytest.mark.parametrize("target", ["messages", "memo", "copy"])
def test_the_share_sheet_shares_with_the_target_that_is_tapped(phone: Phone, target: str) -> None:
    assert phone.call("share", {"message": "같이 해요"}) == ["undefined"]
    phone.tap(target)
    phone.expect_no_sheet()
    shared = phone.state("sharing")["shared"]
    assert [(each["message"], each["target"]) for each in shared] == [("같이 해요", target)]


def test_a_share_sheet_that_is_closed_shares_nothing(phone: Phone) -> None:
    phone.call("share", {"message": "같이 해요"})
    phone.tap("close")
    phone.expect_no_sheet()
    assert phone.state("sharing")["shared"] == []


def test_each_path_has_a_share_link_of_its_own_and_a_bare_path_has_none(phone: Phone) -> None:
    paths = ["intoss://aitdesk-sdk-page/a", "intoss://aitdesk-sdk-page/b"]
    first, second, again = [phone.get("getTossShareLink", each) for each in (*paths, paths[0])]
    assert (first == again, first == second) == (True, False)
    assert phone.call("getTossShareLink", "/a") == ["rejected", "EXECUTION_ERROR"]


def test_the_page_hears_when_a_transparent_page_of_toss_comes_and_goes(phone: Phone) -> None:
    name = "onVisibilityChangedByTransparentServiceWeb"
    phone.listen(name, {"options": {"callbackId": "first"}})
    phone.miniapp.shell.await_entry("subscribe", name=name)
    phone.call("openURL", TOSS_PAGE)
    assert phone.told(1) == [True]
    assert phone.page.evaluate("document.visibilityState") == "visible"
    phone.tap("close")
    assert phone.told(2) == [True, False]
