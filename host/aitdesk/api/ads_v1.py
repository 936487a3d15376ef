"""Google's full-screen ads as SDK 1.6.2 and older ask for them: the load is told everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from aitdesk.api.decorators import Gate, Params, constant, event
from aitdesk.phone.environment import since
from aitdesk.phone.error_catalog import refusal
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.ad_group import AdKind
    from aitdesk.phone.ads import Loaded, Pool
    from aitdesk.value import Json

Payload: TypeAlias = "dict[str, Json]"

_AD_MOB_V1 = since("5.209.0")
_POOLS: Final[dict[AdKind, Pool]] = {
    "interstitial": "interstitial_v1",
    "rewarded": "rewarded_v1",
}


class Unit(Params, frozen=True, rename="camel"):
    """{adUnitId}."""

    ad_unit_id: str


def _gate(name: str) -> Gate:
    return Gate(
        minimum=_AD_MOB_V1, is_only_in_toss=True, refuses=partial(refusal, name, "NOT_SUPPORTED")
    )


@constant("loadAdMobInterstitialAd_isSupported")
def load_ad_mob_interstitial_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether loadAdMobInterstitialAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@constant("showAdMobInterstitialAd_isSupported")
def show_ad_mob_interstitial_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether showAdMobInterstitialAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@constant("loadAdMobRewardedAd_isSupported")
def load_ad_mob_rewarded_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether loadAdMobRewardedAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@constant("showAdMobRewardedAd_isSupported")
def show_ad_mob_rewarded_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether showAdMobRewardedAd is there.

    Reply: true from 5.209.0, never in the sandbox.
    Source: native host, SDK 0.0.40 to 1.6.2.
    """
    return shell.environment.shows_ads(_AD_MOB_V1)


@event("loadAdMobInterstitialAd", line=Line.GRANITE, gate=_gate("loadAdMobInterstitialAd"))
async def load_ad_mob_interstitial_ad(
    shell: SimulatedPhone, params: Unit
) -> AsyncIterator[Payload]:
    """Load an interstitial ad, and tell what happens to it when it is shown.

    Reply: {type: "loaded", data: {adUnitId, responseInfo}}; later {type} of show, impression,
      clicked, dismissed; or failedToShow.
    Errors: PLACEMENT_ID_FETCH_FAILED when the unit has no ad (assumed); the message without a code
      in the sandbox and below 5.209.0.
    Differs: the ad network's names and ids are visibly not real ones.
    Source: native host 1.6.2; the order inferred.
    """
    ad = _load(shell, "interstitial", params.ad_unit_id, name="loadAdMobInterstitialAd")
    data: Payload = {"adUnitId": ad.group_id, "responseInfo": shell.ads.new_response()}
    yield {"type": "loaded", "data": data}
    async for moment in shell.ads.shown_v1(ad):
        yield {"type": moment}


@event("showAdMobInterstitialAd", line=Line.GRANITE, gate=_gate("showAdMobInterstitialAd"))
async def show_ad_mob_interstitial_ad(
    shell: SimulatedPhone, params: Unit
) -> AsyncIterator[Payload]:
    """Show the ad that was loaded; what happens to it is told to whoever loaded it.

    Reply: {type: "requested"}, once.
    Errors: FAILED_TO_GET_LOADED_AD when none is loaded (assumed); the message without a code in
      the sandbox and below 5.209.0.
    Differs: a click opens nothing.
    Source: native host 1.6.2.
    """
    _show(shell, "interstitial", params.ad_unit_id, name="showAdMobInterstitialAd")
    yield {"type": "requested"}


@event("loadAdMobRewardedAd", line=Line.GRANITE, gate=_gate("loadAdMobRewardedAd"))
async def load_ad_mob_rewarded_ad(shell: SimulatedPhone, params: Unit) -> AsyncIterator[Payload]:
    """Load a rewarded ad, and tell what happens to it when it is shown.

    Reply: {type: "loaded", data: {adUnitId, responseInfo}}; later {type} of show, impression,
      clicked, userEarnedReward without data, dismissed; or failedToShow.
    Errors: PLACEMENT_ID_FETCH_FAILED when the unit has no ad (assumed); the message without a code
      in the sandbox and below 5.209.0.
    Differs: the ad network's names and ids are visibly not real ones.
    Source: native host 1.6.2; the order inferred.
    """
    ad = _load(shell, "rewarded", params.ad_unit_id, name="loadAdMobRewardedAd")
    data: Payload = {"adUnitId": ad.group_id, "responseInfo": shell.ads.new_response()}
    yield {"type": "loaded", "data": data}
    async for moment in shell.ads.shown_v1(ad):
        yield {"type": moment}


@event("showAdMobRewardedAd", line=Line.GRANITE, gate=_gate("showAdMobRewardedAd"))
async def show_ad_mob_rewarded_ad(shell: SimulatedPhone, params: Unit) -> AsyncIterator[Payload]:
    """Show the ad that was loaded; what happens to it is told to whoever loaded it.

    Reply: {type: "requested"}, once.
    Errors: FAILED_TO_GET_LOADED_AD when none is loaded (assumed); the message without a code in
      the sandbox and below 5.209.0.
    Differs: the reward is told when the ad is closed; a click opens nothing.
    Source: native host 1.6.2.
    """
    _show(shell, "rewarded", params.ad_unit_id, name="showAdMobRewardedAd")
    yield {"type": "requested"}


def _load(shell: SimulatedPhone, kind: AdKind, unit_id: str, *, name: str) -> Loaded:
    shell.ads.warn(unit_id, problems=shell.problems)
    ad = _loaded(kind, unit_id)
    if not shell.ads.load(ad.pool, unit_id):
        raise refusal(name, "PLACEMENT_ID_FETCH_FAILED")
    return ad


def _show(shell: SimulatedPhone, kind: AdKind, unit_id: str, *, name: str) -> None:
    ad = _loaded(kind, unit_id)
    if not shell.ads.take(ad.pool, unit_id):
        raise refusal(name, "FAILED_TO_GET_LOADED_AD")
    shell.ads.show(
        # The function says which kind of ad it is, whatever the group is elsewhere.
        msgspec.structs.replace(shell.ads.group(unit_id), kind=kind),
        prompts=shell.prompts,
        say=shell.environment.say,
        for_call=name,
        tell=lambda moment: shell.ads.moments_v1.emit((ad, moment)),
    )


def _loaded(kind: AdKind, unit_id: str) -> Loaded:
    from aitdesk.phone.ads import Loaded  # a start needs the constants alone

    return Loaded(pool=_POOLS[kind], group_id=unit_id)
