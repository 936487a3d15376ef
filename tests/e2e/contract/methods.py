"""The methods of the bridge: the SDK's function for each, with arguments that fit."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

from e2e.contract.buying import COINS, GRANTED, PAID, SUBSCRIBED

BANNERS: Final = "TossAds keeps it to itself: test_ads.py draws a banner through it"
NATIVE_ONLY: Final = "the native shell's own script calls it, and no function of the SDK"


@dataclass(frozen=True)
class Method:
    """`function` is None where the SDK has none, and `why` says so.

    `before` is an expression that is awaited first; the arguments may use its value, `before`.
    `toss_version` is the one in which the SDK calls the name, "" for any; `wire_args` what is on
    the wire where the function takes something else.
    """

    function: str | None
    args: str = ""
    before: str = ""
    why: str = ""
    toss_version: str = ""
    wire_args: str = ""


def _pdf() -> str:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF", resolution=72)
    return base64.b64encode(out.getvalue()).decode()


METHODS: Final[dict[str, Method]] = {
    "closeView": Method("sdk.closeView"),
    "generateHapticFeedback": Method("sdk.generateHapticFeedback", "{ type: 'tap' }"),
    "share": Method("sdk.share", "{ message: 'hello' }"),
    "setSecureScreen": Method("sdk.setSecureScreen", "{ enabled: true }"),
    "setScreenAwakeMode": Method("sdk.setScreenAwakeMode", "{ enabled: true }"),
    "getNetworkStatus": Method("sdk.getNetworkStatus"),
    "setIosSwipeGestureEnabled": Method("sdk.setIosSwipeGestureEnabled", "{ isEnabled: false }"),
    "openURL": Method("sdk.openURL", "'intoss://another-app/path'"),
    "getPermission": Method("sdk.getPermission", "{ name: 'clipboard', access: 'read' }"),
    "openPermissionDialog": Method(
        "sdk.openPermissionDialog", "{ name: 'clipboard', access: 'read' }"
    ),
    "requestPermission": Method("sdk.requestPermission", "{ name: 'clipboard', access: 'read' }"),
    "setClipboardText": Method("sdk.setClipboardText", "'hello'"),
    "getClipboardText": Method("sdk.getClipboardText"),
    "fetchContacts": Method(
        "sdk.fetchContacts", "{ size: 2, offset: 0, query: { contains: '김' } }"
    ),
    "fetchAlbumPhotos": Method(
        "sdk.fetchAlbumPhotos", "{ maxCount: 1, maxWidth: 64, base64: true }"
    ),
    "getCurrentLocation": Method("sdk.getCurrentLocation", "{ accuracy: sdk.Accuracy.Balanced }"),
    "openCamera": Method("sdk.openCamera", "{ maxWidth: 64, base64: true }"),
    "appLogin": Method("sdk.appLogin"),
    "eventLog": Method("sdk.eventLog", "{ log_name: 'n', log_type: 'event', params: { a: 1 } }"),
    "getTossShareLink": Method(
        "sdk.getTossShareLink", "'intoss://my-app/path', 'https://x.test/i'"
    ),
    "setDeviceOrientation": Method("sdk.setDeviceOrientation", "{ type: 'landscape' }"),
    "checkoutPayment": Method("sdk.checkoutPayment", "{ params: { payToken: 'fake' } }"),
    "requestTossPayPaysBilling": Method(
        "sdk.requestTossPayPaysBilling", "{ params: { wrappedToken: 'fake' } }"
    ),
    "saveBase64Data": Method(
        "sdk.saveBase64Data", "{ data: 'aGk=', fileName: 'hi.txt', mimeType: 'text/plain' }"
    ),
    "openPDFViewer": Method("sdk.openPDFViewer", f"{{ data: '{_pdf()}', filename: 'a.pdf' }}"),
    "fetchAlbumItems": Method(
        "sdk.fetchAlbumItems", "{ types: ['PHOTO'], maxCount: 1, maxWidth: 64, base64: true }"
    ),
    "appsInTossSignTossCert": Method("sdk.appsInTossSignTossCert", "{ txId: 'fake' }"),
    "getGameCenterGameProfile": Method("sdk.getGameCenterGameProfile"),
    "openGameCenterLeaderboard": Method("sdk.openGameCenterLeaderboard"),
    "submitGameCenterLeaderBoardScore": Method(
        "sdk.submitGameCenterLeaderBoardScore", "{ score: '10' }"
    ),
    "getAnonymousKey": Method("sdk.getAnonymousKey"),
    "getUserKeyForGame": Method("sdk.getUserKeyForGame"),
    "grantPromotionReward": Method(
        "sdk.grantPromotionReward", "{ params: { promotionCode: 'TEST_AITDESK', amount: 10 } }"
    ),
    "grantPromotionRewardForGame": Method(
        "sdk.grantPromotionRewardForGame",
        "{ params: { promotionCode: 'TEST_AITDESK', amount: 10 } }",
    ),
    "getIsTossLoginIntegratedService": Method("sdk.getIsTossLoginIntegratedService"),
    "getServerTime": Method("sdk.getServerTime"),
    "getConsentedUserData": Method(
        "sdk.getConsentedUserData",
        "{ consentedUserDataKey: 'k', shouldRequestAgreementWhenUserDeclined: true }",
    ),
    "requestReview": Method("sdk.requestReview"),
    "getDeclaredAgeRange": Method("sdk.getDeclaredAgeRange", "{ ageGates: [13, 18] }"),
    "addAccessoryButton": Method(
        "sdk.partner.addAccessoryButton",
        "{ id: 'heart', title: 'Heart', icon: { name: 'icon-heart-mono' } }",
    ),
    "removeAccessoryButton": Method("sdk.partner.removeAccessoryButton"),
    "getStorageItem": Method(
        "sdk.Storage.getItem", "'key'", before="sdk.Storage.setItem('key', 'value')"
    ),
    "setStorageItem": Method("sdk.Storage.setItem", "'key', 'value'"),
    "removeStorageItem": Method("sdk.Storage.removeItem", "'key'"),
    "clearItems": Method("sdk.Storage.clearItems"),
    "iapGetProductItemList": Method("sdk.IAP.getProductItemList"),
    "iapCreateOneTimePurchaseOrder": Method(
        f"""(() => new Promise((resolve, reject) => sdk.IAP.createOneTimePurchaseOrder({{
          options: {{ sku: '{COINS}', processProductGrant: () => true }},
          onEvent: ({{ data }}) => resolve(data), onError: reject }})))""",
        toss_version="5.225.0",
        wire_args=f"{{ productId: '{COINS}' }}",
    ),
    "processProductGrant": Method(
        None,
        "{ orderId: before?.data?.orderId ?? 'none', isProductGranted: true }",
        before=PAID,
        why="IAP.createOneTimePurchaseOrder sends it between purchased and success",
    ),
    "getPendingOrders": Method("sdk.IAP.getPendingOrders", before=PAID),
    "getCompletedOrRefundedOrders": Method(
        "sdk.IAP.getCompletedOrRefundedOrders", "{ key: null }", before=GRANTED
    ),
    "completeProductGrant": Method(
        "sdk.IAP.completeProductGrant",
        "{ params: { orderId: before?.data?.orderId ?? 'none' } }",
        before=PAID,
    ),
    "getSubscriptionInfo": Method(
        "sdk.IAP.getSubscriptionInfo",
        "{ params: { orderId: before?.data?.orderId ?? 'none' } }",
        before=SUBSCRIBED,
    ),
    "isAppsInTossAdMobLoaded": Method(
        "sdk.GoogleAdMob.isAppsInTossAdMobLoaded", "{ adGroupId: 'ait-ad-test-rewarded-id' }"
    ),
    "tossAdEventLog": Method(
        None, "{ log_name: 'n', log_type: 'event', params: { a: 1 } }", why=BANNERS
    ),
    "memoryDebugLog": Method(None, "{ a: 1 }", why=NATIVE_ONLY),
    "debugLog": Method(
        None, "{ log_name: 'n', log_type: 'debug', params: { a: 1 } }", why=NATIVE_ONLY
    ),
}
