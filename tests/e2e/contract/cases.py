"""Every name of the bridge, and how a page that bundles the SDK reaches it.

The tables say so for SDK 2.10.8. What another version does not have is reached over the bare
bridge, which every version exports and any mini-app may use.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from e2e.contract.buying import granting
from e2e.contract.constants import CONSTANTS
from e2e.contract.events import EVENTS
from e2e.contract.methods import METHODS

if TYPE_CHECKING:
    from aitdesk.value import Json

SDKS: Final = ("2.10.8", "1.6.2")
SHAPES: Final[dict[str, dict[str, Any]]] = json.loads(
    (Path(__file__).parents[2] / "contract" / "shapes.json").read_text("utf-8")
)
CATALOGUE: Final[dict[str, dict[str, dict[str, str]]]] = tomllib.loads(
    files("aitdesk").joinpath("api/catalogue.toml").read_text("utf-8")
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One name. `public` and `wire` are expressions over `sdk`, `on` and `before`."""

    kind: str
    name: str
    public: str | None
    wire: str
    why: str = ""
    before: str = ""
    toss_version: str = ""
    told: tuple[str, ...] | int = 0
    told_on_wire: tuple[str, ...] | int = 0
    act: tuple[str, str, Json] | None = None
    args: str = ""
    """Those of the wire; an event's options."""

    function: str = ""

    @property
    def shape(self) -> dict[str, Any]:
        """What the SDK's types say of it."""
        shape: dict[str, Any] = SHAPES[self.kind][self.name]
        return shape

    def is_public_in(self, sdk: str) -> bool:
        """Tell whether a function of that version of the SDK reaches it."""
        if self.public is None:
            return False
        row = CATALOGUE[self.kind][self.name]
        is_old_enough = version(row["since"]) <= version(sdk)
        return is_old_enough and version(sdk) <= version(row.get("until", sdk))

    def way_in(self, sdk: str) -> str:
        """Return the expression that reaches it in that version of the SDK."""
        return self.public if self.public and self.is_public_in(sdk) else self.wire

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"


def version(text: str) -> tuple[int, ...]:
    """Return a version that can be compared."""
    return tuple(int(part) for part in text.split("."))


def _cases() -> dict[tuple[str, str], Case]:
    cases = [
        Case(
            kind="constant",
            name=name,
            public=public,
            wire=f"sdk.createConstantBridge('{name}')()",
        )
        for name, public in CONSTANTS.items()
    ]
    cases += [
        Case(
            kind="method",
            name=name,
            public=None if each.function is None else f"{each.function}({each.args})",
            wire=f"sdk.createAsyncBridge('{name}')({each.wire_args or each.args})",
            why=each.why,
            before=each.before,
            toss_version=each.toss_version,
            args=each.wire_args or each.args,
            function=each.function or "",
        )
        for name, each in METHODS.items()
    ]
    cases += [
        Case(
            kind="event",
            name=name,
            public=each.public,
            wire=f"sdk.createEventBridge('{name}')"
            f"({{ options: {each.options}, ...{granting('on') if each.told_on_wire else 'on'} }})",
            why=each.why,
            before=each.before,
            told=each.told,
            told_on_wire=each.told if each.told_on_wire is None else each.told_on_wire,
            act=each.act,
            args=each.options,
        )
        for name, each in EVENTS.items()
    ]
    return {(case.kind, case.name): case for case in cases}


CASES: Final = _cases()
PAID_ONCE: Final = {"grantPromotionReward", "grantPromotionRewardForGame"}
QUIET: Final = [
    case
    for case in CASES.values()
    if case.kind != "event"
    and not (case.before or case.toss_version)
    and case.name not in {"closeView", *PAID_ONCE}
]
"""Those whose replies do not depend on what was called before."""
