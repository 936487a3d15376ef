"""The events of the bridge: the SDK's function for each, and what it is told in the end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from e2e.contract.buying import COINS, MONTHLY, first
from e2e.contract.methods import BANNERS

if TYPE_CHECKING:
    from aitdesk.value import Json

AD: Final = "{ adGroupId: 'ait-ad-test-rewarded-id' }"
UNIT: Final = "{ adUnitId: 'ait-ad-test-rewarded-id' }"
LOCATION: Final = "{ accuracy: sdk.Accuracy.Balanced, timeInterval: 1000, distanceInterval: 1 }"
AD_SHOWN: Final = ("requested", "show", "impression", "userEarnedReward", "dismissed")
LISTENED: Final = "only the generic listeners lead to it"
SPACE: Final = json.dumps(
    {
        "specVersion": "1.4.1",
        "platform": "WEB",
        "spaceUnitId": "ait-ad-test-banner-id",
        "sdkVersion": "2.10.8",
        "availableStyleIds": ["1", "2"],
        "device": "{{device}}",
        "app": {"version": "5.270.0", "bundle": "com.vivarepublica.cash", "subBundle": ""},
    }
)


@dataclass(frozen=True)
class Event:
    """`public` subscribes with the callbacks `on`, None where the SDK has nothing for it.

    `told` is how many payloads come, or the `type` of each; `told_on_wire` where the bare bridge
    is told more than the SDK passes on. `act` is what control is asked to bring it about.
    """

    public: str | None
    told: tuple[str, ...] | int
    options: str = "undefined"
    before: str = ""
    why: str = ""
    act: tuple[str, str, Json] | None = None
    told_on_wire: tuple[str, ...] | None = None


def _ad(function: str, told: tuple[str, ...], *, load: str = "", options: str = AD) -> Event:
    before = first(load, options) if load else ""
    return Event(f"{function}({{ options: {options}, ...on }})", told, options, before)


EVENTS: Final[dict[str, Event]] = {
    "backEvent": Event(
        "sdk.graniteEvent.addEventListener('backEvent', on)",
        1,
        act=("POST", "/press", {"button": "back"}),
    ),
    "homeEvent": Event(
        "sdk.graniteEvent.addEventListener('homeEvent', on)",
        1,
        act=("POST", "/press", {"button": "home"}),
    ),
    "navigationAccessoryEvent": Event(
        "sdk.tdsEvent.addEventListener('navigationAccessoryEvent', on)",
        1,
        before="sdk.partner.addAccessoryButton({ id: 'a', title: 'A', icon: { name: 'i' } })",
        act=("POST", "/press", {"button": "accessory"}),
    ),
    "safeAreaInsetsChange": Event(
        "sdk.SafeAreaInsets.subscribe(on)",
        1,
        before="sdk.setDeviceOrientation({ type: 'portrait' })",
        act=("PATCH", "/state", {"screen": {"orientation": "landscape"}}),
    ),
    "updateLocationEvent": Event(
        f"sdk.startUpdateLocation({{ options: {LOCATION}, ...on }})", 1, LOCATION
    ),
    "startUpdateLocation": Event(
        None, 1, LOCATION, why="the SDK's own startUpdateLocation shadows it"
    ),
    "onVisibilityChangedByTransparentServiceWeb": Event(
        "sdk.onVisibilityChangedByTransparentServiceWeb({ options: { callbackId: 'c' }, ...on })",
        1,
        "{ callbackId: 'c' }",
        act=("PATCH", "/state", {"service_web": {"visible": {"c": True}}}),
    ),
    "contactsViral": Event(
        "sdk.contactsViral({ options: { moduleId: 'm' }, ...on })",
        (*["sendViral"] * 5, "close"),
        "{ moduleId: 'm' }",
    ),
    "loadAppsInTossAdMob": _ad("sdk.GoogleAdMob.loadAppsInTossAdMob", ("loaded",)),
    "showAppsInTossAdMob": _ad(
        "sdk.GoogleAdMob.showAppsInTossAdMob", AD_SHOWN, load="loadAppsInTossAdMob"
    ),
    "loadFullScreenAd": _ad("sdk.loadFullScreenAd", ("loaded",)),
    "showFullScreenAd": _ad("sdk.showFullScreenAd", AD_SHOWN, load="loadFullScreenAd"),
    "fetchTossAd": Event(
        None,
        1,
        "{ adGroupId: 'ait-ad-test-banner-id', sdkId: '108', availableStyleIds: ['1', '2'] }",
        why=BANNERS,
    ),
    "fetchAppsInTossAd": Event(None, 1, SPACE, why=BANNERS),
    "appBridgeCallbackEvent": Event(None, 0, why=LISTENED),
    "requestOneTimePurchase": Event(
        f"""sdk.IAP.createOneTimePurchaseOrder({{
          options: {{ sku: '{COINS}', processProductGrant: () => true }}, ...on }})""",
        ("success",),
        f"{{ sku: '{COINS}' }}",
    ),
    "requestSubscriptionPurchase": Event(
        f"""sdk.IAP.createSubscriptionPurchaseOrder({{
          options: {{ sku: '{MONTHLY}', processProductGrant: () => true }}, ...on }})""",
        ("success",),
        f"{{ sku: '{MONTHLY}', offerId: null }}",
        told_on_wire=("purchased", "success"),
    ),
    "iapCreateOneTimePurchaseOrder": Event(
        None, 0, f"{{ sku: '{COINS}' }}", why="no function of the SDK subscribes to it"
    ),
    "requestNotificationAgreement": Event(
        "sdk.requestNotificationAgreement({ options: { templateCode: 't' }, ...on })",
        ("newAgreement",),
        "{ templateCode: 't' }",
    ),
    "entryMessageExited": Event(
        None, 1, why=LISTENED, act=("POST", "/events", {"name": "entryMessageExited"})
    ),
    "loadAdMobInterstitialAd": _ad(
        "sdk.GoogleAdMob.loadAdMobInterstitialAd", ("loaded",), options=UNIT
    ),
    "showAdMobInterstitialAd": _ad(
        "sdk.GoogleAdMob.showAdMobInterstitialAd",
        ("requested",),
        load="loadAdMobInterstitialAd",
        options=UNIT,
    ),
    "loadAdMobRewardedAd": _ad("sdk.GoogleAdMob.loadAdMobRewardedAd", ("loaded",), options=UNIT),
    "showAdMobRewardedAd": _ad(
        "sdk.GoogleAdMob.showAdMobRewardedAd",
        ("requested",),
        load="loadAdMobRewardedAd",
        options=UNIT,
    ),
}
