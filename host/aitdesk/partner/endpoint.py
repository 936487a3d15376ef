"""What answers one endpoint of the partner API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from aitdesk.partner.call import NoBody
from aitdesk.phone.partner_catalog import endpoint_rows

if TYPE_CHECKING:
    from types import ModuleType

    from aitdesk.phone.partner_catalog import EndpointRow

PartnerHandler: TypeAlias = Callable[[Any], Awaitable[object]]
H = TypeVar("H", bound=PartnerHandler)

_MARK = "__partner_endpoint__"


@dataclass(frozen=True, slots=True)
class PartnerEndpoint:
    """One endpoint. Its handler returns `success`, which has the type `gives`.

    Its docstring says what is answered and where that was read; it raises PartnerError.
    """

    row: EndpointRow
    handler: PartnerHandler
    body: type[Any]
    gives: Any


def answers(name: str, *, body: type[Any] = NoBody, gives: Any) -> Callable[[H], H]:  # noqa: ANN401
    """Mark what answers the endpoint of that name."""
    row = next(each for each in endpoint_rows() if each.name == name)

    def mark(handler: H) -> H:
        setattr(handler, _MARK, PartnerEndpoint(row, handler, body, gives))
        return handler

    return mark


def endpoints_of(family: ModuleType) -> list[PartnerEndpoint]:
    """Return what a module answers."""
    return [getattr(each, _MARK) for each in vars(family).values() if hasattr(each, _MARK)]
