"""Where the phone is, as a page asks by `navigator.geolocation`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.errors import ApiError
from aitdesk.phone.fix import Accuracy
from aitdesk.phone.location_group import FASTEST_MS, NEED

if TYPE_CHECKING:
    from aitdesk.phone.location import Location
    from aitdesk.value import Json

REFUSED: Final = 1
"""GeolocationPositionError.PERMISSION_DENIED."""

_UNKNOWN: Final = 2


async def web_position(location: Location, *, is_high: bool, is_later: bool) -> Json:
    """Return a position in degrees and metres, or `{"code"}` of a GeolocationPositionError.

    `is_later` waits a second of the phone's first. The permission is the mini-app's own: asked for
    once, a refusal where it is not declared (assumed: a phone asks for the app it is in).
    """
    if is_later:
        await location.clock.sleep(FASTEST_MS / 1000)
    try:
        await location.permissions.require(NEED, for_call="getCurrentLocation")
    except ApiError:
        return {"code": REFUSED}
    try:
        fix = await location.fix(Accuracy.HIGH if is_high else Accuracy.BALANCED)
    except ApiError:
        return {"code": _UNKNOWN}
    return {
        "timestamp": fix.at_ms,
        "latitude": fix.spot.latitude,
        "longitude": fix.spot.longitude,
        "accuracy": fix.accuracy_m,
        "altitude": fix.spot.altitude_m,
        "heading": fix.spot.heading_degrees,
    }
