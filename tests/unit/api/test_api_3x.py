"""Every call of SDK 3.x, each beside what SDK 2.x asks and gets for the same."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

import rig_3x
from aitdesk.value import UNDEFINED
from purchases import COINS, NEW_YEAR, NO_ADS, bought
from rig import Rig, call, resolved, talk
from stocked import (
    FIX,
    GROUP,
    HASHED,
    LOADED,
    METHODS,
    NO,
    REWARD,
    YES,
    shopper,
)

if TYPE_CHECKING:
    from aitdesk.value import Json, Value


A: Final = "data:image/jpeg;base64,YQ=="
AI: Final[Json] = {"data": "aGk=", "fileName": "a.txt", "mimeType": "text/plain"}
READ: Final[Json] = {"name": "clipboard", "access": "read"}
SHARED: Final = "https://minion.toss.im/aitdesk-PXaL7MC-RPzZ"


@dataclass(frozen=True)
class Older:
    """What SDK 2.x has for the same; what is not given is as in 3.x."""

    name: str = ""
    args: tuple[Json, ...] | None = None
    value: Value | None = None
    is_there: bool = True


NOT_THERE: Final = Older(is_there=False)


@dataclass(frozen=True)
class Case:
    """A call and what it resolves to."""

    name: str
    args: tuple[Json, ...]
    value: Value
    older: Older = Older()


def case(name: str, *args: Json, value: Value = UNDEFINED, older: Older | None = None) -> Case:
    return Case(name, args, value, older or Older())


CASES: Final = [
    case("loadAppsInTossAdmob", GROUP, value=LOADED, older=NOT_THERE),
    case("getCachedStatusAppsInTossAdmob", GROUP, value=NO, older=Older("isAppsInTossAdMobLoaded")),
    case("eventLog", {"log_name": "a", "log_type": "info", "params": {"n": 1}}, value=None),
    case("requestPermission", READ, value="allowed"),
    case("getPermission", READ, value="notDetermined"),
    case("openPermissionDialog", READ, value="allowed"),
    case("getClipboardText", value=""),
    case("setClipboardText", {"text": "t"}, value={"text": "t"}, older=Older(args=("t",))),
    case(
        "fetchContacts",
        {"size": 1, "offset": 29},
        value={
            "result": [{"name": "가짜 황당무", "phoneNumber": "010-0000-0030"}],
            "nextOffset": None,
            "done": True,
        },
    ),
    case("fetchAlbumPhotos", {}, value=[{"id": "a", "dataUri": A}]),
    case(
        "openCamera",
        {"base64": True},
        value={"id": "aitdesk-shot-1", "dataUri": "Tm9uZSAxMDI0"},
    ),
    case("getCurrentLocation", {"accuracy": 3}, value=FIX),
    case("fetchAlbumItems", {}, value=[{"id": "a", "dataUri": A, "type": "PHOTO"}]),
    case("openURL", {"url": "https://toss.im"}, value=YES, older=Older(args=("https://toss.im",))),
    case("generateHapticFeedback", {"type": "success"}),
    case("getNetworkStatus", value="WIFI"),
    case(
        "getServerTime",
        value={"serverTime": 1_767_225_600_000},
        older=Older(value=1_767_225_600_000),
    ),
    case("openPDFViewer", {"data": "aGk="}, value="CLOSE"),
    case("saveBase64Data", AI),
    case("getGameCenterGameProfile", value={"statusCode": "PROFILE_NOT_FOUND"}),
    case("openGameCenterLeaderboard", value=YES),
    case(
        "submitGameCenterLeaderBoardScore",
        {"score": "1"},
        value={"statusCode": "PROFILE_NOT_FOUND"},
    ),
    case("iapGetProductItemList", value={"products": []}),
    case(
        "getPendingOrders",
        value={
            "orders": [{"orderId": "order-1", "sku": COINS, "paymentCompletedDate": NEW_YEAR}],
            "orderIds": ["order-1"],
        },
    ),
    case(
        "getCompletedOrRefundedOrders",
        {},
        value={
            "hasNext": NO,
            "orders": [
                {"orderId": "order-2", "sku": NO_ADS, "status": "COMPLETED", "date": NEW_YEAR}
            ],
        },
    ),
    case(
        "completeProductGrant",
        {"orderId": "order-1"},
        value=YES,
        older=Older(args=({"params": {"orderId": "order-1"}},)),
    ),
    case("getSubscriptionInfo", {"params": {"orderId": "order-1"}}, value={}),
    case("processProductGrant", {"orderId": "order-1", "isProductGranted": YES}, value=None),
    case("iapCreateOneTimePurchaseOrder", {"productId": COINS}, value=bought("order-3")),
    case("grantPromotionReward", {"params": REWARD}, value={"key": "aitdesk-fake-reward-X"}),
    case("requestMiniAppReview", value=None, older=Older("requestReview")),
    case("closeView", value=None),
    case("setScreenAwakeMode", {"enabled": YES}, value={"enabled": YES}),
    case("setSecureScreen", {"enabled": YES}, value={"enabled": YES}),
    case("setIosSwipeGestureEnabled", {"isEnabled": NO}),
    case("setDeviceOrientation", {"type": "portrait"}),
    case("share", {"message": "m"}),
    case(
        "getTossShareLink",
        {"url": "intoss://my-app/a"},
        value={"shareLink": SHARED},
        older=Older(args=("intoss://my-app/a",), value=SHARED),
    ),
    case("getStorageItem", {"key": "k"}, value="v", older=Older(args=("k",))),
    case("setStorageItem", {"key": "k", "value": "w"}, value=None, older=Older(args=("k", "w"))),
    case("removeStorageItem", {"key": "k"}, value=None, older=Older(args=("k",))),
    case("clearStorage", value=None, older=Older("clearItems")),
    case("clearItems", value=None),
    case("getStorageItems", {"keys": ["k", "l"]}, value={"k": "v", "l": None}, older=NOT_THERE),
    case("setStorageItems", {"items": {"k": "w"}}, value=None, older=NOT_THERE),
    case("getIsTossLoginIntegratedService", value=NO),
    case("appLogin", value={"authorizationCode": "aitdesk-code-X", "referrer": "DEFAULT"}),
    case("appsInTossSignTossCert", {"txId": "t"}),
    case(
        "checkoutPayment",
        {"payToken": "t"},
        value={"success": YES},
        older=Older(args=({"params": {"payToken": "t"}},)),
    ),
    case(
        "requestTossPayPaysBilling",
        {"wrappedToken": "t"},
        value={"success": YES},
        older=Older(args=({"params": {"wrappedToken": "t"}},)),
    ),
    case("getAnonymousKey", value=HASHED),
    case("getConsentedUserData", {"consentedUserDataKey": "k"}, value={"USER_NAME": "n"}),
    case(
        "getDeclaredAgeRange",
        {"ageGates": [14]},
        value={
            "status": "SHARING",
            "lowerBound": 14,
            "ageRangeDeclaration": "selfDeclared",
            "activeParentalControls": [],
            "isEligibleForAgeFeatures": NO,
        },
    ),
    case("createAnonymousKeyAuthCode", value={"code": "aitdesk-key-code-X"}, older=NOT_THERE),
    case("tossAdEventLog", {"log_name": "n", "log_type": "debug", "params": {}}),
    case("addAccessoryButton", {"id": "i", "title": "t", "icon": {"name": "n"}}),
    case("removeAccessoryButton"),
]


def ready_for(name: str) -> Rig:
    rig = shopper()
    if name == "iapGetProductItemList":
        rig.shell.shop.observable.update(items=())
    return rig


def masked(got: list[Json]) -> list[Json]:
    """Replace what is made anew each time."""
    text = re.sub(r"(aitdesk(?:-key)?-code-)[\w-]{32}", r"\1X", json.dumps(got))
    text = re.sub(r"(aitdesk-fake-reward-)[\da-f]{16}", r"\1X", text)
    found: list[Json] = json.loads(text)
    return found


def test_every_call_is_in_the_table_once() -> None:
    assert sorted(each.name for each in CASES) == sorted(METHODS)


@pytest.mark.parametrize("each", CASES, ids=lambda each: each.name)
def test_a_call_of_sdk_3x_is_answered(each: Case) -> None:
    got = talk(ready_for(each.name), rig_3x.call(each.name, *each.args))
    assert masked(got) == [rig_3x.resolved(each.name, each.value)]


@pytest.mark.parametrize(
    "each", [each for each in CASES if each.older.is_there], ids=lambda each: each.name
)
def test_sdk_2x_gets_the_same_in_its_own_spelling(each: Case) -> None:
    older = each.older
    name = older.name or each.name
    args = each.args if older.args is None else older.args
    got = talk(ready_for(each.name), call(name, *args))
    value = each.value if older.value is None else older.value
    assert masked(got) == [resolved(name, value)]
