"""What a page of SDK 3.x finds before its first script, and how it stays true."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import aitdesk
from phone import Phone, open_phone
from standin import with_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.value import Json
    from e2e.conftest import Opener

# The very first thing in the document, before the SDK.
FIRST: Final = """<script>
  window.seen = {
    posts: typeof window.ReactNativeWebView?.postMessage,
    constants: { ...window.__appsInTossConstants },
    ads: Object.keys(window.__appsInToss?.ads ?? {}),
    isIn: ["ReactNativeWebView", "__appsInTossConstants", "__appsInToss"]
      .map((name) => name in window),
    optional: ["__bridgeMethods__", "__bridgeInitialState__", "nativeBatchedEvents",
               "nativeEmitterMap", "nativeEmitter"].filter((name) => name in window),
  };
</script>"""
FLAGS: Final = """() => Object.fromEntries(Object.entries(__appsInTossConstants)
  .filter(([name]) => /^is.*Supported$/.test(name)))"""


@pytest.fixture(scope="module")
def kept(
    keep_miniapp: Opener, standin_page: str, tmp_path_factory: pytest.TempPathFactory
) -> Phone:
    folder = with_head(standin_page, tmp_path_factory.mktemp("first") / "page", FIRST)
    return open_phone(keep_miniapp, folder)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def seen(phone: Phone) -> dict[str, Any]:
    """Return what the first script of the document saw."""
    phone.page.wait_for_function("() => 'sdk' in window")
    found: dict[str, Any] = phone.page.evaluate("seen")
    return found


def catalogue() -> dict[str, Any]:
    text = (Path(aitdesk.__file__).parent / "api" / "catalogue_3x.toml").read_text("utf-8")
    return tomllib.loads(text)


def test_the_first_script_finds_everything_that_the_sdk_and_mini_apps_look_for(
    phone: Phone,
) -> None:
    found = seen(phone)
    constants = found.pop("constants")
    assert found == {
        "posts": "function",
        "ads": ["initialize", "attach", "attachBanner", "destroy", "destroyAll"],
        "isIn": [True, True, True],
        "optional": [],
    }
    # There is no configuration to take the bar from.
    assert constants.keys() == catalogue()["constant"].keys() - {"navigationBar"}
    assert constants == phone.page.evaluate("__appsInTossConstants")


def test_every_flag_is_true_on_the_newest_toss_of_an_iphone(phone: Phone) -> None:
    flags = phone.page.evaluate(FLAGS)
    assert flags == dict.fromkeys(flags, True)
    assert len(flags) == sum(name.startswith("is") for name in catalogue()["constant"])


def test_the_sandbox_opens_every_flag_but_those_of_ads(phone: Phone) -> None:
    phone.patch(environment={"operational": "sandbox", "toss_version": "5.0.0"})
    phone.page.wait_for_function("() => sdk.getOperationalEnvironment() === 'sandbox'")
    flags = phone.page.evaluate(FLAGS)
    assert {name for name, is_on in flags.items() if not is_on} == {
        "isFetchAppsInTossAdSupported",
        "isFetchTossAdSupported",
        "isGetCachedStatusAppsInTossAdmobSupported",
        "isLoadAppsInTossAdmobSupported",
        "isShowAppsInTossAdmobSupported",
        "isLoadFullScreenAdSupported",
        "isShowFullScreenAdSupported",
    }
    assert phone.page.evaluate("sdk.TossAds.initialize.isSupported()") is False


@pytest.mark.parametrize(
    ("change", "function", "value"),
    [
        ({"locale": "en-US"}, "getLocale", "en-US"),
        ({"platform": "android"}, "getPlatformOS", "android"),
        ({"operational": "sandbox"}, "getOperationalEnvironment", "sandbox"),
        ({"toss_version": "5.231.0"}, "getTossAppVersion", "5.231.0"),
    ],
)
def test_a_change_of_the_phone_is_read_at_once_and_by_the_next_first_script(
    phone: Phone, change: dict[str, Json], function: str, value: str
) -> None:
    phone.patch(environment=change)
    phone.page.wait_for_function("([name, value]) => sdk[name]() === value", arg=[function, value])
    now = phone.page.evaluate("__appsInTossConstants")
    phone.page.reload()
    assert seen(phone)["constants"] == now


def test_an_older_toss_closes_the_flags_of_what_it_lacks(phone: Phone) -> None:
    phone.patch(environment={"toss_version": "5.269.0"})
    phone.page.wait_for_function("() => sdk.getTossAppVersion() === '5.269.0'")
    flags = phone.page.evaluate(FLAGS)
    closed = {name for name, is_on in flags.items() if not is_on}
    assert closed == {"isGetStorageItemsSupported", "isSetStorageItemsSupported"}


def test_new_insets_are_told_and_then_read(phone: Phone) -> None:
    phone.page.evaluate(
        """() => {
          window.insets = [];
          sdk.SafeArea.subscribe({ onEvent: (told) => insets.push(told) });
          return sdk.getNetworkStatus();
        }"""
    )
    insets: dict[str, Json] = {"top": 1, "right": 2, "bottom": 3, "left": 4}
    phone.ask("PUT", "/device/insets", insets)
    phone.page.wait_for_function("() => sdk.SafeArea.get().top === 1")
    assert phone.page.evaluate("[insets, sdk.SafeArea.get()]") == [[insets], insets]


def leave_by_reload(phone: Phone) -> None:
    phone.page.reload()


def leave_by_link(phone: Phone) -> None:
    phone.page.evaluate("void (location.href = '/elsewhere')")
    phone.page.wait_for_url("**/elsewhere")


def leave_by_control(phone: Phone) -> None:
    phone.ask("POST", "/navigate", {"path": "/sent"})
    phone.page.wait_for_url("**/sent")


@pytest.mark.parametrize(
    "leave", [leave_by_reload, leave_by_link, leave_by_control], ids=lambda leave: leave.__name__
)
def test_the_next_document_finds_the_same_and_nothing_of_the_old_subscriptions(
    phone: Phone, leave: Callable[[Phone], None]
) -> None:
    before = seen(phone)
    phone.listen("graniteEvent.addEventListener", "backEvent")
    phone.get("getNetworkStatus")
    assert phone.ask("POST", "/events", {"name": "backEvent"}) == {"told": 1}
    phone.page.evaluate("window.isOld = true")
    leave(phone)
    phone.page.wait_for_function("() => !window.isOld && 'sdk' in window")
    assert seen(phone) == before
    assert phone.ask("POST", "/events", {"name": "backEvent"}) == {"told": 0}
    assert phone.get("getAnonymousKey")["type"] == "HASH"


def test_a_call_that_is_left_behind_is_abandoned_and_answers_nobody(phone: Phone) -> None:
    phone.begin("appLogin")
    phone.sheet.wait_for()
    phone.page.reload()
    seen(phone)
    entry = phone.miniapp.shell.await_entry("call", name="appLogin", outcome="abandoned")
    phone.expect_no_sheet()
    assert (entry["line"], phone.get("getNetworkStatus")) == ("3", "WIFI")
