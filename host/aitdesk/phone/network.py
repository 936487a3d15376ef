"""How the simulated phone is connected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aitdesk.phone.observable import Observable, State

Status: TypeAlias = Literal["OFFLINE", "WIFI", "2G", "3G", "4G", "5G", "WWAN", "UNKNOWN"]


class Connection(State, frozen=True, kw_only=True):
    """The connection as `getNetworkStatus` names it. OFFLINE stops the page's requests too."""

    status: Status = "WIFI"


@dataclass
class Network:
    """The connection now."""

    observable: Observable[Connection] = field(default_factory=lambda: Observable(Connection()))

    @property
    def status(self) -> Status:
        """What `getNetworkStatus` answers."""
        return self.observable.value.status

    @property
    def is_online(self) -> bool:
        """Whether requests of the page go through."""
        return self.status != "OFFLINE"
