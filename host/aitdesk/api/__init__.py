"""What the mini-app can ask, one module a family of the SDK. FAMILIES is the index."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

    FAMILIES: tuple[ModuleType, ...]
    """Every family, in the order of NAMES; taking it loads them all."""

FIRST: Final = (
    "environment", "app", "screen", "review", "age", "ads", "ads_v1", "banner", "support",
)  # fmt: skip
"""The families with constants: the page's first script reads them."""

LATER: Final[Mapping[str, tuple[str, ...]]] = {
    "auth": (
        "getAnonymousKey",
        "getUserKeyForGame",
        "getIsTossLoginIntegratedService",
        "appLogin",
        "createAnonymousKeyAuthCode",
    ),
    "permission": ("getPermission", "openPermissionDialog", "requestPermission"),
    "storage": (
        "getStorageItem",
        "setStorageItem",
        "removeStorageItem",
        "clearItems",
        "clearStorage",
        "getStorageItems",
        "setStorageItems",
    ),
    "clipboard": ("getClipboardText", "setClipboardText"),
    "contacts": ("fetchContacts",),
    "album": ("fetchAlbumPhotos", "fetchAlbumItems"),
    "camera": ("openCamera",),
    "location": ("getCurrentLocation", "updateLocationEvent", "startUpdateLocation"),
    "share": ("share", "getTossShareLink", "contactsViral"),
    "haptics": ("generateHapticFeedback",),
    "document": ("saveBase64Data", "openPDFViewer"),
    "iap": (
        "iapGetProductItemList",
        "iapCreateOneTimePurchaseOrder",
        "requestOneTimePurchase",
        "requestSubscriptionPurchase",
    ),
    "iap_orders": (
        "processProductGrant",
        "getPendingOrders",
        "completeProductGrant",
        "getCompletedOrRefundedOrders",
        "getSubscriptionInfo",
    ),
    "tosspay": ("checkoutPayment", "requestTossPayPaysBilling"),
    "promotion": ("grantPromotionReward", "grantPromotionRewardForGame"),
    "game": (
        "getGameCenterGameProfile",
        "submitGameCenterLeaderBoardScore",
        "openGameCenterLeaderboard",
        "gameInfoOverlayHidden",
    ),
    "navigation": ("closeView", "openURL", "backEvent", "homeEvent"),
    "accessory": ("addAccessoryButton", "removeAccessoryButton", "navigationAccessoryEvent"),
    "migration": ("__originStorage",),
    "analytics": ("eventLog", "debugLog", "memoryDebugLog", "tossAdEventLog"),
    "notification": ("requestNotificationAgreement",),
    "consent": ("getConsentedUserData",),
    "certificate": ("appsInTossSignTossCert",),
    "service_web": (
        "onVisibilityChangedByTransparentServiceWeb",
        "appBridgeCallbackEvent",
        "entryMessageExited",
    ),
}
"""The others, with the names that each answers: each is loaded when one of them is called."""


def load(names: Iterable[str]) -> Iterator[ModuleType]:
    """Yield the families of these names; each is loaded when it is asked for."""
    return (import_module(f"aitdesk.api.{name}") for name in names)


def __getattr__(name: str) -> object:
    if name != "FAMILIES":
        raise AttributeError(name)
    return tuple(load((*FIRST, *LATER)))
