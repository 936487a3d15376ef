"""The limit that newer Toss apps put on bursts of one name."""

from __future__ import annotations

from dataclasses import dataclass, field

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State


class ThrottleState(State, frozen=True, kw_only=True):
    """`spacing_ms` between two calls of one name is accepted (measured: about 250)."""

    is_on: bool = False
    spacing_ms: int = 250


@dataclass
class Throttle:
    """When each name was last accepted."""

    observable: Observable[ThrottleState] = field(
        default_factory=lambda: Observable(ThrottleState())
    )
    _accepted_ms: dict[str, float] = field(default_factory=dict)

    def check(self, name: str, *, now_ms: float) -> None:
        """Let a call pass. Raises APP_BRIDGE_THROTTLED for one that comes too soon.

        Differs: the phone's window and limit are not known; one call per `spacing_ms` passes.
        """
        state = self.observable.value
        if not state.is_on:
            return
        last_ms = self._accepted_ms.get(name)
        if last_ms is not None and now_ms - last_ms < state.spacing_ms:
            raise refusal(name, "APP_BRIDGE_THROTTLED")
        self._accepted_ms[name] = now_ms
