"""The whole phone, put together.

What the page's first script may read is made at once; the parts that only a call needs are lazy,
loaded at their first use: start-up is part of the product.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aitdesk.phone.accessory import Accessory
from aitdesk.phone.analytics import Analytics
from aitdesk.phone.clock import Clock
from aitdesk.phone.device import Device
from aitdesk.phone.environment import Platform
from aitdesk.phone.faults import Faults
from aitdesk.phone.identity import Identity
from aitdesk.phone.lazy_parts import EVERYONE, LazyParts
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.navigation import Navigation
from aitdesk.phone.observable import Observable
from aitdesk.phone.permissions import Decision, Permissions
from aitdesk.phone.prompts import Prompts
from aitdesk.phone.service_web import ServiceWeb
from aitdesk.phone.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.desktop import Desktop
    from aitdesk.phone.device import Profile
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.location import Tracks
    from aitdesk.phone.vault import Vault
    from aitdesk.value import Json

__all__ = ["EVERYONE", "Part", "SimulatedPhone", "make_shell"]

PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "environment": ("environment", "observable"),
    "network": ("network", "observable"),
    "clock": ("clock", "observable"),
    "login": ("login", "observable"),
    "logins": ("login", "consents"),
    "codes": ("login", "codes"),
    "key_codes": ("login", "key_codes"),
    "permissions": ("permissions", "ledger"),
    "prompts": ("prompts", "observable"),
    "faults": ("faults", "observable"),
    "latency": ("latency", "observable"),
    "throttle": ("throttle", "observable"),
    "screen": ("screen", "observable"),
    "accessory": ("accessory", "observable"),
    "service_web": ("service_web", "observable"),
    "clipboard": ("clipboard", "observable"),
    "contacts": ("contacts", "observable"),
    "album": ("album", "observable"),
    "camera": ("camera", "observable"),
    "location": ("location", "observable"),
    "documents": ("documents", "observable"),
    "sharing": ("sharing", "observable"),
    "links": ("sharing", "links"),
    "invitations": ("invitations", "observable"),
    "haptics": ("haptics", "observable"),
    "person": ("person", "observable"),
    "agreements": ("person", "agreements"),
    "products": ("shop", "observable"),
    "orders": ("wallet", "orders"),
    "tosspay": ("tosspay", "observable"),
    "promotions": ("promotions", "observable"),
    "rewards": ("promotions", "spent"),
    "partner": ("partner", "observable"),
    "tokens": ("tokens", "ledger"),
    "reward_keys": ("reward_keys", "ledger"),
    "payments": ("payments", "ledger"),
    "order_numbers": ("payments", "numbers"),
    "messages": ("messages", "ledger"),
    "game": ("game", "observable"),
    "scores": ("game", "scores"),
    "game_profile": ("game", "profiles"),
    "ads": ("ads", "observable"),
    "migration": ("migration", "observable"),
}
"""Every piece of the state by its name in control and in `aitdesk.toml`: whose it is, and where."""

Part: TypeAlias = Observable[Any] | Ledger[Any]
"""A piece of the state under one name; a Ledger outlives the run. Each knows its own type."""


class SimulatedPhone(LazyParts):
    """One phone with one mini-app open and one person using it."""

    def parts(self) -> dict[str, Part]:
        """Return every piece of the state by its name; this makes every part."""
        return {name: getattr(getattr(self, of), member) for name, (of, member) in PARTS.items()}

    def watch(self, watcher: Callable[[str, Part], None]) -> None:
        """Call the watcher with each piece of the state and its name, once it is there."""

        def follow(made: tuple[str, object]) -> None:
            for name, (of, member) in PARTS.items():
                if of == made[0]:
                    watcher(name, getattr(made[1], member))

        for each in fields(self):
            follow((each.name, getattr(self, each.name)))
        self.follow_created(follow)

    @property
    def chips(self) -> list[str]:
        """Short texts for what a person could not see otherwise."""
        offline = [] if self.network.is_online else ["✈ offline"]
        return [*self.screen.chips, *offline]

    @property
    def swipes_back(self) -> bool:
        """Whether a swipe from the left edge goes back: on iOS, and never in a game."""
        is_wanted = self.screen.observable.value.is_swipe_enabled and not self.navigation.is_game
        return is_wanted and self.environment.platform is Platform.IOS

    async def snapshot(self) -> dict[str, Json]:
        """Return the whole state as JSON."""
        return {name: await part.snapshot() for name, part in self.parts().items()}

    async def restore(self, state: Mapping[str, Json]) -> None:
        """Take what `snapshot` gave; parts that are missing stay as they are.

        Raises msgspec.ValidationError for a part that does not fit, KeyError for an unknown one.
        """
        parts = self.parts()
        for name, value in state.items():
            await parts[name].restore(value)

    async def reset(self) -> None:
        """Bring every part back to how it began, and forget every record of app and person."""
        for part in self.parts().values():
            await part.reset()


def no_desktop() -> Desktop:
    """Return the desktop of a phone that stands alone."""
    from aitdesk.phone.desktop import NoDesktop

    return NoDesktop()


def make_shell(
    *,
    app: AppFacts,
    profile: Profile,
    environment: Environment,
    vault: Vault,
    user: str,
    scheme: str,
    device_id: str,
    clock: Clock | None = None,
    faults: Faults | None = None,
    desktop: Callable[[], Desktop] = no_desktop,
    tracks: Callable[[], Tracks] | None = None,
) -> SimulatedPhone:
    """Return a phone as it is when the mini-app opens; what lasts is in the vault."""
    prompts, identity = Prompts(), Identity(vault, app.name, user)
    decisions = Ledger(vault, "permissions", app.name, user, Decision)
    return SimulatedPhone(
        app=app,
        device=Device.of(profile),
        environment=environment,
        vault=vault,
        user=user,
        scheme=scheme,
        device_id=device_id,
        clock=clock or Clock(),
        faults=faults or Faults(),
        desktop=desktop,
        tracks=tracks,
        identity=identity,
        storage=Storage(vault, app.name, user),
        analytics=Analytics(identity),
        prompts=prompts,
        permissions=Permissions(app, environment, prompts, decisions),
        navigation=Navigation(is_game=app.web_view_type == "game"),
        accessory=Accessory.of(app),
        service_web=ServiceWeb(environment, prompts),
    )
