"""Whole flows of a person in a page of SDK 3.x: taps on the drawn sheets, and what they bring."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from aitdesk.errors import DriverError
from phone import Phone, open_phone
from standin import with_head

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Runner
    from e2e.conftest import Opener, Starter

REWARDED: Final = "ait-ad-test-rewarded-id"
NAME: Final = "shared"
PATH: Final = f"intoss://{NAME}/items/7?from=friend"
PICTURE: Final = "https://example.com/picture.png"
MOMENTS: Final = ("requested", "show", "impression", "clicked", "userEarnedReward", "dismissed")


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, standin_page: str) -> Phone:
    return open_phone(keep_miniapp, standin_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


# Login.


def redeem(phone: Phone, code: str) -> bool:
    """Use a code up as a server would, and tell whether that went well."""
    try:
        phone.miniapp.shell.redeem(code)
    except DriverError:
        return False
    return True


@pytest.mark.parametrize("login", ["appLogin", "TossAuth.login"])
def test_a_person_logs_in_once_and_the_code_is_redeemed_once(phone: Phone, login: str) -> None:
    before = phone.get("TossAuth.isIntegrated")
    phone.begin(login)
    expect(phone.sheet).to_contain_text("테스트 로그인")
    phone.tap("agree")
    first, silent = phone.answer[1], phone.get(login)
    codes = [each["authorizationCode"] for each in (first, silent)]
    redeemed = [redeem(phone, code) for code in (*codes, codes[0])]
    assert (before, phone.get("getIsTossLoginIntegratedService")) == (False, True)
    assert (first["referrer"], len(set(codes)), redeemed) == ("DEFAULT", 2, [True, True, False])


def test_a_refused_login_is_an_error_with_its_code_and_links_nobody(phone: Phone) -> None:
    phone.begin("appLogin")
    phone.tap("refuse")
    assert (phone.answer, phone.get("TossAuth.isIntegrated")) == (["rejected", "APP_LOGIN"], False)


# Sharing.


@pytest.mark.parametrize("share", ["share", "Share.sendMessage"])
def test_sharing_is_over_for_the_page_while_its_sheet_is_open(phone: Phone, share: str) -> None:
    answer = phone.call(share, {"message": "안녕\nhello"})
    expect(phone.sheet).to_contain_text("hello")
    phone.tap("memo")
    phone.expect_no_sheet()
    shared = [(each["message"], each["target"]) for each in phone.state("sharing")["shared"]]
    assert (answer, shared) == (["undefined"], [("안녕\nhello", "memo")])


@pytest.mark.parametrize(
    ("toss_version", "create", "args", "sent"),
    [
        ("5.270.0", "getTossShareLink", [PATH, PICTURE], {"url": PATH, "ogImageUrl": PICTURE}),
        ("5.239.0", "Share.createLink", [{"path": PATH}], {"url": PATH}),
        ("5.238.99", "Share.createLink", [{"path": PATH}], {}),
    ],
)
def test_a_share_link_leads_the_next_run_to_its_path(
    *,
    toss_version: str,
    create: str,
    args: list[object],
    sent: dict[str, str],
    new_miniapp: Opener,
    start_miniapp: Starter,
    standin_page: str,
    tmp_path: Path,
) -> None:
    shared: dict[str, Any] = {"target": standin_page, "app_name": NAME, "home": tmp_path}
    first = Phone(new_miniapp(**shared, toss_version=toss_version))
    first.page.wait_for_function("() => 'sdk' in window")
    link = first.get(create, *args)
    entry = first.miniapp.shell.await_entry("call", name="getTossShareLink")
    second = start_miniapp(**shared, scheme=link)
    second.page.wait_for_function("() => 'sdk' in window")
    assert second.page.evaluate("[location.pathname, sdk.getSchemeUri()]") == ["/items/7", PATH]
    assert entry["args"] == [sent]


def test_below_short_links_the_page_itself_adds_the_path_to_a_bare_one(phone: Phone) -> None:
    phone.patch(environment={"toss_version": "5.238.99"})
    phone.page.wait_for_function("() => sdk.getTossAppVersion() === '5.238.99'")
    query = parse_qs(urlsplit(phone.get("getTossShareLink", PATH)).query)
    assert query == {"deep_link_value": [PATH], "af_dp": [PATH]}


def test_friends_are_invited_until_the_person_goes_back(phone: Phone) -> None:
    phone.listen("Promotion.openContactsInvite", {"options": {"moduleId": "module"}})
    phone.pick("010-0000-0003")
    phone.tap("invite")
    reward = {"type": "sendViral", "data": {"rewardAmount": 1, "rewardUnit": "하트"}}
    assert phone.told(1) == [reward]
    phone.tap("back")
    assert phone.told(2)[1]["data"]["closeReason"] == "clickBackButton"


# Ads.


def test_a_rewarded_ad_is_loaded_by_a_call_shown_and_paid(phone: Phone) -> None:
    group = {"options": {"adGroupId": REWARDED}}
    phone.patch(ads={"groups": {REWARDED: {"countdown_ms": 0}}})
    before = phone.get("GoogleAdMob.isAppsInTossAdMobLoaded", group["options"])
    phone.listen("GoogleAdMob.loadAppsInTossAdMob", group)
    (loaded,) = phone.told(1)
    after = phone.get("GoogleAdMob.isAppsInTossAdMobLoaded", group["options"])
    asked = [
        (entry["name"], entry["args"]) for entry in phone.miniapp.shell.journal("call", line="3")
    ]
    assert (before, after, loaded["type"], loaded["data"]["adGroupId"]) == (
        False,
        True,
        "loaded",
        REWARDED,
    )
    assert ("loadAppsInTossAdmob", [group["options"]]) in asked
    phone.listen("GoogleAdMob.showAppsInTossAdMob", group)
    phone.sheet.get_by_role("button", name="자세히 보기").click()
    phone.sheet.get_by_role("button", name="보상 받기").click()
    told = phone.told(len(MOMENTS))
    assert tuple(each["type"] for each in told) == MOMENTS
    assert told[4] == {"type": "userEarnedReward", "data": {"unitType": "coin", "unitAmount": 1}}
    assert phone.get("GoogleAdMob.isAppsInTossAdMobLoaded", group["options"]) is False


def test_an_ad_that_there_is_not_is_an_error_with_its_code(phone: Phone) -> None:
    group = {"options": {"adGroupId": "none"}}
    phone.patch(ads={"groups": {"none": {"outcome": "no_fill"}}})
    phone.listen("GoogleAdMob.loadAppsInTossAdMob", group)
    assert phone.told(1) == [["failed", "PLACEMENT_ID_FETCH_FAILED"]]
    phone.listen("GoogleAdMob.showAppsInTossAdMob", group)
    assert phone.told(1) == [["failed", "FAILED_TO_GET_LOADED_AD"]]


def test_there_is_no_ad_in_the_sandbox_and_the_flag_says_so(phone: Phone) -> None:
    phone.patch(environment={"operational": "sandbox"})
    phone.page.wait_for_function(
        "() => sdk.GoogleAdMob.loadAppsInTossAdMob.isSupported() === false"
    )
    phone.page.evaluate(
        """(id) => {
          window.told = [];
          sdk.GoogleAdMob.loadAppsInTossAdMob({ options: { adGroupId: id }, onEvent() {},
            onError: (error) => told.push([error instanceof Error, "code" in error]) });
        }""",
        REWARDED,
    )
    assert phone.told(1) == [[True, False]]


# Documents.


def paper(pages: int) -> str:
    out = io.BytesIO()
    first, *others = [Image.new("RGB", (60, 80), (200, 40 * page, 90)) for page in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=72)
    return base64.b64encode(out.getvalue()).decode()


@pytest.mark.parametrize("view", ["openPDFViewer", "File.openPDFViewer"])
def test_a_document_is_shown_until_it_is_closed(phone: Phone, view: str) -> None:
    phone.begin(view, {"data": paper(2), "filename": "report.pdf"})
    expect(phone.sheet).to_contain_text("report.pdf")
    expect(phone.sheet.locator("canvas[width='900']")).to_have_count(2)
    assert phone.is_waiting
    phone.tap("close")
    phone.expect_no_sheet()
    assert phone.answer == ["resolved", "CLOSE"]


def test_what_is_no_document_is_refused_with_a_code(phone: Phone) -> None:
    no_pdf = base64.b64encode(b"no PDF").decode()
    answer = phone.call("File.openPDFViewer", {"data": no_pdf, "filename": "a.pdf"})
    assert answer == ["rejected", "INVALID_DATA"]


# Leaving and staying.


def visit(phone: Phone, path: str) -> None:
    """Go on inside the page, and wait until the shell knows."""
    phone.page.evaluate("(path) => history.pushState(null, '', path)", path)
    phone.miniapp.shell.await_entry("navigation", url=phone.page.url)


@pytest.mark.parametrize(
    ("event", "button", "payload"), [("backEvent", "back", "undefined"), ("homeEvent", "home", {})]
)
def test_a_listener_gets_the_button_in_place_of_navigation_until_it_goes(
    phone: Phone, event: str, button: str, payload: object
) -> None:
    visit(phone, f"/{button}-away")
    phone.listen("graniteEvent.addEventListener", event)
    phone.get("getNetworkStatus")
    for times in (1, 2):
        phone.press(button)
        assert phone.told(times) == [payload] * times
    assert phone.page.evaluate("location.pathname") == f"/{button}-away"
    phone.forget()
    phone.get("getNetworkStatus")
    phone.press(button)
    phone.page.wait_for_function("() => location.pathname === '/'")


def test_a_tap_on_the_accessory_button_is_told_with_its_id(phone: Phone) -> None:
    phone.listen("tdsEvent.addEventListener", "navigationAccessoryEvent")
    heart = {"id": "heart", "title": "하트", "icon": {"name": "icon-heart-mono"}}
    phone.call("partner.addAccessoryButton", heart)
    phone.press("accessory")
    assert phone.told(1) == [{"id": "heart"}]


def test_a_review_is_asked_for_and_answered_with_null(phone: Phone) -> None:
    phone.begin("Review.request")
    expect(phone.sheet).to_be_visible()
    phone.tap("later")
    assert phone.answer == ["resolved", None]


@pytest.mark.parametrize("close", ["closeView", "Screen.close"])
def test_close_view_ends_the_run(
    run_preview: Runner, standin_page: str, tmp_path: Path, close: str
) -> None:
    leave = f"<script>addEventListener('load', () => sdk.{close}())</script>"
    run = run_preview(with_head(standin_page, tmp_path / "page", "", end=leave))
    assert run.wait() == 0
    (entry,) = run.journal("call", name="closeView")
    assert (entry["args"], entry["outcome"], entry["line"]) == ([], "resolved", "3")
