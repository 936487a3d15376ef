"""What the requests of control bring."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, cast

import msgspec

from aitdesk.config.option import options_of
from aitdesk.config.options import PhoneOptions
from aitdesk.control.answer import Body
from aitdesk.phone.login import UnlinkReason  # noqa: TC001  # msgspec reads it at run time
from aitdesk.phone.prompts import PromptKind  # noqa: TC001  # msgspec reads it at run time
from aitdesk.phone.subscription import (  # msgspec reads them at run time
    ChangeReason,  # noqa: TC001
    Renewal,  # noqa: TC001
)

Button: TypeAlias = Literal["back", "home", "close", "accessory", "swipe_back"]

# Any stands for JSON here: a type that holds itself is none that msgspec can read a body with.
StatePatch: TypeAlias = dict[str, dict[str, Any]]  # JSON
"""A merge patch over the state, part by part."""


def refers(name: str) -> msgspec.Meta:
    """Return what says in the schema that a value is of a component that no type here is."""
    return msgspec.Meta(extra_json_schema={"$ref": f"#/components/schemas/{name}"})


class ResetBody(Body, frozen=True, kw_only=True):
    """Which parts go back to how they began; all of them without `parts`."""

    parts: tuple[str, ...] | None = None


class AnswerBody(Body, frozen=True, kw_only=True):
    """The choice that is taken, with what is picked or filled in."""

    choice: str
    values: dict[str, Any] = msgspec.field(default_factory=dict)  # JSON


class EventBody(Body, frozen=True, kw_only=True):
    """An event: its payload, none for undefined, or the code of a failure instead."""

    name: str
    payload: Any = msgspec.UNSET  # JSON
    error: str | None = None


class PressBody(Body, frozen=True, kw_only=True):
    """The button that is pressed."""

    button: Button


_Px = Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class InsetsBody(Body, frozen=True, kw_only=True):
    """The safe area, in CSS pixels."""

    top: _Px
    right: _Px
    bottom: _Px
    left: _Px


class NavigateBody(Body, frozen=True, kw_only=True):
    """Where the page goes: a path of the mini-app's origin, or an entry link."""

    path: str | None = None
    scheme: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError unless exactly one is there."""
        if (self.path is None) == (self.scheme is None):
            raise ValueError("give either path or scheme")
        if self.path is not None and not self.path.startswith("/"):
            raise ValueError(f"path {self.path!r} does not begin with /")


class ExpectedBody(Body, frozen=True, kw_only=True):
    """How the next question of a kind is answered."""

    kind: PromptKind
    choice: str
    values: dict[str, Any] = msgspec.field(default_factory=dict)  # JSON


class GivenError(Body, frozen=True, kw_only=True):
    """A failure: its message, and what else the page's error has."""

    message: str
    code: str | None = None
    name: str = "Error"
    more: dict[str, Any] = msgspec.field(default_factory=dict)  # JSON


class GivenBody(Body, frozen=True, kw_only=True):
    """What a call is answered in its handler's place: a value, none for undefined, or an error."""

    value: Any = msgspec.UNSET  # JSON
    error: GivenError | None = None
    times: Annotated[int, msgspec.Meta(ge=1)] | None = None


class ClockBody(Body, frozen=True, kw_only=True):
    """How far the phone's time jumps ahead."""

    advance_ms: Annotated[int, msgspec.Meta(ge=0, le=10**13)]


class VisibilityBody(Body, frozen=True, kw_only=True):
    """Whether the mini-app is in front."""

    is_visible: bool


class SettleBody(Body, frozen=True, kw_only=True):
    """How long to wait for the page to settle."""

    timeout_ms: Annotated[int, msgspec.Meta(ge=0, le=600_000)] = 30_000


class WindowBody(Body, frozen=True, kw_only=True):
    """Another phone with the same mini-app: what is not said is as for the first.

    `state` is a patch over its state, before the page begins. Without a `home`, its records are in
    a folder that goes with it. The origin is the first one's, whatever the `sdk_version`.
    """

    home: str | None = None
    state: Annotated[StatePatch, refers("StatePatch")] = msgspec.field(default_factory=dict)

    def options(self) -> dict[str, Any]:  # each its own
        """Return the phone's options that are said."""
        said = msgspec.structs.asdict(self)
        others = WindowBody.__struct_fields__
        return {n: value for n, value in said.items() if n not in others and value is not None}


def window_body(declared: type[PhoneOptions] = PhoneOptions) -> type[WindowBody]:
    """Return the body with the options of a phone as members, each with its closed set."""
    members: list[tuple[str, Any, Any]] = []
    for name, each in options_of(declared).items():
        kind = Literal[each.choices] if each.choices else each.type
        members.append((name, kind if each.default is not None else kind | None, each.default))
    made = msgspec.defstruct(
        "WindowBody",
        members,
        bases=(WindowBody,),
        namespace={"__doc__": WindowBody.__doc__},
        module=__name__,
        frozen=True,
        kw_only=True,
    )
    return cast("type[WindowBody]", made)


WINDOW_BODY = window_body()
"""What control reads a body with."""


class RedeemBody(Body, frozen=True, kw_only=True):
    """An authorization code that appLogin gave."""

    code: str


class RenewalBody(Body, frozen=True, kw_only=True):
    """What happens at a subscription's next renewal."""

    renewal: Renewal


class UnlinkBody(Body, frozen=True, kw_only=True):
    """Who ends Toss login: the person, for the mini-app or its terms, or by leaving Toss."""

    reason: UnlinkReason = "UNLINK"


class ChangeBody(Body, frozen=True, kw_only=True):
    """Why the mini-app's server is told of a subscription."""

    reason: ChangeReason


class PartnerPortBody(Body, frozen=True, kw_only=True):
    """Where the partner API is to listen, 0 for any port; TossPay's host on the next one."""

    port: Annotated[int, msgspec.Meta(ge=0, le=65_534)] = 0
