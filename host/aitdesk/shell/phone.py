"""Everything true about the simulated phone: plain state and rules, no I/O of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.shell.clock import Clock
from aitdesk.shell.environment import Environment
from aitdesk.shell.faults import Faults
from aitdesk.shell.link import Links
from aitdesk.shell.login import Login
from aitdesk.shell.network import Network
from aitdesk.shell.signal import Signal

if TYPE_CHECKING:
    from aitdesk.shell.analytics import Analytics
    from aitdesk.shell.app import AppFacts
    from aitdesk.shell.device import Device
    from aitdesk.shell.identity import Identity
    from aitdesk.shell.navigation import Navigation
    from aitdesk.shell.storage import Storage

__all__ = ["Shell"]


@dataclass
class Shell:
    """One phone with one mini-app open and one person using it.

    `scheme` is the entry URI, fixed for the life of the session. `device_id` is stable for the
    install; it is empty when the install's secret cannot be read.
    """

    app: AppFacts
    device: Device
    navigation: Navigation
    identity: Identity
    storage: Storage
    analytics: Analytics
    scheme: str
    device_id: str
    environment: Environment = field(default_factory=Environment)
    login: Login = field(default_factory=Login)
    network: Network = field(default_factory=Network)
    clock: Clock = field(default_factory=Clock)
    links: Links = field(default_factory=Links)
    faults: Faults = field(default_factory=Faults)
    problems: Signal[str] = field(default_factory=Signal)
    """One clear line for the developer, whenever something on this machine is in the way."""
