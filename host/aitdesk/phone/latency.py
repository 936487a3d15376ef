"""How long the phone takes to answer: a distribution for each family of calls, seeded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Literal, TypeAlias

import msgspec

from aitdesk.phone.observable import Observable, State

Pace: TypeAlias = Literal["none", "typical", "slow"]


class LatencyState(State, frozen=True, kw_only=True):
    """`none` answers at once. The same seed gives the same delays in the same order."""

    pace: Pace = "none"
    seed: int = 0


class _Spread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Half of the answers are quicker than the median; a larger sigma has a longer tail."""

    typical_median_ms: float
    slow_median_ms: float
    sigma: float


@dataclass
class Latency:
    """The delays of this run."""

    observable: Observable[LatencyState] = field(default_factory=lambda: Observable(LatencyState()))

    def __post_init__(self) -> None:
        self._random = Random(self.observable.value.seed)  # noqa: S311  # delays, not secrets
        self.observable.changes.listen(self._begin_anew)

    @property
    def is_on(self) -> bool:
        """Whether answers take time at all."""
        return self.observable.value.pace != "none"

    def delay_ms(self, family: str) -> float:
        """Return how long the next answer of a family is to take; 0 for at once."""
        pace = self.observable.value.pace
        if pace == "none":
            return 0.0
        spread = spreads().get(family) or spreads()["default"]
        median_ms = spread.slow_median_ms if pace == "slow" else spread.typical_median_ms
        return median_ms * self._random.lognormvariate(0, spread.sigma)

    def _begin_anew(self, state: LatencyState) -> None:
        self._random = Random(state.seed)  # noqa: S311  # delays, not secrets


@cache
def spreads() -> dict[str, _Spread]:
    """Return profiles/latency.toml."""
    text = files("aitdesk").joinpath("phone/profiles/latency.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, _Spread])
