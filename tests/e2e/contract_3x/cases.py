"""Every name of SDK 3.x, and every way in which a page reaches it.

A way is a function of the SDK, flat (`getServerTime`) or namespaced (`Environment.getServerTime`),
or the bare transport, which gives what the host sent as it came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from e2e.contract.cases import SHAPES as SHAPES_2X
from e2e.contract_3x.buying import GRANTING
from e2e.contract_3x.constants import CONSTANTS
from e2e.contract_3x.events import EVENTS, Event
from e2e.contract_3x.methods import METHODS, Method

if TYPE_CHECKING:
    from aitdesk.value import Json

FILE: Final = Path(__file__).parents[2] / "contract" / "shapes_3x.json"
WRITTEN: Final[dict[str, dict[str, dict[str, Any]]]] = json.loads(FILE.read_text("utf-8"))
WIRE: Final = "wire"
OF_THE_WIRE: Final = frozenset({"__subscribeAppEvent", "__unsubscribeAppEvent"})
"""The calls that events are made of; every subscription makes them."""

UNGATED: Final = frozenset({"TossPay.requestTossPayPaysBilling"})
"""Namespaced, but the flat function itself."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to a name. `expression` is over `sdk`, `on` and `before`."""

    path: str
    kind: str
    expression: str
    told: tuple[str, ...] | int = 0

    @property
    def is_wire(self) -> bool:
        """Whether it is the bare transport."""
        return self.path == WIRE

    @property
    def is_namespaced(self) -> bool:
        """Whether the page itself throws where the name is not there."""
        return "." in self.path and self.path not in UNGATED


@dataclass(frozen=True, kw_only=True)
class Case:
    """One name."""

    kind: str
    name: str
    ways: tuple[Way, ...]
    args: str = ""
    """Those of the wire; an event's options."""

    before: str = ""
    toss_version: str = ""
    act: tuple[str, str, Json] | None = None

    @property
    def shape(self) -> dict[str, Any]:
        """What is known of it."""
        return SHAPES[self.kind][self.name]

    @property
    def older_name(self) -> str:
        """The name of SDK 1.x and 2.x, by which its failures are known."""
        like: str = WRITTEN[self.kind][self.name].get("like", self.name)
        return like.rpartition("/")[2]

    @property
    def is_gated(self) -> bool:
        """Whether a version of Toss, or the sandbox, decides over it: in the host or the page."""
        return bool({"minimum", "in_page", "flag"} & set(self.shape))

    def way(self, path: str) -> Way:
        """Return the way of that path."""
        return next(way for way in self.ways if way.path == path)

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"


def _whole(written: dict[str, Any]) -> dict[str, Any]:
    """Return a shape with what it has from the name of SDK 2.x that it is like."""
    kind, _, name = written.get("like", "").partition("/")
    inherited = SHAPES_2X[kind][name] if kind else {}
    # What the older SDK's own page does is no matter here.
    kept = {member: each for member, each in inherited.items() if member != "in_page"}
    whole = {**kept, **written}
    return {key: each for key, each in whole.items() if key != "like" and each is not None}


SHAPES: Final = {
    kind: {name: _whole(shape) for name, shape in shapes.items()}
    for kind, shapes in WRITTEN.items()
}


def _constant(name: str, readers: tuple[str, ...]) -> Case:
    ways = [Way(path=reader, kind="constant", expression=f"sdk.{reader}") for reader in readers]
    wire = Way(path=WIRE, kind="constant", expression=f"window.__appsInTossConstants.{name}")
    return Case(kind="constant", name=name, ways=(*ways, wire))


def _method(name: str, method: Method) -> Case:
    ways = [
        Way(
            path=path,
            kind="event" if method.told else "method",
            expression=f"sdk.{path}({args})",
            told=method.told,
        )
        for path, args in method.functions.items()
    ]
    bare = f"contract.line.call('{name}')({method.args})"
    return Case(
        kind="method",
        name=name,
        ways=(*ways, Way(path=WIRE, kind="method", expression=bare)),
        args=method.args,
        before=method.before,
        toss_version=method.toss_version,
    )


def _event(name: str, event: Event) -> Case:
    ways = [
        Way(path=path, kind="event", expression=f"sdk.{path}({args})", told=event.told)
        for path, args in event.functions.items()
    ]
    on = GRANTING if event.told_on_wire else "on"
    bare = f"contract.line.subscribe('{name}', {{ options: {event.options}, ...{on} }})"
    told = event.told_on_wire or event.told
    return Case(
        kind="event",
        name=name,
        ways=(*ways, Way(path=WIRE, kind="event", expression=bare, told=told)),
        args=event.options,
        before=event.before,
        act=event.act,
    )


def _cases() -> dict[tuple[str, str], Case]:
    cases = [
        *(_constant(name, readers) for name, readers in CONSTANTS.items()),
        *(_method(name, method) for name, method in METHODS.items()),
        *(_event(name, event) for name, event in EVENTS.items()),
    ]
    return {(case.kind, case.name): case for case in cases}


CASES: Final = _cases()
