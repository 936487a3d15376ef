from __future__ import annotations

import asyncio

from aitdesk.phone.signal import Signal


def test_every_listener_is_told_in_the_order_of_listening() -> None:
    signal, told = Signal[int](), list[tuple[str, int]]()
    signal.listen(lambda value: told.append(("first", value)))
    signal.listen(lambda value: told.append(("second", value)))
    signal.emit(1)
    assert told == [("first", 1), ("second", 1)]


def test_nothing_is_kept_for_who_comes_later() -> None:
    signal, told = Signal[int](), list[int]()
    signal.emit(1)
    signal.listen(told.append)
    assert told == []


def test_a_listener_that_joins_during_a_value_hears_the_next_one() -> None:
    signal, told = Signal[int](), list[int]()
    signal.listen(lambda _: signal.listen(told.append))
    signal.emit(1)
    signal.emit(2)
    assert told == [2]


async def read(signal: Signal[int], *, values: int) -> tuple[list[int], int, int]:
    """Return what a stream yields, and how many streams there are during and after it."""
    stream = signal.stream()
    first = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    during = signal.streams
    for value in range(values):
        signal.emit(value)
    got = [await first, *[await anext(stream) for _ in range(values - 1)]]
    await stream.aclose()  # type: ignore[attr-defined]
    signal.emit(99)
    return got, during, signal.streams


def test_a_stream_yields_every_value_in_order_until_it_is_closed() -> None:
    assert asyncio.run(read(Signal[int](), values=3)) == ([0, 1, 2], 1, 0)


def test_a_stream_that_was_closed_is_told_nothing_more() -> None:
    signal = Signal[int]()
    asyncio.run(read(signal, values=1))
    assert signal._listeners == []
