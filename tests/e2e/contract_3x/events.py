"""The events of SDK 3.x: the SDK's functions for each, and what it is told in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from e2e.contract.buying import COINS, MONTHLY
from e2e.contract.events import AD_SHOWN, LOCATION
from e2e.contract.events import EVENTS as EVENTS_2X
from e2e.contract_3x.buying import COINS_OPTIONS, MONTHLY_OPTIONS, first
from e2e.contract_3x.methods import AD

if TYPE_CHECKING:
    from aitdesk.value import Json

BUTTON: Final = "{ id: 'a', title: 'A', icon: { name: 'i' } }"
MODULE: Final = "{ moduleId: 'm' }"
TEMPLATE: Final = "{ templateCode: 't' }"
WEB: Final = "{ callbackId: 'c' }"
BOUGHT: Final = ("success",)
BOUGHT_ON_WIRE: Final = ("purchased", "success")


@dataclass(frozen=True)
class Event:
    """`functions` are the SDK's, by their path, with what each takes: the callbacks are `on`.

    `told` is how many payloads come, or the `type` of each; `told_on_wire` where the bare bridge
    is told more than the SDK passes on. `act` is what control is asked to bring it about.
    """

    functions: dict[str, str]
    told: tuple[str, ...] | int = 1
    options: str = "undefined"
    before: str = ""
    act: tuple[str, str, Json] | None = None
    told_on_wire: tuple[str, ...] = ()


def _alike(*paths: str, options: str, told: tuple[str, ...] | int = 1, before: str = "") -> Event:
    functions = dict.fromkeys(paths, f"{{ options: {options}, ...on }}")
    return Event(functions, told, options, before)


def _generic(name: str, *sources: str, act: tuple[str, str, Json], before: str = "") -> Event:
    """Return an event that only the SDK's listeners for any name lead to."""
    paths = [f"{source}.addEventListener" for source in sources]
    return Event(dict.fromkeys(paths, f"'{name}', on"), before=before, act=act)


EVENTS: Final[dict[str, Event]] = {
    "showAppsInTossAdmob": _alike(
        "GoogleAdMob.showAppsInTossAdMob",
        options=AD,
        told=AD_SHOWN,
        before=f"contract.line.call('loadAppsInTossAdmob')({AD})",
    ),
    "loadFullScreenAd": _alike("loadFullScreenAd", options=AD, told=("loaded",)),
    "showFullScreenAd": _alike(
        "showFullScreenAd", options=AD, told=AD_SHOWN, before=first("loadFullScreenAd", AD)
    ),
    "startUpdateLocation": _alike(
        "startUpdateLocation", "Device.subscribeLocation", options=LOCATION
    ),
    "requestOneTimePurchase": Event(
        {
            "IAP.createOneTimePurchaseOrder": f"""{{
              options: {{ sku: '{COINS}', processProductGrant: () => true }}, ...on }}"""
        },
        BOUGHT,
        COINS_OPTIONS,
        told_on_wire=BOUGHT_ON_WIRE,
    ),
    "requestSubscriptionPurchase": Event(
        {
            "IAP.createSubscriptionPurchaseOrder": f"""{{
              options: {{ sku: '{MONTHLY}', processProductGrant: () => true }}, ...on }}"""
        },
        BOUGHT,
        MONTHLY_OPTIONS,
        told_on_wire=BOUGHT_ON_WIRE,
    ),
    "requestNotificationAgreement": _alike(
        "requestNotificationAgreement",
        "Notification.requestAgreement",
        options=TEMPLATE,
        told=("newAgreement",),
    ),
    "contactsViral": _alike(
        "contactsViral",
        "Promotion.openContactsInvite",
        options=MODULE,
        told=(*["sendViral"] * 5, "close"),
    ),
    "gameInfoOverlayHidden": Event(
        {"Game.subscribeInfoOverlayHidden": "on"},
        act=("POST", "/events", {"name": "gameInfoOverlayHidden"}),
    ),
    "backEvent": _generic(
        "backEvent",
        *("graniteEvent", "appsInTossEvent", "tdsEvent"),
        act=("POST", "/press", {"button": "back"}),
    ),
    "homeEvent": _generic("homeEvent", "graniteEvent", act=("POST", "/press", {"button": "home"})),
    "navigationAccessoryEvent": _generic(
        "navigationAccessoryEvent",
        "tdsEvent",
        before=f"sdk.partner.addAccessoryButton({BUTTON})",
        act=("POST", "/press", {"button": "accessory"}),
    ),
    "safeAreaInsetsChange": Event(
        {"SafeArea.subscribe": "on", "SafeAreaInsets.subscribe": "on"},
        before="sdk.setDeviceOrientation({ type: 'portrait' })",
        act=("PATCH", "/state", {"screen": {"orientation": "landscape"}}),
    ),
    "onVisibilityChangedByTransparentServiceWeb": Event(
        {"onVisibilityChangedByTransparentServiceWeb": f"{{ options: {WEB}, ...on }}"},
        options=WEB,
        act=("PATCH", "/state", {"service_web": {"visible": {"c": True}}}),
    ),
    # TossAds of 3.0.3 and older subscribes to the one or the other.
    "fetchTossAd": Event({}, options=EVENTS_2X["fetchTossAd"].options),
    "fetchAppsInTossAd": Event({}, options=EVENTS_2X["fetchAppsInTossAd"].options),
    "entryMessageExited": _generic(
        "entryMessageExited",
        "appsInTossEvent",
        act=("POST", "/events", {"name": "entryMessageExited"}),
    ),
}
