"""Every event of SDK 3.x, each beside what SDK 2.x is told for the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

import rig_3x
from aitdesk.phone.accessory import Button
from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.device import Insets
from aitdesk.phone.invitation import Module
from aitdesk.phone.service_web import Visibility
from aitdesk.value import UNDEFINED
from purchases import COINS, MONTHLY
from rig import subscribe, talk, told
from stocked import (
    EVENTS,
    FIX,
    GROUP,
    SHOWN,
    YES,
    shopper,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.ads import Pool
    from aitdesk.value import Json, Value


CONSTANTS: Final = {"constants", "appsInTossConstants"}
MOVES: Final[Json] = {"accuracy": 3, "timeInterval": 1_000, "distanceInterval": 0}


@dataclass(frozen=True)
class Told:
    """An event, what is done while the page listens, and the payloads that it is told."""

    name: str
    options: Value
    payloads: tuple[Value, ...]
    older: str | None
    """Its name in 2.x."""

    before: Callable[[SimulatedPhone], object] = lambda _: None
    meanwhile: Callable[[SimulatedPhone], object] = lambda _: None


def load_ad(pool: Pool) -> Callable[[SimulatedPhone], object]:
    return lambda shell: shell.ads.load(pool, "g")


def no_fill(shell: SimulatedPhone) -> None:
    shell.ads.observable.update(groups={"g": AdGroup(outcome="no_fill")})


BANNER: Final[Json] = {"adGroupId": "g", "spaceUnitId": "g", "availableStyleIds": ["1"]}
NO_BANNER: Final[Json] = {
    "resultType": "SUCCESS",
    "success": {"requestId": "aitdesk-fake-ad-1", "status": "NO_AD", "ads": []},
}
PURCHASED: Final[dict[str, Json]] = {"orderId": "order-3"}
EVENT_CASES: Final = [
    Told("showAppsInTossAdmob", GROUP, SHOWN, "showAppsInTossAdMob", before=load_ad("ad_mob")),
    Told("loadFullScreenAd", GROUP, ({"type": "loaded"},), "loadFullScreenAd"),
    Told("showFullScreenAd", GROUP, SHOWN, "showFullScreenAd", before=load_ad("full_screen")),
    Told("startUpdateLocation", MOVES, (FIX,), "updateLocationEvent"),
    Told("startUpdateLocation", MOVES, (FIX,), "startUpdateLocation"),
    Told(
        "requestOneTimePurchase",
        {"sku": COINS},
        ({"type": "purchased", "data": PURCHASED},),
        "requestOneTimePurchase",
    ),
    Told(
        "requestSubscriptionPurchase",
        {"sku": MONTHLY, "offerId": None},
        (
            {
                "type": "purchased",
                "data": {**PURCHASED, "subscriptionId": "order-3-subscription"},
            },
        ),
        "requestSubscriptionPurchase",
    ),
    Told(
        "requestNotificationAgreement",
        {"templateCode": "t"},
        ({"type": "newAgreement"},),
        "requestNotificationAgreement",
    ),
    Told(
        "contactsViral",
        {"moduleId": "m"},
        (
            {"type": "sendViral", "data": {"rewardAmount": 1, "rewardUnit": "u"}},
            {
                "type": "close",
                "data": {
                    "closeReason": "noReward",
                    "sentRewardAmount": 1,
                    "sendableRewardsCount": 0,
                    "sentRewardsCount": 1,
                    "rewardUnit": "u",
                },
            },
        ),
        "contactsViral",
        before=lambda shell: shell.invitations.observable.update(
            modules={"m": Module(reward_unit="u", max_invites=1)}
        ),
    ),
    Told(
        "gameInfoOverlayHidden",
        UNDEFINED,
        (UNDEFINED,),
        None,
        meanwhile=lambda shell: shell.game.overlay_gone.set(),
    ),
    Told(
        "gameInfoOverlayHidden",
        UNDEFINED,
        (UNDEFINED,),
        None,
        before=lambda shell: shell.game.overlay_gone.set(),
    ),
    Told(
        "backEvent",
        UNDEFINED,
        (UNDEFINED,),
        "backEvent",
        meanwhile=lambda shell: shell.navigation.press_back(),
    ),
    Told(
        "homeEvent",
        UNDEFINED,
        ({},),
        "homeEvent",
        meanwhile=lambda shell: shell.navigation.press_home(),
    ),
    Told(
        "navigationAccessoryEvent",
        UNDEFINED,
        ({"id": "i"},),
        "navigationAccessoryEvent",
        before=lambda shell: shell.accessory.add(Button(id="i", title="t", icon="n")),
        meanwhile=lambda shell: shell.accessory.press(),
    ),
    Told(
        "safeAreaInsetsChange",
        UNDEFINED,
        ({"top": 1, "right": 2, "bottom": 3, "left": 4},),
        "safeAreaInsetsChange",
        meanwhile=lambda shell: shell.device.set_insets(Insets(1, 2, 3, 4)),
    ),
    Told(
        "onVisibilityChangedByTransparentServiceWeb",
        {"callbackId": "c"},
        (YES,),
        "onVisibilityChangedByTransparentServiceWeb",
        meanwhile=lambda shell: shell.service_web.changes.emit(Visibility("c", is_visible=True)),
    ),
    Told("entryMessageExited", UNDEFINED, (), "entryMessageExited"),
    Told("fetchTossAd", BANNER, (NO_BANNER,), "fetchTossAd", before=no_fill),
    Told("fetchAppsInTossAd", BANNER, (NO_BANNER,), "fetchAppsInTossAd", before=no_fill),
]


def without_constants(got: list[Json]) -> list[Json]:
    return [each for each in got if isinstance(each, dict) and not CONSTANTS & set(each)]


def test_every_event_is_in_the_table() -> None:
    assert {each.name for each in EVENT_CASES} == set(EVENTS)


def numbered(cases: list[Told]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("each", cases, ids=lambda each: f"{each.name}-{each.older}")


@numbered(EVENT_CASES)
def test_an_event_of_sdk_3x_is_told(each: Told) -> None:
    rig = shopper()
    each.before(rig.shell)
    listening = rig_3x.subscribe(each.name, options=each.options)
    got = talk(rig, listening, lambda: each.meanwhile(rig.shell))
    assert without_constants(got) == [rig_3x.subscribed(), *map(rig_3x.told, each.payloads)]


@numbered([each for each in EVENT_CASES if each.older is not None])
def test_sdk_2x_is_told_the_same(each: Told) -> None:
    rig, name = shopper(), each.older or ""
    each.before(rig.shell)
    got = talk(rig, subscribe(name, options=each.options), lambda: each.meanwhile(rig.shell))
    assert without_constants(got) == [told(name, payload) for payload in each.payloads]
