"""Failures that the developer asks for, one for each name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from aitdesk.errors import ApiError, ConfigError, Injected, TransportFailure
from aitdesk.phone.error_catalog import find
from aitdesk.phone.observable import Observable, State
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aitdesk.value import Value

TRANSPORT: Final = "transport"
NOTHING: Final = "undefined"

_OUTCOME = re.compile(r"(?P<outcome>[^:\s]+)(?::(?P<times>[1-9]\d{0,8}))?")


class FaultTable(State, frozen=True, kw_only=True):
    """By wire name: a key of profiles/errors.toml, another code, `undefined` or `transport`.

    `transport` is a failure on the way, which has no code. Some keys are values that only older
    hosts give; the call resolves to those.
    With `:times` behind it, only the next so many calls fail.
    """

    outcomes: dict[str, str] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError for what is no outcome."""
        for name, outcome in self.outcomes.items():
            if not name or _OUTCOME.fullmatch(outcome) is None:
                raise ValueError(f"fault {name}={outcome!r}: write it as NAME=OUTCOME[:times]")


class Faults:
    """What is asked for now."""

    def __init__(self, outcomes: Mapping[str, str] | None = None) -> None:
        self.observable = Observable(FaultTable(outcomes=dict(outcomes or {})))

    @property
    def outcomes(self) -> dict[str, str]:
        """What is asked for, by wire name."""
        return self.observable.value.outcomes

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Faults:
        """Read `NAME=OUTCOME[:times]` texts. Raises ConfigError for anything else."""
        outcomes: dict[str, str] = {}
        for text in texts:
            name, _, outcome = text.partition("=")
            outcomes[name] = outcome
        try:
            return cls(outcomes)
        except ValueError as problem:
            raise ConfigError(str(problem)) from None

    def take(self, name: str) -> str | None:
        """Return the outcome asked for, None for none, and count it."""
        text = self.outcomes.get(name)
        if text is None:
            return None
        outcome, _, times = text.partition(":")
        if times:
            others = {each: kept for each, kept in self.outcomes.items() if each != name}
            left = {name: f"{outcome}:{int(times) - 1}"} if int(times) > 1 else {}
            self.observable.update(outcomes={**others, **left})
        return outcome


def asked_for(name: str, key: str, *, listed_as: str | None = None) -> Value:
    """Return what a call resolves to at this outcome. Raises the failure, where it is one."""
    if key == NOTHING:
        return UNDEFINED
    row = find(listed_as or name, key)
    if row is not None and row.is_value:
        return key
    raise injected(name, key, listed_as=listed_as)


def injected(name: str, key: str, *, listed_as: str | None = None) -> ApiError:
    """Return the failure as the shell would give it; a key that it does not know is the code.

    `listed_as` is the name's place in the table, where a line of the SDK spells it otherwise.
    """
    if key == TRANSPORT:
        return TransportFailure(f"{name}: the transport failed (asked for)")
    row = find(listed_as or name, key)
    if row is None:
        return Injected(f"{name}: {key} (asked for)", code=key)
    text = f"{row.message} (asked for)" if row.wording == "ours" else row.message
    return Injected(
        text.replace("{name}", name), code=row.key if row.has_code else None, name=row.name
    )
