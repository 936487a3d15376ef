"""The whole phone: every part of the shell, put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from aitdesk.shell.accessory import Accessory
from aitdesk.shell.ads import Ads
from aitdesk.shell.album import Album
from aitdesk.shell.analytics import Analytics
from aitdesk.shell.camera import Camera
from aitdesk.shell.cell import Cell
from aitdesk.shell.clipboard import Clipboard
from aitdesk.shell.clock import Clock
from aitdesk.shell.contacts import Contacts
from aitdesk.shell.desktop import NoDesktop
from aitdesk.shell.device import Device
from aitdesk.shell.documents import Documents
from aitdesk.shell.environment import Platform
from aitdesk.shell.faults import Faults
from aitdesk.shell.game import BestScore, Game, PlayerProfile
from aitdesk.shell.haptics import Haptics
from aitdesk.shell.identity import Identity
from aitdesk.shell.invitation import Invitations
from aitdesk.shell.latency import Latency
from aitdesk.shell.ledger import Ledger
from aitdesk.shell.link import Links
from aitdesk.shell.location import Location, NoTracks
from aitdesk.shell.login import Consent, IssuedCode, Login
from aitdesk.shell.navigation import Navigation
from aitdesk.shell.network import Network
from aitdesk.shell.order import Order
from aitdesk.shell.permissions import Decision, Permissions
from aitdesk.shell.person import Agreement, Person
from aitdesk.shell.promotions import Promotions, Spent
from aitdesk.shell.prompts import Prompts
from aitdesk.shell.screen import Screen
from aitdesk.shell.service_web import ServiceWeb
from aitdesk.shell.sharing import ShareLink, Sharing
from aitdesk.shell.shop import Shop
from aitdesk.shell.signal import Signal
from aitdesk.shell.storage import Storage
from aitdesk.shell.throttle import Throttle
from aitdesk.shell.tosspay import TossPay
from aitdesk.shell.wallet import Wallet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.shell.app import AppFacts
    from aitdesk.shell.desktop import Desktop
    from aitdesk.shell.device import Profile
    from aitdesk.shell.environment import Environment
    from aitdesk.shell.location import Tracks
    from aitdesk.shell.vault import Vault
    from aitdesk.value import Json

__all__ = ["Part", "Shell", "make_shell"]

EVERYONE = ""
"""The user of records that all people of an install share."""


Part: TypeAlias = Cell[Any] | Ledger[Any]
"""A piece of the state under one name; a Ledger outlives the run. Each knows its own type."""


@dataclass
class Shell:
    """One phone with one mini-app open and one person using it.

    `scheme` is the entry URI, fixed for the life of the session. `device_id` is stable for the
    install; it is empty when the install's secret cannot be read.
    """

    app: AppFacts
    device: Device
    identity: Identity
    storage: Storage
    analytics: Analytics
    scheme: str
    device_id: str
    environment: Environment
    clock: Clock
    faults: Faults
    prompts: Prompts
    permissions: Permissions
    shop: Shop
    wallet: Wallet
    tosspay: TossPay
    promotions: Promotions
    game: Game
    person: Person
    login: Login
    navigation: Navigation
    accessory: Accessory
    service_web: ServiceWeb
    album: Album
    camera: Camera
    documents: Documents
    location: Location
    clipboard: Clipboard
    sharing: Sharing
    contacts: Contacts
    invitations: Invitations
    haptics: Haptics
    screen: Screen = field(default_factory=Screen)
    ads: Ads = field(default_factory=Ads)
    network: Network = field(default_factory=Network)
    links: Links = field(default_factory=Links)
    latency: Latency = field(default_factory=Latency)
    throttle: Throttle = field(default_factory=Throttle)
    problems: Signal[str] = field(default_factory=Signal)
    """One clear line for the developer, whenever something on this machine is in the way."""

    def parts(self) -> Mapping[str, Part]:
        """Return every piece of the state by its name in control and in `aitdesk.toml`."""
        return {
            "environment": self.environment.cell,
            "network": self.network.cell,
            "clock": self.clock.cell,
            "login": self.login.cell,
            "logins": self.login.consents,
            "codes": self.login.codes,
            "permissions": self.permissions.ledger,
            "prompts": self.prompts.cell,
            "faults": self.faults.cell,
            "latency": self.latency.cell,
            "throttle": self.throttle.cell,
            "screen": self.screen.cell,
            "accessory": self.accessory.cell,
            "service_web": self.service_web.cell,
            "clipboard": self.clipboard.cell,
            "contacts": self.contacts.cell,
            "album": self.album.cell,
            "camera": self.camera.cell,
            "location": self.location.cell,
            "documents": self.documents.cell,
            "sharing": self.sharing.cell,
            "links": self.sharing.links,
            "invitations": self.invitations.cell,
            "haptics": self.haptics.cell,
            "person": self.person.cell,
            "agreements": self.person.agreements,
            "products": self.shop.cell,
            "orders": self.wallet.orders,
            "tosspay": self.tosspay.cell,
            "promotions": self.promotions.cell,
            "rewards": self.promotions.spent,
            "game": self.game.cell,
            "scores": self.game.scores,
            "game_profile": self.game.profiles,
            "ads": self.ads.cell,
        }

    def __post_init__(self) -> None:
        self.screen.cell.changes.listen(
            lambda screen: self.device.turn(is_landscape=screen.orientation == "landscape")
        )

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
    desktop: Desktop | None = None,
    tracks: Tracks | None = None,
) -> Shell:
    """Return a phone as it is when the mini-app opens; what lasts is in the vault."""

    prompts, time = Prompts(), clock or Clock()
    desk, problems = desktop or NoDesktop(), Signal[str]()
    identity, network = Identity(vault, app.name, user), Network()
    orders = Ledger(vault, "orders", app.name, user, Order)
    permissions = Permissions(
        app, environment, prompts, Ledger(vault, "permissions", app.name, user, Decision)
    )
    clipboard, contacts = Clipboard(), Contacts()
    return Shell(
        app=app,
        device=Device.of(profile),
        identity=identity,
        storage=Storage(vault, app.name, user),
        analytics=Analytics(identity),
        scheme=scheme,
        device_id=device_id,
        environment=environment,
        clock=time,
        faults=faults or Faults(),
        prompts=prompts,
        permissions=permissions,
        shop=Shop(orders, app, environment, prompts, time, network, problems),
        wallet=Wallet(orders, time),
        tosspay=TossPay(app, environment, prompts),
        network=network,
        promotions=Promotions(Ledger(vault, "rewards", app.name, EVERYONE, Spent), app, user, time),
        game=Game(
            Ledger(vault, "scores", app.name, EVERYONE, BestScore),
            Ledger(vault, "game_profile", app.name, user, PlayerProfile),
            app,
            user,
            environment,
            prompts,
        ),
        person=Person(
            Ledger(vault, "agreements", app.name, user, Agreement), app, environment, prompts
        ),
        navigation=Navigation(is_game=app.web_view_type == "game"),
        accessory=Accessory.of(app),
        service_web=ServiceWeb(environment, prompts),
        login=Login(
            app,
            environment,
            time,
            prompts,
            Ledger(vault, "logins", app.name, user, Consent),
            Ledger(vault, "codes", app.name, user, IssuedCode),
        ),
        location=Location(time, environment, permissions, problems, tracks or NoTracks()),
        clipboard=clipboard,
        sharing=Sharing(
            environment,
            time,
            prompts,
            clipboard,
            Ledger(vault, "links", app.name, EVERYONE, ShareLink),
        ),
        contacts=contacts,
        invitations=Invitations(contacts, environment, prompts),
        haptics=Haptics(time),
        album=Album(environment, prompts, desk, problems),
        camera=Camera(environment, prompts, desk, problems, time),
        documents=Documents(environment, prompts, desk),
        problems=problems,
    )
