"""The whole phone, put together.

What the page's first script may read is made at once; the parts that only a call needs are the
fittings, which are loaded at their first use: start-up is part of the product.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aitdesk.phone.accessory import Accessory
from aitdesk.phone.analytics import Analytics
from aitdesk.phone.answers import Answers
from aitdesk.phone.clock import Clock
from aitdesk.phone.device import Device
from aitdesk.phone.environment import Platform
from aitdesk.phone.faults import Faults
from aitdesk.phone.identity import Identity
from aitdesk.phone.latency import Latency
from aitdesk.phone.lazy_parts import EVERYONE, LazyParts
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.link import Links
from aitdesk.phone.migration import Migration
from aitdesk.phone.navigation import Navigation
from aitdesk.phone.network import Network
from aitdesk.phone.observable import Observable
from aitdesk.phone.permissions import Decision, Permissions
from aitdesk.phone.prompts import Prompts
from aitdesk.phone.screen import Screen
from aitdesk.phone.service_web import ServiceWeb
from aitdesk.phone.signal import Signal
from aitdesk.phone.storage import Storage
from aitdesk.phone.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aitdesk.phone.ads import Ads
    from aitdesk.phone.album import Album
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.camera import Camera
    from aitdesk.phone.clipboard import Clipboard
    from aitdesk.phone.contacts import Contacts
    from aitdesk.phone.desktop import Desktop
    from aitdesk.phone.device import Profile
    from aitdesk.phone.documents import Documents
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.game import Game
    from aitdesk.phone.haptics import Haptics
    from aitdesk.phone.invitation import Invitations
    from aitdesk.phone.location import Location, Tracks
    from aitdesk.phone.login import Login
    from aitdesk.phone.person import Person
    from aitdesk.phone.promotions import Promotions
    from aitdesk.phone.sharing import Sharing
    from aitdesk.phone.shop import Shop
    from aitdesk.phone.tosspay import TossPay
    from aitdesk.phone.vault import Vault
    from aitdesk.phone.wallet import Wallet
    from aitdesk.value import Json

__all__ = ["EVERYONE", "Part", "SimulatedPhone", "make_shell"]

PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "environment": ("environment", "cell"),
    "network": ("network", "cell"),
    "clock": ("clock", "cell"),
    "login": ("login", "cell"),
    "logins": ("login", "consents"),
    "codes": ("login", "codes"),
    "key_codes": ("login", "key_codes"),
    "permissions": ("permissions", "ledger"),
    "prompts": ("prompts", "cell"),
    "faults": ("faults", "cell"),
    "latency": ("latency", "cell"),
    "throttle": ("throttle", "cell"),
    "screen": ("screen", "cell"),
    "accessory": ("accessory", "cell"),
    "service_web": ("service_web", "cell"),
    "clipboard": ("clipboard", "cell"),
    "contacts": ("contacts", "cell"),
    "album": ("album", "cell"),
    "camera": ("camera", "cell"),
    "location": ("location", "cell"),
    "documents": ("documents", "cell"),
    "sharing": ("sharing", "cell"),
    "links": ("sharing", "links"),
    "invitations": ("invitations", "cell"),
    "haptics": ("haptics", "cell"),
    "person": ("person", "cell"),
    "agreements": ("person", "agreements"),
    "products": ("shop", "cell"),
    "orders": ("wallet", "orders"),
    "tosspay": ("tosspay", "cell"),
    "promotions": ("promotions", "cell"),
    "rewards": ("promotions", "spent"),
    "game": ("game", "cell"),
    "scores": ("game", "scores"),
    "game_profile": ("game", "profiles"),
    "ads": ("ads", "cell"),
    "migration": ("migration", "cell"),
}
"""Every piece of the state by its name in control and in `aitdesk.toml`: whose it is, and where."""

Part: TypeAlias = Observable[Any] | Ledger[Any]
"""A piece of the state under one name; a Ledger outlives the run. Each knows its own type."""


@dataclass
class SimulatedPhone:
    """One phone with one mini-app open and one person using it.

    `scheme` is the entry URI, fixed for the life of the session. `device_id` is stable for the
    install; it is empty when the install's secret cannot be read. What lasts is in the vault.
    `desktop` and `tracks` give what is under the phone: files, and GPX tracks.
    """

    app: AppFacts
    device: Device
    environment: Environment
    vault: Vault
    user: str
    scheme: str
    device_id: str
    clock: Clock
    faults: Faults
    desktop: Callable[[], Desktop]
    tracks: Callable[[], Tracks] | None
    identity: Identity
    storage: Storage
    analytics: Analytics
    prompts: Prompts
    permissions: Permissions
    navigation: Navigation
    accessory: Accessory
    service_web: ServiceWeb
    screen: Screen = field(default_factory=Screen)
    network: Network = field(default_factory=Network)
    links: Links = field(default_factory=Links)
    latency: Latency = field(default_factory=Latency)
    throttle: Throttle = field(default_factory=Throttle)
    migration: Migration = field(default_factory=Migration)
    answers: Answers = field(default_factory=Answers)
    problems: Signal[str] = field(default_factory=Signal)
    """One clear line for the developer, whenever something on this machine is in the way."""

    def __post_init__(self) -> None:
        self.fittings = LazyParts(self)
        self.screen.cell.changes.listen(
            lambda screen: self.device.turn(is_landscape=screen.orientation == "landscape")
        )

    @property
    def login(self) -> Login:
        """Toss login of the mini-app."""
        return self.fittings.login

    @property
    def person(self) -> Person:
        """What Toss knows of the person."""
        return self.fittings.person

    @property
    def clipboard(self) -> Clipboard:
        """The clipboard."""
        return self.fittings.clipboard

    @property
    def contacts(self) -> Contacts:
        """The person's address book."""
        return self.fittings.contacts

    @property
    def album(self) -> Album:
        """Pictures and videos."""
        return self.fittings.album

    @property
    def camera(self) -> Camera:
        """The camera."""
        return self.fittings.camera

    @property
    def location(self) -> Location:
        """Where the phone is."""
        return self.fittings.location

    @property
    def documents(self) -> Documents:
        """Files that are saved and documents that are shown."""
        return self.fittings.documents

    @property
    def sharing(self) -> Sharing:
        """What is shared with other people."""
        return self.fittings.sharing

    @property
    def invitations(self) -> Invitations:
        """Invitations to contacts."""
        return self.fittings.invitations

    @property
    def haptics(self) -> Haptics:
        """What the hand would feel."""
        return self.fittings.haptics

    @property
    def shop(self) -> Shop:
        """What can be bought."""
        return self.fittings.shop

    @property
    def wallet(self) -> Wallet:
        """What was bought."""
        return self.fittings.wallet

    @property
    def tosspay(self) -> TossPay:
        """Payments with Toss Pay."""
        return self.fittings.tosspay

    @property
    def promotions(self) -> Promotions:
        """Rewards of promotions."""
        return self.fittings.promotions

    @property
    def game(self) -> Game:
        """The game center."""
        return self.fittings.game

    @property
    def ads(self) -> Ads:
        """Advertisements."""
        return self.fittings.ads

    def parts(self) -> dict[str, Part]:
        """Return every piece of the state by its name; this loads every fitting."""
        return {name: getattr(getattr(self, of), member) for name, (of, member) in PARTS.items()}

    def watch(self, watcher: Callable[[str, Part], None]) -> None:
        """Call the watcher with each piece of the state and its name, once it is there."""

        def fitted(made: tuple[str, object]) -> None:
            for name, (of, member) in PARTS.items():
                if of == made[0]:
                    watcher(name, getattr(made[1], member))

        for of, there in vars(self).items():
            fitted((of, there))
        self.fittings.follow(fitted)

    @property
    def chips(self) -> list[str]:
        """Short texts for what a person could not see otherwise."""
        offline = [] if self.network.is_online else ["✈ offline"]
        return [*self.screen.chips, *offline]

    @property
    def swipes_back(self) -> bool:
        """Whether a swipe from the left edge goes back: on iOS, and never in a game."""
        is_wanted = self.screen.cell.value.is_swipe_enabled and not self.navigation.is_game
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
