"""One call of the mini-app's server: whom it is about, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from aitdesk.errors import PartnerError
from aitdesk.partner.envelope import ErrorDetail
from aitdesk.validation.validation_errors import dotted, find_mistakes

if TYPE_CHECKING:
    from aitdesk.partner.people import People
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.partner import PartnerState
    from aitdesk.value import Json

B = TypeVar("B")


class PartnerBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a call brings; members that are not known are ignored (assumed)."""


class NoBody(PartnerBody, frozen=True, kw_only=True):
    """Nothing: what is there is not looked at."""


@dataclass(frozen=True, slots=True)
class PartnerCall(Generic[B]):
    """One call. `person` is who it is about, where it says so; `token` is its bearer token."""

    people: People
    body: B
    person: SimulatedPhone | None = None
    token: str = ""
    whom: list[SimulatedPhone] = field(default_factory=list)
    """Who it turned out to be about: what the journal tells."""

    def note(self, person: SimulatedPhone) -> SimulatedPhone:
        """Note who it is about, where only its body tells."""
        self.whom.append(person)
        return person

    @property
    def about(self) -> SimulatedPhone:
        """Who it is about. Raises 4010 where it does not say."""
        if self.person is None:
            raise PartnerError("4010")
        return self.person

    @property
    def settings(self) -> PartnerState:
        """How Toss's server answers."""
        return self.people.phone.partner.observable.value


def read_partner_body(text: bytes, wanted: type[B]) -> B:
    """Return a body as the wanted type. Raises 4000 with every mistake in it."""
    if wanted is NoBody:
        return wanted()
    try:
        return msgspec.json.decode(text or b"{}", type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        details = _details(text, wanted)
    raise PartnerError("4000", data={"errorDetails": details})


def _details(text: bytes, wanted: type[B]) -> list[ErrorDetail]:
    # A wrong member is told before the end of the text is read, which may be no JSON either.
    try:
        value: Json = msgspec.json.decode(text or b"{}")
        mistakes = find_mistakes(value, wanted)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        return [ErrorDetail(field="", message=f"no JSON: {problem}", rejected_value=None)]
    except RecursionError:
        return [ErrorDetail(field="", message="nested too deeply", rejected_value=None)]
    return [
        ErrorDetail(
            field=dotted(each.path), message=each.text, rejected_value=_at(value, each.path)
        )
        for each in mistakes
    ]


def _at(value: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401  # JSON
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
