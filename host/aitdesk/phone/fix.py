"""Where the phone was at one moment, and how well a mini-app wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from aitdesk.phone.track import Spot

AccessLocation: TypeAlias = Literal["FINE", "COARSE"]


class Accuracy(IntEnum):
    """How well a mini-app wants to know (getCurrentLocation.d.ts, web-bridge 2.10.8)."""

    LOWEST = 1
    LOW = 2
    BALANCED = 3
    HIGH = 4
    HIGHEST = 5
    BEST_FOR_NAVIGATION = 6


@dataclass(frozen=True, slots=True)
class Fix:
    """Where the phone was at one moment. `access` is None on iOS, which does not tell it."""

    at_ms: int
    spot: Spot
    accuracy_m: float
    access: AccessLocation | None
