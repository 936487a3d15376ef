"""The parts of the phone that only a call of the page needs: each is loaded at its first use.

One method a part: its name, its type, and how it is made.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from aitdesk.phone.base_phone import BasePhone
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.observable import State

if TYPE_CHECKING:
    from collections.abc import Callable

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
    from aitdesk.phone.messages import Messages
    from aitdesk.phone.order import Order
    from aitdesk.phone.partner import PartnerSettings
    from aitdesk.phone.payments import Payments
    from aitdesk.phone.person import Person
    from aitdesk.phone.promotions import Promotions
    from aitdesk.phone.reward_keys import RewardKeys
    from aitdesk.phone.sharing import Sharing
    from aitdesk.phone.shop import Shop
    from aitdesk.phone.tokens import TokenDesk
    from aitdesk.phone.tosspay import TossPay
    from aitdesk.phone.wallet import Wallet

R = TypeVar("R", bound=State)
T = TypeVar("T")

EVERYONE: Final = ""
"""The user of records that all people of an install share."""


def lazy_part(make: Callable[[Any], T]) -> cached_property[T]:
    """Make a part when it is first asked for, and tell whoever listens its name and the part."""

    def made(phone: LazyParts) -> T:
        part = make(phone)
        phone.created.emit((make.__name__, part))
        return part

    return cached_property(made)


class LazyParts(BasePhone):
    """One of each."""

    def follow_created(self, listener: Callable[[tuple[str, object]], None]) -> None:
        """Tell the listener of every part that is made already, and of the rest once it is."""
        self.created.listen(listener)
        for name, made in self._made().items():
            listener((name, made))

    def put_away(self) -> None:
        """Put away what the phone itself still shows: it outlives the page."""
        for name, made in self._made().items():
            if name in _SHOWN:
                made.close()

    def _made(self) -> dict[str, Any]:
        return {name: made for name, made in vars(self).items() if name in _NAMES}

    @lazy_part
    def login(self) -> Login:
        """Toss login of the mini-app."""
        from aitdesk.phone.login import Consent, IssuedCode, KeyCode, Login

        return Login(
            self.app,
            self.environment,
            self.clock,
            self.prompts,
            self._own("logins", Consent),
            self._own("codes", IssuedCode),
            self._own("key_codes", KeyCode),
            self.identity,
        )

    @lazy_part
    def person(self) -> Person:
        """What Toss knows of the person."""
        from aitdesk.phone.person import Agreement, Person

        agreements = self._own("agreements", Agreement)
        return Person(agreements, self.app, self.environment, self.prompts)

    @lazy_part
    def clipboard(self) -> Clipboard:
        """The clipboard."""
        from aitdesk.phone.clipboard import Clipboard

        return Clipboard()

    @lazy_part
    def contacts(self) -> Contacts:
        """The person's address book."""
        from aitdesk.phone.contacts import Contacts

        return Contacts()

    @lazy_part
    def album(self) -> Album:
        """Pictures and videos."""
        from aitdesk.phone.album import Album

        return Album(self.environment, self.prompts, self.desktop(), self.problems)

    @lazy_part
    def camera(self) -> Camera:
        """The camera."""
        from aitdesk.phone.camera import Camera

        return Camera(self.environment, self.prompts, self.desktop(), self.problems, self.clock)

    @lazy_part
    def location(self) -> Location:
        """Where the phone is."""
        from aitdesk.phone.location import Location, NoTracks

        tracks = NoTracks() if self.tracks is None else self.tracks()
        return Location(self.clock, self.environment, self.permissions, self.problems, tracks)

    @lazy_part
    def documents(self) -> Documents:
        """Files that are saved and documents that are shown."""
        from aitdesk.phone.documents import Documents

        return Documents(self.environment, self.prompts, self.desktop())

    @lazy_part
    def sharing(self) -> Sharing:
        """What is shared with other people."""
        from aitdesk.phone.sharing import ShareLink, Sharing

        links = self._shared("links", ShareLink)
        return Sharing(self.environment, self.clock, self.prompts, self.clipboard, links)

    @lazy_part
    def invitations(self) -> Invitations:
        """Invitations to contacts."""
        from aitdesk.phone.invitation import Invitations

        return Invitations(self.contacts, self.environment, self.prompts)

    @lazy_part
    def haptics(self) -> Haptics:
        """What the hand would feel."""
        from aitdesk.phone.haptics import Haptics

        return Haptics(self.clock)

    @lazy_part
    def shop(self) -> Shop:
        """What can be bought."""
        from aitdesk.phone.shop import Shop

        return Shop(
            self._orders,
            self.app,
            self.environment,
            self.prompts,
            self.clock,
            self.network,
            self.problems,
        )

    @lazy_part
    def wallet(self) -> Wallet:
        """What was bought."""
        from aitdesk.phone.wallet import Wallet

        return Wallet(self._orders, self.clock)

    @cached_property
    def _orders(self) -> Ledger[Order]:
        from aitdesk.phone.order import Order

        return self._own("orders", Order)

    @lazy_part
    def tosspay(self) -> TossPay:
        """Payments with Toss Pay."""
        from aitdesk.phone.tosspay import TossPay

        return TossPay(self.app, self.environment, self.prompts, self.payments, self.partner)

    @lazy_part
    def partner(self) -> PartnerSettings:
        """How Toss's server answers the mini-app's."""
        from aitdesk.phone.partner import PartnerSettings

        return PartnerSettings()

    @lazy_part
    def tokens(self) -> TokenDesk:
        """What Toss login gave the mini-app's server."""
        from aitdesk.phone.tokens import TokenDesk, Tokens

        ledger = self._own("tokens", Tokens)
        return TokenDesk(ledger, self.login.consents, self.clock, self.partner.observable)

    @lazy_part
    def payments(self) -> Payments:
        """Payments that the mini-app's server made."""
        from aitdesk.phone.payments import OrderNumber, Payment, Payments

        numbers = self._shared("order_numbers", OrderNumber)
        return Payments(self._own("payments", Payment), numbers, self.clock)

    @lazy_part
    def reward_keys(self) -> RewardKeys:
        """What the mini-app's server pays rewards with."""
        from aitdesk.phone.reward_keys import RewardKey, RewardKeys

        keys = self._own("reward_keys", RewardKey)
        return RewardKeys(keys, self.promotions, self.clock, self.partner.observable)

    @lazy_part
    def messages(self) -> Messages:
        """Messages that the mini-app's server sent."""
        from aitdesk.phone.messages import Message, Messages

        ledger = self._own("messages", Message)
        return Messages(ledger, self.person.agreements, self.clock, self.partner.observable)

    @lazy_part
    def promotions(self) -> Promotions:
        """Rewards of promotions."""
        from aitdesk.phone.promotions import Promotions, Spent

        spent = self._shared("rewards", Spent)
        return Promotions(spent, self.app, self.user, self.clock)

    @lazy_part
    def game(self) -> Game:
        """The game center."""
        from aitdesk.phone.game import BestScore, Game, PlayerProfile

        return Game(
            self._shared("scores", BestScore),
            self._own("game_profile", PlayerProfile),
            self.app,
            self.user,
            self.environment,
            self.prompts,
        )

    @lazy_part
    def ads(self) -> Ads:
        """Advertisements."""
        from aitdesk.phone.ads import Ads

        return Ads()

    def _own(self, part: str, record: type[R]) -> Ledger[R]:
        return Ledger(self.vault, part, self.app.name, self.user, record)

    def _shared(self, part: str, record: type[R]) -> Ledger[R]:
        return Ledger(self.vault, part, self.app.name, EVERYONE, record)


_NAMES: Final = frozenset(
    name
    for name, member in vars(LazyParts).items()
    if isinstance(member, cached_property) and not name.startswith("_")
)
_SHOWN: Final = frozenset({"ads", "game", "shop", "sharing"})
