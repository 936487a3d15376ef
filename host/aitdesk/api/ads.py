"""Advertising. Until an ad can be shown here, the mini-app is still told what its Toss supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.registry import constant
from aitdesk.shell.environment import since

if TYPE_CHECKING:
    from aitdesk.shell import Shell

_AD_MOB_V1 = since("5.209.0")
_AD_MOB = since("5.227.0")
_FETCH_TOSS_AD = since("5.241.0")
_AD_MOB_LOADED = since("5.244.0")
_FETCH_APPS_IN_TOSS_AD = since("5.264.0")


@constant("loadAppsInTossAdMob_isSupported")
def load_apps_in_toss_ad_mob_is_supported(shell: Shell) -> bool:
    """Tell whether loadAppsInTossAdMob is there.

    Reply: true from 5.227.0, never in the sandbox.
    Source: native host, SDK 1.2.0 to 2.10.8.
    """
    return shell.environment.shows_ads(_AD_MOB)


@constant("showAppsInTossAdMob_isSupported")
def show_apps_in_toss_ad_mob_is_supported(shell: Shell) -> bool:
    """Tell whether showAppsInTossAdMob is there.

    Reply: true from 5.227.0, never in the sandbox.
    Source: native host, SDK 1.2.0 to 2.10.8.
    """
    return shell.environment.shows_ads(_AD_MOB)


@constant("isAppsInTossAdMobLoaded_isSupported")
def is_apps_in_toss_ad_mob_loaded_is_supported(shell: Shell) -> bool:
    """Tell whether isAppsInTossAdMobLoaded is there.

    Reply: true from 5.244.0, never in the sandbox.
    Source: native host, SDK 1.8.0 to 2.10.8.
    """
    return shell.environment.shows_ads(_AD_MOB_LOADED)


@constant("loadFullScreenAd_isSupported")
def load_full_screen_ad_is_supported(shell: Shell) -> bool:
    """Tell whether loadFullScreenAd is there.

    Reply: true from 5.227.0, never in the sandbox.
    Source: native host, SDK 1.6.2 to 2.10.8.
    """
    return shell.environment.shows_ads(_AD_MOB)


@constant("showFullScreenAd_isSupported")
def show_full_screen_ad_is_supported(shell: Shell) -> bool:
    """Tell whether showFullScreenAd is there.

    Reply: true from 5.227.0, never in the sandbox.
    Source: native host, SDK 1.6.2 to 2.10.8.
    """
    return shell.environment.shows_ads(_AD_MOB)


@constant("fetchTossAd_isSupported")
def fetch_toss_ad_is_supported(shell: Shell) -> bool:
    """Tell whether fetchTossAd is there.

    Reply: true from 5.241.0, never in the sandbox.
    Source: native host, SDK 1.6.2 to 2.10.8.
    """
    return shell.environment.shows_ads(_FETCH_TOSS_AD)


@constant("fetchAppsInTossAd_isSupported")
def fetch_apps_in_toss_ad_is_supported(shell: Shell) -> bool:
    """Tell whether fetchAppsInTossAd is there.

    Reply: true from 5.264.0, never in the sandbox.
    Source: native host, SDK 2.10.4 to 2.10.8.
    """
    return shell.environment.shows_ads(_FETCH_APPS_IN_TOSS_AD)


@constant("loadAdMobInterstitialAd_isSupported")
def load_ad_mob_interstitial_ad_is_supported(shell: Shell) -> bool:
    """Tell whether loadAdMobInterstitialAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@constant("showAdMobInterstitialAd_isSupported")
def show_ad_mob_interstitial_ad_is_supported(shell: Shell) -> bool:
    """Tell whether showAdMobInterstitialAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@constant("loadAdMobRewardedAd_isSupported")
def load_ad_mob_rewarded_ad_is_supported(shell: Shell) -> bool:
    """Tell whether loadAdMobRewardedAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@constant("showAdMobRewardedAd_isSupported")
def show_ad_mob_rewarded_ad_is_supported(shell: Shell) -> bool:
    """Tell whether showAdMobRewardedAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)
