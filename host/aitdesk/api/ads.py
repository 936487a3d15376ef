"""Full-screen advertisements: load one, then show it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.api.decorators import Gate, Params, constant, event, in_3x, method
from aitdesk.phone.environment import since
from aitdesk.phone.error_catalog import refusal
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.ad_group import AdGroup
    from aitdesk.phone.ads import Moment
    from aitdesk.phone.environment import MinVersion
    from aitdesk.value import Json

Payload: TypeAlias = "dict[str, Json]"

_AD_MOB = since("5.227.0")
_AD_MOB_LOADED = since("5.244.0")
_INTEGRATED = since("5.247.0")


class AdGroupName(Params, frozen=True, rename="camel"):
    """{adGroupId}."""

    ad_group_id: str


class AdQuestion(Params, array_like=True, frozen=True):
    """[{adGroupId}]."""

    group: AdGroupName


def _gate(name: str, minimum: MinVersion) -> Gate:
    return Gate(
        minimum=minimum, is_only_in_toss=True, refuses=partial(refusal, name, "NOT_SUPPORTED")
    )


@in_3x("isLoadAppsInTossAdmobSupported")
@constant("loadAppsInTossAdMob_isSupported")
def load_apps_in_toss_ad_mob_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether loadAppsInTossAdMob is there.

    Reply: true from 5.227.0, never in the sandbox. In 3.x the key is
      isLoadAppsInTossAdmobSupported.
    Source: native host, SDK 1.2.0 to 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.shows_ads(_AD_MOB)


@in_3x("isShowAppsInTossAdmobSupported")
@constant("showAppsInTossAdMob_isSupported")
def show_apps_in_toss_ad_mob_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether showAppsInTossAdMob is there.

    Reply: true from 5.227.0, never in the sandbox. In 3.x the key is
      isShowAppsInTossAdmobSupported.
    Source: native host, SDK 1.2.0 to 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.shows_ads(_AD_MOB)


@in_3x("isGetCachedStatusAppsInTossAdmobSupported")
@constant("isAppsInTossAdMobLoaded_isSupported")
def is_apps_in_toss_ad_mob_loaded_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether isAppsInTossAdMobLoaded is there.

    Reply: true from 5.244.0, never in the sandbox. In 3.x the key is
      isGetCachedStatusAppsInTossAdmobSupported.
    Source: native host, SDK 1.8.0 to 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.shows_ads(_AD_MOB_LOADED)


@in_3x("isLoadFullScreenAdSupported")
@constant("loadFullScreenAd_isSupported")
def load_full_screen_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether loadFullScreenAd is there.

    Reply: true from 5.227.0, never in the sandbox. In 3.x the key is isLoadFullScreenAdSupported.
    Source: native host, SDK 1.6.2 to 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.shows_ads(_AD_MOB)


@in_3x("isShowFullScreenAdSupported")
@constant("showFullScreenAd_isSupported")
def show_full_screen_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether showFullScreenAd is there.

    Reply: true from 5.227.0, never in the sandbox. In 3.x the key is isShowFullScreenAdSupported.
    Source: native host, SDK 1.6.2 to 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.shows_ads(_AD_MOB)


@event("loadAppsInTossAdMob", line=Line.GRANITE, gate=_gate("loadAppsInTossAdMob", _AD_MOB))
async def load_apps_in_toss_ad_mob(
    shell: SimulatedPhone, params: AdGroupName
) -> AsyncIterator[Payload]:
    """Load an ad of the group.

    Reply: {type: "loaded", data: {adGroupId, adUnitId, responseInfo}}, once.
    Errors: PLACEMENT_ID_FETCH_FAILED when the group has no ad; the message without a code in the
      sandbox and below 5.227.0.
    Differs: the ad network's names and ids are visibly not real ones.
    Source: native host 2.10.8; the code seen on a device.
    """
    yield {"type": "loaded", "data": _load_ad_mob(shell, params.ad_group_id)}


@method(
    "loadAppsInTossAdmob",
    line=Line.WEBVIEW_BRIDGE,
    gate=_gate("loadAppsInTossAdMob", _AD_MOB),
)
async def load_apps_in_toss_admob(shell: SimulatedPhone, params: AdQuestion) -> Payload:
    """Load an ad of the group, which loadAppsInTossAdMob of SDK 1.x and 2.x tells as an event.

    Reply: {adGroupId, adUnitId, responseInfo}, of which the page makes its loaded event.
    Errors: as loadAppsInTossAdMob.
    Differs: as loadAppsInTossAdMob.
    Source: SDK 3.x build 3.0.5 to 3.6.0; what it resolves to inferred from native host 2.10.8.
    """
    return _load_ad_mob(shell, params.group.ad_group_id)


@in_3x("showAppsInTossAdmob")
@event("showAppsInTossAdMob", line=Line.GRANITE, gate=_gate("showAppsInTossAdMob", _AD_MOB))
async def show_apps_in_toss_ad_mob(
    shell: SimulatedPhone, params: AdGroupName
) -> AsyncIterator[Payload]:
    """Show the ad that was loaded for the group; it stays when the page stops listening.

    Reply: {type} of each moment: requested, show, impression, clicked (any number),
      userEarnedReward with data {unitType, unitAmount}, dismissed; or requested, failedToShow. In
      3.x the name is showAppsInTossAdmob.
    Errors: FAILED_TO_GET_LOADED_AD when none is loaded; the message without a code in the sandbox
      and below 5.227.0.
    Differs: the reward is told when the ad is closed; a click opens nothing.
    Source: native host 2.10.8; the code seen on a device; the order inferred.
    """
    if not shell.ads.take("ad_mob", params.ad_group_id):
        raise refusal("showAppsInTossAdMob", "FAILED_TO_GET_LOADED_AD")
    async for payload in _shown(shell, params.ad_group_id, for_call="showAppsInTossAdMob"):
        yield payload


@in_3x("getCachedStatusAppsInTossAdmob")
@method(
    "isAppsInTossAdMobLoaded",
    line=Line.GRANITE,
    gate=Gate(minimum=_AD_MOB_LOADED, is_only_in_toss=True, below=False),
)
async def is_apps_in_toss_ad_mob_loaded(shell: SimulatedPhone, params: AdQuestion) -> bool:
    """Tell whether an ad that loadAppsInTossAdMob loaded waits to be shown.

    Reply: a boolean; false in the sandbox and below 5.244.0. In 3.x the name is
      getCachedStatusAppsInTossAdmob.
    Errors: INVALID_REQUEST for a blank id.
    Source: native host 2.10.8; the code seen on a device.
    """
    if not params.group.ad_group_id.strip():
        raise refusal("isAppsInTossAdMobLoaded", "INVALID_REQUEST")
    return shell.ads.is_loaded("ad_mob", params.group.ad_group_id)


@event("loadFullScreenAd", gate=_gate("loadFullScreenAd", _AD_MOB))
async def load_full_screen_ad(shell: SimulatedPhone, params: AdGroupName) -> AsyncIterator[Payload]:
    """Load an ad of the group.

    Reply: {type: "loaded"}, once; below 5.247.0 what loadAppsInTossAdMob replies.
    Errors: EXECUTION_ERROR when the group has no ad, below 5.247.0 PLACEMENT_ID_FETCH_FAILED; a
      message without a code for a blank id, in the sandbox and below 5.227.0.
    Source: native host 2.10.8; the codes seen on a device.
    """
    group_id = _trimmed(params.ad_group_id, name="loadFullScreenAd")
    if not shell.environment.supports(_INTEGRATED):
        yield {"type": "loaded", "data": _load_ad_mob(shell, group_id)}
        return
    shell.ads.warn(group_id, problems=shell.problems)
    if not shell.ads.load("full_screen", group_id):
        raise refusal("loadFullScreenAd", "EXECUTION_ERROR")
    yield {"type": "loaded"}


@event("showFullScreenAd", gate=_gate("showFullScreenAd", _AD_MOB))
async def show_full_screen_ad(shell: SimulatedPhone, params: AdGroupName) -> AsyncIterator[Payload]:
    """Show the ad that was loaded for the group; it stays when the page stops listening.

    Reply: {type} of each moment: requested, show, impression, clicked (any number),
      userEarnedReward with data {unitType, unitAmount}, dismissed; or requested, failedToShow.
    Errors: 1006 when none is loaded, below 5.247.0 FAILED_TO_GET_LOADED_AD; a message without a
      code for a blank id, in the sandbox and below 5.227.0.
    Differs: the reward is told when the ad is closed; a click opens nothing.
    Source: native host 2.10.8; the codes seen on a device; the order inferred.
    """
    group_id = _trimmed(params.ad_group_id, name="showFullScreenAd")
    is_integrated = shell.environment.supports(_INTEGRATED)
    if not shell.ads.take("full_screen" if is_integrated else "ad_mob", group_id):
        if is_integrated:
            raise refusal("showFullScreenAd", "1006")
        raise refusal("showAppsInTossAdMob", "FAILED_TO_GET_LOADED_AD")
    async for payload in _shown(shell, group_id, for_call="showFullScreenAd"):
        yield payload


def _trimmed(group_id: str, *, name: str) -> str:
    """Return the id as the native host uses it. Raises its refusal of a blank one."""
    if not (trimmed := group_id.strip()):
        raise refusal(name, "BLANK_ID")
    return trimmed


def _load_ad_mob(shell: SimulatedPhone, group_id: str) -> Payload:
    shell.ads.warn(group_id, problems=shell.problems)
    if not shell.ads.load("ad_mob", group_id):
        raise refusal("loadAppsInTossAdMob", "PLACEMENT_ID_FETCH_FAILED")
    unit_id = f"aitdesk-fake-unit-of-{group_id}"
    response = shell.ads.new_response()
    return {"adGroupId": group_id, "adUnitId": unit_id, "responseInfo": response}


async def _shown(shell: SimulatedPhone, group_id: str, *, for_call: str) -> AsyncIterator[Payload]:
    group = shell.ads.group(group_id)
    yield {"type": "requested"}
    say = shell.environment.say
    async for moment in shell.ads.shown(group, prompts=shell.prompts, say=say, for_call=for_call):
        yield _payload(moment, group)


def _payload(moment: Moment, group: AdGroup) -> Payload:
    if moment != "userEarnedReward":
        return {"type": moment}
    reward: Payload = {"unitType": group.unit_type, "unitAmount": group.unit_amount}
    return {"type": moment, "data": reward}
