"""A call that a test expects: with what, and what it was, once the block is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from aitdesk.client.journal import RecordedCall
    from aitdesk.value import Json, Value

Arguments: TypeAlias = "Json | Callable[..., bool]"
"""What a call must be called with: its arguments, or its only one; or a test that gets them.

Of an object, the members that are named count.
"""


@dataclass
class ExpectedCall:
    """The call, after the block; in it, nothing is known."""

    name: str
    found: RecordedCall | None = None

    @property
    def call(self) -> RecordedCall:
        """The call as the journal has it. Raises RuntimeError inside the block."""
        if self.found is None:
            raise RuntimeError(f"the call of {self.name} is known after the block, not in it")
        return self.found

    @property
    def args(self) -> Any:  # noqa: ANN401  # JSON
        """What it was called with."""
        return self.call.args

    @property
    def outcome(self) -> str:
        """How it ended: resolved, rejected, …."""
        return self.call.outcome

    @property
    def value(self) -> Value:
        """What it resolved with."""
        return self.call.value

    @property
    def error(self) -> dict[str, Any] | None:
        """Code and message of its failure."""
        return self.call.error

    @property
    def ms(self) -> float:
        """How long it took."""
        return self.call.ms


def fits(args: Any, wanted: Arguments | None) -> bool:  # noqa: ANN401  # JSON
    """Return whether a call's arguments are what is wanted; None wants nothing of them."""
    if wanted is None:
        return True
    if callable(wanted):
        return bool(wanted(*args) if isinstance(args, list) else wanted(args))
    is_only_one = isinstance(args, list) and len(args) == 1 and not isinstance(wanted, list)
    return _covers(args[0] if is_only_one else args, wanted)


def _covers(found: Any, wanted: Any) -> bool:  # noqa: ANN401  # JSON
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(
            name in found and _covers(found[name], each) for name, each in wanted.items()
        )
    if isinstance(wanted, list | tuple):
        return (
            isinstance(found, list)
            and len(found) == len(wanted)
            and all(_covers(*pair) for pair in zip(found, wanted, strict=True))
        )
    # In Python, and not in JSON, true equals 1.
    is_same_sort = isinstance(found, bool) is isinstance(wanted, bool)
    return is_same_sort and bool(found == wanted)
