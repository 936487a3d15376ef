"""A phone on which something is stored, bought and to be seen, and what both lines get of it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.ad_response import network_response
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.desktop import Rendered
from desk import Desk, photo
from purchases import COINS, NO_ADS, buy, buyer, complete
from rig import HASH, NEW_YEAR_S, Rig, make_rig

if TYPE_CHECKING:
    from aitdesk.value import Json


def names(file: str, kind: str) -> list[str]:
    text = files("aitdesk").joinpath(f"api/{file}").read_text("utf-8")
    return list(tomllib.loads(text)[kind])


WIRE: Final = ("__subscribeAppEvent", "__unsubscribeAppEvent")
METHODS: Final = [name for name in names("catalogue_3x.toml", "method") if name not in WIRE]
EVENTS: Final = names("catalogue_3x.toml", "event")
OLDER_METHODS: Final = names("catalogue.toml", "method")
OLDER_EVENTS: Final = names("catalogue.toml", "event")
EVERYTHING: Final = tuple(
    DeclaredPermission(*pair)
    for pair in [
        ("clipboard", "read"), ("clipboard", "write"), ("contacts", "read"), ("photos", "read"),
        ("geolocation", "access"), ("camera", "access"),
    ]
)  # fmt: skip
YES: Final = True
NO: Final = False
GROUP: Final[Json] = {"adGroupId": "g"}
LOADED: Final[Json] = {
    "adGroupId": "g",
    "adUnitId": "aitdesk-fake-unit-of-g",
    "responseInfo": network_response("aitdesk-fake-ad-1"),
}
REWARD: Final[Json] = {"promotionCode": "TEST_AITDESK", "amount": 1}
FIX: Final[Json] = {
    "timestamp": int(NEW_YEAR_S * 1000),
    "coords": {
        "latitude": 37.5006, "longitude": 127.0364, "altitude": 40.0, "accuracy": 300.0,
        "altitudeAccuracy": 300.0, "heading": 0.0,
    },
}  # fmt: skip
HASHED: Final[Json] = {"type": "HASH", "hash": HASH}
SHOWN: Final[tuple[Json, ...]] = tuple(
    {"type": moment} for moment in ("requested", "show", "impression", "dismissed")
)


def phone(**around: Any) -> Rig:  # noqa: ANN401  # handed on to the rig
    """Return a phone on which something is stored, bought, and there to be seen."""
    app = AppFacts("my-app", "My App", permissions=EVERYTHING)
    rig = buyer(app=app) if not around else make_rig(app=app, prompts="allow", **around)
    desk = Desk((photo("a"),), rendered=Rendered((), 0))
    for part in (rig.shell.album, rig.shell.camera, rig.shell.documents):
        part.desktop = desk
    rig.vault.items["my-app", "default", "k"] = "v"
    rig.shell.ads.observable.update(groups={"g": AdGroup(kind="interstitial")})
    rig.shell.game.observable.update(has_profile=False)
    rig.shell.person.observable.update(facts={"USER_NAME": "n"})
    return rig


def shopper() -> Rig:
    rig = phone()
    buy(rig, COINS, NO_ADS)
    complete(rig, "order-2")
    return rig


def thrown_code(reply: Json) -> Json:
    """Return the code of what the SDK throws."""
    values = reply["values"] if isinstance(reply, dict) else None
    assert isinstance(values, list)
    assert isinstance(values[0], dict)
    assert values[0]["__instanceof"] == "Error"
    return values[0]["code"]
