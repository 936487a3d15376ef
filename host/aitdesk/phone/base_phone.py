"""What a phone has from the start; the rest is made when a call needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.phone.answers import Answers
from aitdesk.phone.latency import Latency
from aitdesk.phone.link import Links
from aitdesk.phone.migration import Migration
from aitdesk.phone.network import Network
from aitdesk.phone.screen import Screen
from aitdesk.phone.signal import Signal
from aitdesk.phone.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone.accessory import Accessory
    from aitdesk.phone.analytics import Analytics
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.desktop import Desktop
    from aitdesk.phone.device import Device
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.faults import Faults
    from aitdesk.phone.identity import Identity
    from aitdesk.phone.location import Tracks
    from aitdesk.phone.navigation import Navigation
    from aitdesk.phone.permissions import Permissions
    from aitdesk.phone.prompts import Prompts
    from aitdesk.phone.service_web import ServiceWeb
    from aitdesk.phone.storage import Storage
    from aitdesk.phone.vault import Vault


@dataclass
class BasePhone:
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
    created: Signal[tuple[str, object]] = field(default_factory=Signal)
    """The name of a part that was made at its first use, and the part."""

    def __post_init__(self) -> None:
        self.screen.observable.changes.listen(
            lambda screen: self.device.turn(is_landscape=screen.orientation == "landscape")
        )
