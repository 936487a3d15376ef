"""What an ad server answers here: of the shape of a real answer, with visibly fake content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from aitdesk.phone.ad_group import AdGroup
    from aitdesk.value import Json

LABEL: Final = "가짜 광고 · Test ad"
"""Stands on every banner, in both languages: none may be taken for a real one."""

# The styles that the SDK asks for: a row, and a native image (web-bridge 2.10.8).
_STYLE_IDS: Final = {"list": "1", "feed": "2"}


def network_response(response_id: str) -> dict[str, Json]:
    """Return the `responseInfo` of a loaded Google ad."""
    network: dict[str, Json] = {
        "adSourceId": "0",
        "adSourceName": "aitdesk",
        "adSourceInstanceId": "0",
        "adSourceInstanceName": LABEL,
        "adNetworkClassName": "AitdeskFakeAds",
    }
    return {
        "adNetworkInfoArray": [network],
        "loadedAdNetworkInfo": network,
        "responseId": response_id,
    }


def banner_response(
    group: AdGroup, *, request_id: str, style_ids: Collection[str]
) -> dict[str, Json]:
    """Return the `success` of a banner's envelope, in one of the styles that are asked for."""
    wanted = _STYLE_IDS[group.banner]
    offered = [style for style in (wanted, *_STYLE_IDS.values()) if style in style_ids]
    if group.outcome == "no_fill" or not offered:
        return {"requestId": request_id, "status": "NO_AD", "ads": []}
    if group.outcome == "fails_to_show":
        return {"requestId": request_id, "status": "ERROR", "ads": []}
    ad: dict[str, Json] = {
        "styleId": offered[0],
        "requestId": request_id,
        "creative": {
            "id": f"{request_id}-creative",
            "label": LABEL,
            "title": group.title,
            "landingUrl": group.landing_url,
        },
        "eventTrackingUrls": [],
        "eventTypes": [],
        "eventPayload": "",
    }
    return {"requestId": request_id, "status": "OK", "ads": [ad]}
