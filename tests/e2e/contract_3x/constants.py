"""The constants of SDK 3.x: what of the SDK reads each."""

from __future__ import annotations

from typing import Final

# What reads a constant; of a flag it is the `isSupported()` of these functions.
CONSTANTS: Final[dict[str, tuple[str, ...]]] = {
    "locale": ("getLocale()", "Device.locale"),
    "platformOS": ("getPlatformOS()", "Device.os"),
    "operationalEnvironment": ("getOperationalEnvironment()", "Environment.environment"),
    "tossAppVersion": ("getTossAppVersion()", "Environment.tossAppVersion"),
    "schemeUri": ("getSchemeUri()", "Environment.initialURL"),
    "deploymentId": ("env.getDeploymentId()", "Environment.deploymentId"),
    "deviceId": ("getDeviceId()", "Environment.deviceId"),
    "groupId": ("getGroupId()", "Environment.groupId"),
    "isGetCachedStatusAppsInTossAdmobSupported": (
        "GoogleAdMob.isAppsInTossAdMobLoaded.isSupported()",
    ),
    "isLoadAppsInTossAdmobSupported": ("GoogleAdMob.loadAppsInTossAdMob.isSupported()",),
    "isShowAppsInTossAdmobSupported": ("GoogleAdMob.showAppsInTossAdMob.isSupported()",),
    "isLoadFullScreenAdSupported": ("loadFullScreenAd.isSupported()",),
    "isShowFullScreenAdSupported": ("showFullScreenAd.isSupported()",),
    "isFetchAlbumItemsSupported": (
        "fetchAlbumItems.isSupported()",
        "Device.getAlbumItems.isSupported()",
    ),
    "isOpenPDFViewerSupported": (
        "openPDFViewer.isSupported()",
        "File.openPDFViewer.isSupported()",
    ),
    "isGetServerTimeSupported": (
        "getServerTime.isSupported()",
        "Environment.getServerTime.isSupported()",
    ),
    "isRequestOneTimePurchaseSupported": (),  # it chooses how IAP buys
    "isRequestReviewSupported": ("requestReview.isSupported()", "Review.request.isSupported()"),
    "isRequestTossPayPaysBillingSupported": (
        "requestTossPayPaysBilling.isSupported()",
        "TossPay.authorizeSubscription.isSupported()",
    ),
    "isGetConsentedUserDataSupported": (
        "getConsentedUserData.isSupported()",
        "User.getConsentedData.isSupported()",
    ),
    "isGetDeclaredAgeRangeSupported": (
        "getDeclaredAgeRange.isSupported()",
        "User.getDeclaredAgeRange.isSupported()",
    ),
    "isGetStorageItemsSupported": ("Storage.getItems.isSupported()",),
    "isSetStorageItemsSupported": ("Storage.setItems.isSupported()",),
    "appName": (),
    "safeAreaInsets": ("getSafeAreaInsets()", "SafeArea.get()", "SafeAreaInsets.get()"),
    "appsInTossGlobals": ("getAppsInTossGlobals()",),
    "isFetchTossAdSupported": (),  # TossAds of 3.0.3 and older reads it, and the next
    "isFetchAppsInTossAdSupported": (),
    "brandDisplayName": (),
    "brandIcon": (),
    "brandPrimaryColor": (),
    "webViewType": (),
    "navigationBar": (),
}
