"""What the mini-app logs, as the native shell would send it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from aitdesk.errors import StoreError
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aitdesk.phone.identity import Identity


@dataclass(frozen=True, slots=True)
class Log:
    """One log line; every parameter is a text."""

    name: str
    type: str
    params: dict[str, str]


@dataclass
class Analytics:
    """Logs on their way out. Nothing leaves this machine."""

    identity: Identity
    logs: Signal[Log] = field(default_factory=Signal)

    async def record(self, name: str, *, log_type: str, params: Mapping[str, object]) -> None:
        """Send one log: the anonymous key first, which the page may override.

        Source: native host 2.9.2 and newer.
        """
        try:
            key = await self.identity.anonymous_hash()
        except StoreError:
            key = "NONE"
        texts = {member: as_text(value) for member, value in params.items()}
        self.logs.emit(Log(name, log_type, {"anonymous_key": key, **texts}))


def as_text(value: object) -> str:
    """Return what JavaScript's `String(value)` gives for a value that came as JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number_text(value)
        case list():
            return ",".join(_member_texts(value))
        case dict():
            return "[object Object]"
        case _:
            return str(value)


def _member_texts(values: list[object]) -> Iterator[str]:
    # Not by recursion: a page decides how deep its values are.
    waiting = [*reversed(values)] or [None]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value) if value else [None]
        else:
            yield "" if value is None else as_text(value)


_MOST_BEFORE_POINT = 21  # ECMA-262 6.1.6.1.20: more digits, or more zeros, get an exponent
_MOST_ZEROS = 5


def _number_text(value: float) -> str:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if not number:
        return "0"
    sign, figures, exponent = Decimal(repr(number)).normalize().as_tuple()
    digits = "".join(map(str, figures))
    point = len(digits) + int(exponent)
    if 0 < point <= _MOST_BEFORE_POINT:
        text = f"{digits[:point]:0<{point}}.{digits[point:]}"
    elif -_MOST_ZEROS <= point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        text = f"{digits[0]}.{digits[1:]}".rstrip(".") + f"e{point - 1:+d}"
    return ("-" if sign else "") + text.rstrip(".")
