"""How often the mini-app's server may call: so many times a minute of the phone's clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aitdesk.errors import PartnerError

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.observable import Observable
    from aitdesk.phone.partner import PartnerState

_MINUTE_MS: Final = 60_000
_MESSAGE: Final = "send-message"


@dataclass
class CallRate:
    """The calls of this minute; whole minutes are counted (assumed)."""

    clock: Clock
    settings: Observable[PartnerState]
    _minute: int = 0
    _counts: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, *, user: str | None) -> None:
        """Count a call of an endpoint. Raises 4095 when there were too many of it.

        Source: D integration; P: 3,000 for each mini-app and API, of send-message 15,000, and 10
        for each person.
        """
        state = self.settings.value
        is_message = name == _MESSAGE
        most = state.messages_a_minute if is_message else state.calls_a_minute
        self._take(name, most)
        if is_message and user is not None:
            self._take(f"{name} {user}", state.messages_to_one_a_minute)

    def _take(self, key: str, most: int) -> None:
        now_ms = self.clock.now_ms()
        minute, passed_ms = divmod(now_ms, _MINUTE_MS)
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        if self._counts.get(key, 0) >= most:
            raise PartnerError(
                "4095", data={"retryAfterSeconds": -(-(_MINUTE_MS - passed_ms) // 1000)}
            )
        self._counts[key] = self._counts.get(key, 0) + 1
