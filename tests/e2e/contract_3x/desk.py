"""A mini-app that bundles what stands in for SDK 3.x, and the phone around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from e2e.contract.desk import Desk
from e2e.contract.expected import FENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from e2e.contract_3x.cases import Case, Way


@dataclass
class Desk3x(Desk):
    """One run of that page."""

    LINE: ClassVar[str] = Path(__file__).with_name("line.js").read_text("utf-8")
    SEEN: ClassVar[tuple[str, str, str]] = (
        "platformOS",
        "operationalEnvironment",
        "tossAppVersion",
    )

    def go(
        self,
        case: Case,
        way: Way,
        environment: Mapping[str, str],
        *,
        count: int | None = None,
        is_left_alone: bool = False,
    ) -> Any:  # noqa: ANN401  # whatever the page got
        """Reach the name that way, and return what the page got, as `run` does."""
        wanted = way.told if isinstance(way.told, int) else len(way.told)
        got = self.reach(
            kind=way.kind,
            expression=way.expression,
            before=case.before,
            environment=environment,
            count=wanted if count is None else count,
            act=None if is_left_alone else case.act,
            is_pending=False,
        )
        return _without_stacks(got) if way.is_wire else got

    def sent(self) -> list[dict[str, Any]]:
        """Return what the page has sent over the wire of 3.x since the last look."""
        return [
            entry
            for entry in self.entries("call", "subscribe", line="3")
            if entry["name"] != FENCE or entry["args"] != [{"key": "fence"}]
        ]


def _without_stacks(got: Any) -> Any:  # noqa: ANN401  # whatever the page got
    """Return it with a word for the stack of every error that came as a value.

    With a stack that is no text, or none, the SDK takes nothing for an error.
    """
    for each in got if isinstance(got, list) else [got]:
        value = each.get("value")
        if isinstance(value, dict) and "__instanceof" in value:
            assert isinstance(value["stack"], str), value
            value["stack"] = "text"
    return got
