"""How the simulated phone is connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["OFFLINE", "WIFI", "2G", "3G", "4G", "5G", "WWAN", "UNKNOWN"]


@dataclass
class Network:
    """The connection as `getNetworkStatus` names it."""

    status: Status = "WIFI"
