"""A call that a test expects: what it was, once the block is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aitdesk.driver.record import RecordedCall
    from aitdesk.value import Value


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
