"""Values that cross the bridge: JSON, and JavaScript's `undefined`, which is not `null`."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias


class Undefined(Enum):
    """The type of UNDEFINED."""

    UNDEFINED = "undefined"

    def __bool__(self) -> Literal[False]:
        """Falsy, as in JavaScript."""
        return False


UNDEFINED: Final = Undefined.UNDEFINED
"""JavaScript's `undefined`. Python's None is JSON's `null`."""

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

Value: TypeAlias = "Json | Undefined"
