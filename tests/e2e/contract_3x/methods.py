"""The methods of SDK 3.x: the SDK's functions for each, with arguments that fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from e2e.contract.buying import COINS
from e2e.contract.methods import METHODS as METHODS_2X
from e2e.contract_3x.buying import GRANTED, PAID, SUBSCRIBED

AD: Final = "{ adGroupId: 'ait-ad-test-rewarded-id' }"
LOG: Final = "{ log_name: 'n', log_type: 'event', params: { a: 1 } }"
CLIPBOARD: Final = "{ name: 'clipboard', access: 'read' }"
ACCURACY: Final = "{ accuracy: sdk.Accuracy.Balanced }"
REWARD: Final = "{ promotionCode: 'TEST_AITDESK', amount: 10 }"
ORDER: Final = "{ orderId: before?.data?.orderId ?? 'none' }"
PATH: Final = "'intoss://my-app/path'"
IMAGE: Final = "'https://x.test/i'"
WRAPPED: Final = f"{{ params: {REWARD} }}"


@dataclass(frozen=True)
class Method:
    """`functions` are the SDK's, by their path, with what each takes; `args` are the wire's.

    `before` is an expression that is awaited first; the arguments may use its value, `before`.
    `told` is what a function tells that calls the name but looks like an event. `toss_version` is
    the one in which the SDK calls the name, "" for any.
    """

    functions: dict[str, str] = field(default_factory=dict)
    args: str = ""
    before: str = ""
    told: tuple[str, ...] = ()
    toss_version: str = ""


def _alike(*paths: str, args: str = "", before: str = "") -> Method:
    """Return a name that its functions hand their arguments on to as they are."""
    return Method(dict.fromkeys(paths, args), args, before)


def _as_in_2x(name: str, *paths: str) -> Method:
    return _alike(*paths, args=METHODS_2X[name].args)


METHODS: Final[dict[str, Method]] = {
    "loadAppsInTossAdmob": Method(
        {"GoogleAdMob.loadAppsInTossAdMob": f"{{ options: {AD}, ...on }}"}, AD, told=("loaded",)
    ),
    "getCachedStatusAppsInTossAdmob": _alike("GoogleAdMob.isAppsInTossAdMobLoaded", args=AD),
    "eventLog": Method(
        {
            "eventLog": LOG,
            "Analytics.log": LOG,
            "Analytics.screen": "{ log_name: 'n', a: 1 }",
            "Analytics.impression": "{ a: 1 }",
            "Analytics.click": "",
        },
        LOG,
    ),
    "requestPermission": _alike("requestPermission", args=CLIPBOARD),
    "getPermission": _alike("getPermission", args=CLIPBOARD),
    "openPermissionDialog": _alike("openPermissionDialog", args=CLIPBOARD),
    "getClipboardText": _alike("getClipboardText", "Clipboard.getText"),
    "setClipboardText": Method(
        {"setClipboardText": "'hello'", "Clipboard.setText": "'hello'"}, "{ text: 'hello' }"
    ),
    "fetchContacts": _as_in_2x("fetchContacts", "fetchContacts", "Device.getContacts"),
    "fetchAlbumPhotos": _as_in_2x("fetchAlbumPhotos", "fetchAlbumPhotos", "Device.getPhotos"),
    "openCamera": _as_in_2x("openCamera", "openCamera", "Device.openCamera"),
    "getCurrentLocation": _alike("getCurrentLocation", "Device.getLocation", args=ACCURACY),
    "fetchAlbumItems": _as_in_2x("fetchAlbumItems", "fetchAlbumItems", "Device.getAlbumItems"),
    "openURL": Method({"openURL": PATH, "Device.openURL": PATH}, f"{{ url: {PATH} }}"),
    "generateHapticFeedback": _alike(
        "generateHapticFeedback", "Device.triggerHaptic", args="{ type: 'tap' }"
    ),
    "getNetworkStatus": _alike("getNetworkStatus", "Environment.getNetworkStatus"),
    "getServerTime": _alike("getServerTime", "Environment.getServerTime"),
    "openPDFViewer": _as_in_2x("openPDFViewer", "openPDFViewer", "File.openPDFViewer"),
    "saveBase64Data": _as_in_2x("saveBase64Data", "saveBase64Data", "File.saveBase64"),
    "getGameCenterGameProfile": _alike("getGameCenterGameProfile", "Game.getUserProfile"),
    "openGameCenterLeaderboard": _alike("openGameCenterLeaderboard", "Game.openLeaderboard"),
    "submitGameCenterLeaderBoardScore": _alike(
        "submitGameCenterLeaderBoardScore", "Game.setLeaderboardScore", args="{ score: '10' }"
    ),
    "iapGetProductItemList": _alike("IAP.getProductItemList"),
    "getPendingOrders": _alike("IAP.getPendingOrders", before=PAID),
    "getCompletedOrRefundedOrders": Method(
        {"IAP.getCompletedOrRefundedOrders": "{ key: 'dropped' }"}, "{}", before=GRANTED
    ),
    "completeProductGrant": Method(
        {"IAP.completeProductGrant": f"{{ params: {ORDER} }}"}, ORDER, before=PAID
    ),
    "getSubscriptionInfo": _alike(
        "IAP.getSubscriptionInfo", args=f"{{ params: {ORDER} }}", before=SUBSCRIBED
    ),
    "processProductGrant": Method(  # the SDK's functions call it between purchased and success
        args="{ orderId: before?.data?.orderId ?? 'none', isProductGranted: true }", before=PAID
    ),
    "iapCreateOneTimePurchaseOrder": Method(
        {
            "IAP.createOneTimePurchaseOrder": f"""{{
              options: {{ productId: '{COINS}', processProductGrant: () => true }}, ...on }}"""
        },
        f"{{ productId: '{COINS}' }}",
        told=("success",),
        toss_version="5.225.0",
    ),
    "grantPromotionReward": Method(
        {
            "grantPromotionReward": WRAPPED,
            "Promotion.grantReward": REWARD,
            "grantPromotionRewardForGame": WRAPPED,
        },
        WRAPPED,
    ),
    "requestMiniAppReview": _alike("requestReview", "Review.request"),
    "closeView": _alike("closeView", "Screen.close"),
    "setScreenAwakeMode": _as_in_2x(
        "setScreenAwakeMode", "setScreenAwakeMode", "Screen.setAwakeMode"
    ),
    "setSecureScreen": _as_in_2x("setSecureScreen", "setSecureScreen", "Screen.setSecure"),
    "setIosSwipeGestureEnabled": _as_in_2x(
        "setIosSwipeGestureEnabled", "setIosSwipeGestureEnabled", "Screen.setIosSwipeBack"
    ),
    "setDeviceOrientation": _as_in_2x(
        "setDeviceOrientation", "setDeviceOrientation", "Screen.setOrientation"
    ),
    "share": _as_in_2x("share", "share", "Share.sendMessage"),
    "getTossShareLink": Method(
        {
            "getTossShareLink": f"{PATH}, {IMAGE}",
            "Share.createLink": f"{{ path: {PATH}, ogImageUrl: {IMAGE} }}",
        },
        f"{{ url: {PATH}, ogImageUrl: {IMAGE} }}",
    ),
    "getStorageItem": Method(
        {"Storage.getItem": "'key'"}, "{ key: 'key' }", before="sdk.Storage.setItem('key', 'value')"
    ),
    "setStorageItem": Method({"Storage.setItem": "'key', 'value'"}, "{ key: 'key', value: 'v' }"),
    "removeStorageItem": Method({"Storage.removeItem": "'key'"}, "{ key: 'key' }"),
    "clearStorage": _alike("Storage.clearItems"),
    "clearItems": Method(),  # what 3.0 and 3.1 may still say
    "getStorageItems": Method(
        {"Storage.getItems": "['key', 'other']"},
        "{ keys: ['key', 'other'] }",
        before="sdk.Storage.setItem('key', 'value')",
    ),
    "setStorageItems": Method(
        {"Storage.setItems": "[{ key: 'key', value: 'v' }]"},
        "{ items: [{ key: 'key', value: 'v' }] }",
    ),
    "getIsTossLoginIntegratedService": _alike(
        "getIsTossLoginIntegratedService", "TossAuth.isIntegrated"
    ),
    "appLogin": _alike("appLogin", "TossAuth.login"),
    "appsInTossSignTossCert": _as_in_2x(
        "appsInTossSignTossCert", "appsInTossSignTossCert", "TossAuth.sign"
    ),
    "checkoutPayment": Method(
        {
            "checkoutPayment": "{ params: { payToken: 'fake' } }",
            "TossPay.checkoutPayment": "{ params: { payToken: 'fake' } }",
            "TossPay.authorize": "{ payToken: 'fake' }",
        },
        "{ payToken: 'fake' }",
    ),
    "requestTossPayPaysBilling": Method(
        {
            "requestTossPayPaysBilling": "{ params: { wrappedToken: 'fake' } }",
            "TossPay.requestTossPayPaysBilling": "{ params: { wrappedToken: 'fake' } }",
            "TossPay.authorizeSubscription": "{ wrappedToken: 'fake' }",
        },
        "{ wrappedToken: 'fake' }",
    ),
    "getAnonymousKey": _alike("getAnonymousKey", "User.getAnonymousKey", "getUserKeyForGame"),
    "getConsentedUserData": _as_in_2x(
        "getConsentedUserData", "getConsentedUserData", "User.getConsentedData"
    ),
    "getDeclaredAgeRange": _as_in_2x(
        "getDeclaredAgeRange", "getDeclaredAgeRange", "User.getDeclaredAgeRange"
    ),
    "createAnonymousKeyAuthCode": _alike("User.createAnonymousKeyAuthCode"),
    "addAccessoryButton": _as_in_2x("addAccessoryButton", "partner.addAccessoryButton"),
    "removeAccessoryButton": _alike("partner.removeAccessoryButton"),
    "tossAdEventLog": Method(args=LOG),  # TossAds of 3.0.3 and older calls it
}
