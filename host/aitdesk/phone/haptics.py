"""What the hand would feel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock

TYPES: Final = (
    "tickWeak",
    "tap",
    "tickMedium",
    "softMedium",
    "basicWeak",
    "basicMedium",
    "success",
    "error",
    "wiggle",
    "confetti",
)
"""Every type that there is (generateHapticFeedback.d.ts, web-bridge 2.10.8)."""

KEPT: Final = 20
"""How many are remembered."""


class Feedback(State, frozen=True, kw_only=True):
    """One haptic feedback and when it was felt."""

    type: str
    at_ms: int


class HapticsState(State, frozen=True, kw_only=True):
    """The last haptic feedbacks, newest at the end."""

    recent: tuple[Feedback, ...] = ()


@dataclass
class Haptics:
    """The haptic feedback of this run; `felt` tells each at its moment."""

    clock: Clock
    observable: Observable[HapticsState] = field(default_factory=lambda: Observable(HapticsState()))
    felt: Signal[Feedback] = field(default_factory=Signal)

    def play(self, type_: str) -> None:
        """Let the hand feel it. Raises EXECUTION_ERROR for a type that there is not."""
        if type_ not in TYPES:
            raise refusal("generateHapticFeedback", "EXECUTION_ERROR")
        feedback = Feedback(type=type_, at_ms=self.clock.now_ms())
        self.observable.update(recent=(*self.observable.value.recent, feedback)[-KEPT:])
        self.felt.emit(feedback)
