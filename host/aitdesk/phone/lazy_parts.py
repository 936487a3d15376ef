"""The parts of the phone that only a call of the page needs: each is loaded at its first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from aitdesk.phone.ledger import Ledger
from aitdesk.phone.observable import State
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.ads import Ads
    from aitdesk.phone.album import Album
    from aitdesk.phone.camera import Camera
    from aitdesk.phone.clipboard import Clipboard
    from aitdesk.phone.contacts import Contacts
    from aitdesk.phone.documents import Documents
    from aitdesk.phone.game import Game
    from aitdesk.phone.haptics import Haptics
    from aitdesk.phone.invitation import Invitations
    from aitdesk.phone.location import Location
    from aitdesk.phone.login import Login
    from aitdesk.phone.order import Order
    from aitdesk.phone.person import Person
    from aitdesk.phone.promotions import Promotions
    from aitdesk.phone.sharing import Sharing
    from aitdesk.phone.shop import Shop
    from aitdesk.phone.tosspay import TossPay
    from aitdesk.phone.wallet import Wallet

R = TypeVar("R", bound=State)
T = TypeVar("T")

EVERYONE = ""
"""The user of records that all people of an install share."""


FITTINGS: Final = frozenset(
    {
        "login", "person", "clipboard", "contacts", "album", "camera", "location", "documents",
        "sharing", "invitations", "haptics", "shop", "wallet", "tosspay", "promotions", "game",
        "ads",
    }
)  # fmt: skip


@dataclass
class LazyParts:
    """One of each, made when it is first asked for. `fitted` tells its name and what was made."""

    shell: SimulatedPhone
    fitted: Signal[tuple[str, object]] = field(default_factory=Signal)

    def follow(self, listener: Callable[[tuple[str, object]], None]) -> None:
        """Tell the listener of everything that is made already, and of the rest once it is."""
        self.fitted.listen(listener)
        for name, made in list(vars(self).items()):
            if name in FITTINGS:
                listener((name, made))

    def close(self) -> None:
        """Put away what the phone itself still shows: it outlives the page."""
        for name in ("ads", "game", "shop", "sharing"):
            if name in vars(self):
                getattr(self, name).close()

    @cached_property
    def login(self) -> Login:
        """Toss login of the mini-app."""
        from aitdesk.phone.login import Consent, IssuedCode, KeyCode, Login

        shell = self.shell
        made = Login(
            shell.app,
            shell.environment,
            shell.clock,
            shell.prompts,
            self._own("logins", Consent),
            self._own("codes", IssuedCode),
            self._own("key_codes", KeyCode),
            shell.identity,
        )
        return self._fit("login", made)

    @cached_property
    def person(self) -> Person:
        """What Toss knows of the person."""
        from aitdesk.phone.person import Agreement, Person

        shell, agreements = self.shell, self._own("agreements", Agreement)
        made = Person(agreements, shell.app, shell.environment, shell.prompts)
        return self._fit("person", made)

    @cached_property
    def clipboard(self) -> Clipboard:
        """The clipboard."""
        from aitdesk.phone.clipboard import Clipboard

        return self._fit("clipboard", Clipboard())

    @cached_property
    def contacts(self) -> Contacts:
        """The person's address book."""
        from aitdesk.phone.contacts import Contacts

        return self._fit("contacts", Contacts())

    @cached_property
    def album(self) -> Album:
        """Pictures and videos."""
        from aitdesk.phone.album import Album

        shell = self.shell
        made = Album(shell.environment, shell.prompts, shell.desktop(), shell.problems)
        return self._fit("album", made)

    @cached_property
    def camera(self) -> Camera:
        """The camera."""
        from aitdesk.phone.camera import Camera

        shell = self.shell
        made = Camera(
            shell.environment, shell.prompts, shell.desktop(), shell.problems, shell.clock
        )
        return self._fit("camera", made)

    @cached_property
    def location(self) -> Location:
        """Where the phone is."""
        from aitdesk.phone.location import Location, NoTracks

        shell = self.shell
        tracks = NoTracks() if shell.tracks is None else shell.tracks()
        made = Location(shell.clock, shell.environment, shell.permissions, shell.problems, tracks)
        return self._fit("location", made)

    @cached_property
    def documents(self) -> Documents:
        """Files that are saved and documents that are shown."""
        from aitdesk.phone.documents import Documents

        shell = self.shell
        made = Documents(shell.environment, shell.prompts, shell.desktop())
        return self._fit("documents", made)

    @cached_property
    def sharing(self) -> Sharing:
        """What is shared with other people."""
        from aitdesk.phone.sharing import ShareLink, Sharing

        shell, links = self.shell, self._shared("links", ShareLink)
        made = Sharing(shell.environment, shell.clock, shell.prompts, self.clipboard, links)
        return self._fit("sharing", made)

    @cached_property
    def invitations(self) -> Invitations:
        """Invitations to contacts."""
        from aitdesk.phone.invitation import Invitations

        made = Invitations(self.contacts, self.shell.environment, self.shell.prompts)
        return self._fit("invitations", made)

    @cached_property
    def haptics(self) -> Haptics:
        """What the hand would feel."""
        from aitdesk.phone.haptics import Haptics

        return self._fit("haptics", Haptics(self.shell.clock))

    @cached_property
    def shop(self) -> Shop:
        """What can be bought."""
        from aitdesk.phone.shop import Shop

        shell = self.shell
        made = Shop(
            self._orders,
            shell.app,
            shell.environment,
            shell.prompts,
            shell.clock,
            shell.network,
            shell.problems,
        )
        return self._fit("shop", made)

    @cached_property
    def wallet(self) -> Wallet:
        """What was bought."""
        from aitdesk.phone.wallet import Wallet

        return self._fit("wallet", Wallet(self._orders, self.shell.clock))

    @cached_property
    def _orders(self) -> Ledger[Order]:
        from aitdesk.phone.order import Order

        return self._own("orders", Order)

    @cached_property
    def tosspay(self) -> TossPay:
        """Payments with Toss Pay."""
        from aitdesk.phone.tosspay import TossPay

        shell = self.shell
        return self._fit("tosspay", TossPay(shell.app, shell.environment, shell.prompts))

    @cached_property
    def promotions(self) -> Promotions:
        """Rewards of promotions."""
        from aitdesk.phone.promotions import Promotions, Spent

        shell, spent = self.shell, self._shared("rewards", Spent)
        return self._fit("promotions", Promotions(spent, shell.app, shell.user, shell.clock))

    @cached_property
    def game(self) -> Game:
        """The game center."""
        from aitdesk.phone.game import BestScore, Game, PlayerProfile

        shell = self.shell
        made = Game(
            self._shared("scores", BestScore),
            self._own("game_profile", PlayerProfile),
            shell.app,
            shell.user,
            shell.environment,
            shell.prompts,
        )
        return self._fit("game", made)

    @cached_property
    def ads(self) -> Ads:
        """Advertisements."""
        from aitdesk.phone.ads import Ads

        return self._fit("ads", Ads())

    def _fit(self, name: str, made: T) -> T:
        self.fitted.emit((name, made))
        return made

    def _own(self, part: str, record: type[R]) -> Ledger[R]:
        shell = self.shell
        return Ledger(shell.vault, part, shell.app.name, shell.user, record)

    def _shared(self, part: str, record: type[R]) -> Ledger[R]:
        shell = self.shell
        return Ledger(shell.vault, part, shell.app.name, EVERYONE, record)
