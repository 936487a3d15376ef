"""Where the phone is."""

from __future__ import annotations

import json
from contextlib import aclosing
from typing import TYPE_CHECKING, Annotated, TypeAlias

import msgspec

from aitdesk.api.decorators import Params, event, method
from aitdesk.errors import ApiError
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.fix import Accuracy  # noqa: TC001  # read when calls are decoded
from aitdesk.phone.location_group import NEED, LocationWish
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.fix import Fix
    from aitdesk.value import Json


class Position(Params, frozen=True):
    """{accuracy}."""

    accuracy: Accuracy


class WantedPosition(Params, array_like=True, frozen=True):
    """[{accuracy}]."""

    position: Position


class Updates(Params, frozen=True, rename="camel"):
    """{accuracy, timeInterval, distanceInterval}: milliseconds and metres."""

    accuracy: Accuracy
    time_interval: Annotated[float, msgspec.Meta(ge=0)]
    distance_interval: Annotated[float, msgspec.Meta(ge=0)]


Options: TypeAlias = dict[str, object]
"""The options as they came: their text, with any member and in any order, is the group's key."""


@method("getCurrentLocation", needs=NEED)
async def get_current_location(shell: SimulatedPhone, params: WantedPosition) -> Json:
    """Tell where the phone is.

    Reply: {timestamp, coords: {latitude, longitude, altitude, accuracy, altitudeAccuracy,
      heading}}, on Android with accessLocation "FINE" or "COARSE". `accuracy` is 3000, 1000, 300,
      10, 5 or 3 m for the six wishes (assumed); altitudeAccuracy is the same number (assumed).
    Errors: "getCurrentLocation permission error" for a refusal; NO_PERMISSION when undeclared; the
      system's own text when the phone cannot tell.
    Differs: the point is exact, however little accuracy was asked for; what Android says when it
      cannot tell is not known, so it gets the text of iOS.
    Source: getCurrentLocation.d.ts, web-bridge 2.10.8; native host 2.10.8; failure on a
      device.
    """
    return _shown(await shell.location.fix(params.position.accuracy))


@event("updateLocationEvent", line=Line.GRANITE)
async def update_location_event(
    shell: SimulatedPhone, params: Options
) -> AsyncIterator[dict[str, Json] | ApiError]:
    """Tell where the phone is whenever it has moved: the SDK's startUpdateLocation.

    Reply: as getCurrentLocation. The first comes at once, the next ones every `timeInterval` if
      the phone is `distanceInterval` away from the last (assumed); once a second at most.
    Errors: to onError: "getCurrentLocation permission error" for a refusal; NO_PERMISSION when
      undeclared; the system's own text. Of subscribers with equal options the first one asks, and
      who joins after a refusal hears nothing.
    Differs: with the last subscriber the question is withdrawn; on the phone it stays.
    Source: startUpdateLocation, web-bridge 2.10.8; native host 2.10.8.
    """
    async with aclosing(_updates(shell, params, for_call="updateLocationEvent")) as updates:
        async for told in updates:
            yield told


@event("startUpdateLocation")
async def start_update_location(
    shell: SimulatedPhone, params: Options
) -> AsyncIterator[dict[str, Json] | ApiError]:
    """Do the same as updateLocationEvent, under its older name.

    Reply: as updateLocationEvent; subscribers of both names are in the same groups.
    Errors: as updateLocationEvent.
    Source: native host 2.10.8; SDK older than 1.2.0; SDK 3.x build 3.0.5 to 3.6.0, where only this
      name is used.
    """
    async with aclosing(_updates(shell, params, for_call="startUpdateLocation")) as updates:
        async for told in updates:
            yield told


async def _updates(
    shell: SimulatedPhone, options: Options, *, for_call: str
) -> AsyncGenerator[dict[str, Json] | ApiError, None]:
    try:
        wanted = msgspec.convert(options, Updates)
    # A member's name with half a surrogate pair cannot be looked up: msgspec does it in UTF-8.
    except (msgspec.ValidationError, UnicodeEncodeError) as problem:
        message = f"{for_call}: {problem}"
        raise refusal(for_call, "INVALID_REQUEST", message=message) from problem
    key = json.dumps(options)
    wish = LocationWish(wanted.accuracy, wanted.time_interval, wanted.distance_interval)
    async with aclosing(shell.location.updates.follow(key, wish, for_call=for_call)) as fixes:
        async for told in fixes:
            yield told if isinstance(told, ApiError) else _shown(told)


def _shown(fix: Fix) -> dict[str, Json]:
    shown: dict[str, Json] = {} if fix.access is None else {"accessLocation": fix.access}
    spot = fix.spot
    return {
        **shown,
        "timestamp": fix.at_ms,
        "coords": {
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "altitude": spot.altitude_m,
            "accuracy": fix.accuracy_m,
            "altitudeAccuracy": fix.accuracy_m,
            "heading": spot.heading_degrees,
        },
    }
