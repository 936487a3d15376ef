"""Something that happens on the phone, told to whoever listens at that moment."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

_T = TypeVar("_T")


class Signal(Generic[_T]):
    """Tells each value to every listener, in the order of listening. Nothing is kept."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[_T], None]] = []
        self.streams = 0
        """How many `stream()` readers there are: the page's own subscriptions."""

    def emit(self, value: _T) -> None:
        """Tell the value to everyone who listens now."""
        for listener in list(self._listeners):
            listener(value)

    def listen(self, listener: Callable[[_T], None]) -> None:
        """Call the listener with every value from now on."""
        self._listeners.append(listener)

    async def stream(self) -> AsyncIterator[_T]:
        """Yield every value from now on, until it is closed; values never overtake each other."""
        waiting: asyncio.Queue[_T] = asyncio.Queue()
        self._listeners.append(waiting.put_nowait)
        self.streams += 1
        try:
            while True:
                yield await waiting.get()
        finally:
            self.streams -= 1
            self._listeners.remove(waiting.put_nowait)
