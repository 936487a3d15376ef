"""What banners are filled with: the page draws them, with the kit of adkit/."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.api.decorators import Gate, Params, constant, event, in_3x, method
from aitdesk.phone.environment import since
from aitdesk.phone.error_catalog import refusal
from aitdesk.protocol.line import Line
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.environment import MinVersion
    from aitdesk.value import Json

Payload: TypeAlias = "dict[str, Json]"

_FETCH_TOSS_AD = since("5.241.0")
_FETCH_APPS_IN_TOSS_AD = since("5.264.0")


class BannerGroup(Params, frozen=True, rename="camel"):
    """{adGroupId, availableStyleIds}."""

    ad_group_id: str
    available_style_ids: tuple[str, ...]


class Space(Params, frozen=True, rename="camel"):
    """{spaceUnitId, availableStyleIds}."""

    space_unit_id: str
    available_style_ids: tuple[str, ...]


class WantedBanner(Params, array_like=True, frozen=True):
    """[group]."""

    group: BannerGroup


def _gate(name: str, minimum: MinVersion) -> Gate:
    return Gate(
        minimum=minimum, is_only_in_toss=True, refuses=partial(refusal, name, "NOT_SUPPORTED")
    )


@in_3x("isFetchTossAdSupported")
@constant("fetchTossAd_isSupported")
def fetch_toss_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether fetchTossAd is there.

    Reply: true from 5.241.0, never in the sandbox. In 3.x the key is isFetchTossAdSupported.
    Source: native host, SDK 1.6.2 to 2.10.8; TossAds of SDK 3.x up to 3.0.3 (run).
    """
    return shell.environment.shows_ads(_FETCH_TOSS_AD)


@in_3x("isFetchAppsInTossAdSupported")
@constant("fetchAppsInTossAd_isSupported")
def fetch_apps_in_toss_ad_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether fetchAppsInTossAd is there.

    Reply: true from 5.264.0, never in the sandbox. In 3.x the key is isFetchAppsInTossAdSupported.
    Source: native host, SDK 2.10.4 to 2.10.8; TossAds of SDK 3.x up to 3.0.3 (run).
    """
    return shell.environment.shows_ads(_FETCH_APPS_IN_TOSS_AD)


@event("fetchTossAd", gate=_gate("fetchTossAd", _FETCH_TOSS_AD))
async def fetch_toss_ad(shell: SimulatedPhone, params: BannerGroup) -> AsyncIterator[Payload]:
    """Give the banner of an ad group.

    Reply: {resultType: "SUCCESS", success: {requestId, status, ads: [{styleId, creative, …}]}},
      once; status is OK, NO_AD without ads, or ERROR.
    Errors: the message without a code for a blank id, in the sandbox and below 5.241.0.
    Differs: the creative's members are our own; only the kit that is served here reads them.
    Source: TossAds, web-bridge 2.10.8, and of SDK 3.x up to 3.0.3 (run); native host 2.10.8; the
      envelope's content assumed.
    """
    yield _ad(shell, params.ad_group_id, params.available_style_ids, name="fetchTossAd")


@event(
    "fetchAppsInTossAd",
    gate=_gate("fetchAppsInTossAd", _FETCH_APPS_IN_TOSS_AD),
)
async def fetch_apps_in_toss_ad(shell: SimulatedPhone, params: Space) -> AsyncIterator[Payload]:
    """Give the banner of an ad group, as fetchTossAd does.

    Reply: {resultType: "SUCCESS", success: {requestId, status, ads: [{styleId, creative, …}]}},
      once; status is OK, NO_AD without ads, or ERROR.
    Errors: the message without a code for a blank id, in the sandbox and below 5.264.0.
    Differs: the creative's members are our own; only the kit that is served here reads them.
    Source: TossAds, web-bridge 2.10.8, and of SDK 3.x up to 3.0.3 (run); native host 2.10.8; the
      envelope's content assumed.
    """
    yield _ad(shell, params.space_unit_id, params.available_style_ids, name="fetchAppsInTossAd")


@method(
    "__injectedAd",
    line=Line.WEBVIEW_BRIDGE,
    gate=_gate("fetchAppsInTossAd", _FETCH_APPS_IN_TOSS_AD),
)
async def injected_ad(shell: SimulatedPhone, params: WantedBanner) -> Payload:
    """Give the banner of an ad group to the `__appsInToss.ads` that the shell puts into the page.

    Reply: the envelope of fetchAppsInTossAd.
    Errors: those of fetchAppsInTossAd.
    Differs: the name is our own; how the phone's object gets its ads is not known.
    Source: assumed; SDK 3.x builds 3.0.5 to 3.6.0 hand banners to the injected object.
    """
    group = params.group
    return _ad(shell, group.ad_group_id, group.available_style_ids, name="fetchAppsInTossAd")


@method("__injectedAdLog", line=Line.WEBVIEW_BRIDGE)
async def injected_ad_log(shell: SimulatedPhone) -> Undefined:  # every method takes the shell
    """Take an impression or an error of a banner, as tossAdEventLog does.

    Reply: undefined.
    Source: assumed, after TossAds of web-bridge 2.10.8; the journal shows the arguments.
    """
    return UNDEFINED


def _ad(shell: SimulatedPhone, group_id: str, style_ids: tuple[str, ...], *, name: str) -> Payload:
    if not (trimmed := group_id.strip()):
        raise refusal(name, "BLANK_ID")
    shell.ads.warn(trimmed, problems=shell.problems)
    success: Payload = dict(shell.ads.banner(trimmed, style_ids=style_ids))
    return {"resultType": "SUCCESS", "success": success}
