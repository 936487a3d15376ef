"""Protocol Buffers on the wire, as far as a package's description needs them.

Bytes that are no message, and fields of another kind than asked for, raise ValueError.
Source: protobuf.dev, "Encoding", and `google/protobuf/struct.proto`, read 2026.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.miniapp.js_literals import Literal

_VARINT, _SIZED = 0, 2
_FIXED_BYTES = {1: 8, 5: 4}
_VARINT_BITS = 64
_MORE = 0x80
_DEEPEST = 100
_MOST_FIELDS = 500_000
_DOUBLE = struct.Struct("<d")


@dataclass(slots=True)
class Quota:
    """How many fields may still be read of one message and of all that are in it."""

    left: int = _MOST_FIELDS


@dataclass(frozen=True, slots=True)
class ProtobufMessage:
    """The values of each field by its number, in their order; what has a fixed size as bytes."""

    fields: dict[int, list[int | bytes]]
    quota: Quota = field(default_factory=Quota, compare=False)

    @staticmethod
    def read(content: bytes, quota: Quota | None = None) -> ProtobufMessage:
        """Read a message."""
        quota = Quota() if quota is None else quota
        fields: dict[int, list[int | bytes]] = {}
        at = 0
        while at < len(content):
            quota.left -= 1
            if quota.left < 0:
                raise ValueError(f"it has more than {_MOST_FIELDS} fields")
            tag, at = _varint(content, at)
            number, kind = tag >> 3, tag & 7
            value: int | bytes
            if kind == _VARINT:
                value, at = _varint(content, at)
            else:
                size, at = _varint(content, at) if kind == _SIZED else (_FIXED_BYTES.get(kind), at)
                if size is None or at + size > len(content):
                    raise ValueError(f"field {number} is cut off")
                value, at = content[at : at + size], at + size
            fields.setdefault(number, []).append(value)
        return ProtobufMessage(fields, quota)

    def all(self, number: int) -> list[bytes]:
        """Return every value of a field that repeats."""
        values = self.fields.get(number, [])
        found = [each for each in values if isinstance(each, bytes)]
        if len(found) != len(values):
            raise ValueError(f"field {number} is a number")
        return found

    def content(self, number: int) -> bytes:
        """Return the last value of a field, b"" when it has none."""
        return b"".join(self.all(number)[-1:])

    def text(self, number: int) -> str:
        """Return a text, "" when there is none."""
        try:
            return self.content(number).decode()
        except UnicodeDecodeError:
            raise ValueError(f"field {number} is no text") from None

    def number(self, number: int) -> int:
        """Return a number, 0 when there is none."""
        value = self.fields.get(number, [0])[-1]
        if isinstance(value, bytes):
            raise ValueError(f"field {number} is no number")  # noqa: TRY004  # it came from a file
        return value

    def message(self, number: int) -> ProtobufMessage:
        """Return a message, an empty one when there is none."""
        return ProtobufMessage.read(self.content(number), self.quota)

    def messages(self, number: int) -> list[ProtobufMessage]:
        """Return every message of a field that repeats."""
        return [ProtobufMessage.read(each, self.quota) for each in self.all(number)]

    def struct(self, *, depth: int = 0) -> dict[str, Literal]:
        """Return the object that this is as a `google.protobuf.Struct`."""
        return {each.text(1): each.message(2).value(depth=depth + 1) for each in self.messages(1)}

    def value(self, *, depth: int) -> Literal:
        """Return the value that this is as a `google.protobuf.Value`."""
        if depth > _DEEPEST:
            raise ValueError("values are nested too deeply")
        kind = next(iter(self.fields), 1)
        match kind:
            case 2:
                return _number(self.content(kind))
            case 3:
                return self.text(kind)
            case 4:
                return bool(self.number(kind))
            case 5:
                return self.message(kind).struct(depth=depth)
            case 6:
                return [each.value(depth=depth + 1) for each in self.message(kind).messages(1)]
            case _:
                return None


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, _VARINT_BITS, 7):
        if at == len(content):
            break
        value |= (content[at] % _MORE) << shift
        at += 1
        if content[at - 1] < _MORE:
            return value, at
    raise ValueError("a number has no end")


def _number(content: bytes) -> float:
    if len(content) != _DOUBLE.size:
        raise ValueError("a number has another size")
    value: float = _DOUBLE.unpack(content)[0]
    return int(value) if value.is_integer() else value
