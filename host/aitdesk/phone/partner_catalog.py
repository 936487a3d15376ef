"""Every endpoint of the partner API and its known failures: profiles/partner.toml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

import msgspec

Confidence: TypeAlias = Literal["H", "M", "L"]
HostKind: TypeAlias = Literal["api", "pay"]
Addressing: TypeAlias = Literal["nobody", "bearer", "anonymous", "optional", "recipient"]
FailureShape: TypeAlias = Literal[
    "bare", "fail", "limit", "validation", "kind", "order", "result", "http", "timeout"
]
EVERY_ENDPOINT: Final = "*"
FAULT_PREFIX: Final = "partner:"
"""What the name of a fault begins with that is of an endpoint, such as partner:login-me."""


class EndpointRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One endpoint; `who` tells how a call says whom it is about."""

    name: str
    method: Literal["GET", "POST"]
    host: HostKind
    path: str
    who: Addressing
    confidence: Confidence


class FailureRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One failure. `reason` is the text; all of them are ours."""

    names: tuple[str, ...]
    key: str
    shape: FailureShape
    confidence: Confidence
    when: str
    reason: str
    status: int = 200
    after_ms: int = 0

    @property
    def is_only_asked_for(self) -> bool:
        """Whether no state of the phone brings it about, only a fault."""
        return self.when.startswith("only when it is asked for")


class _PartnerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    endpoint: tuple[EndpointRow, ...]
    failure: tuple[FailureRow, ...]


@cache
def _table() -> _PartnerTable:
    text = files("aitdesk").joinpath("phone/profiles/partner.toml").read_bytes()
    return msgspec.toml.decode(text, type=_PartnerTable)


def endpoint_rows() -> tuple[EndpointRow, ...]:
    """Return every endpoint."""
    return _table().endpoint


def failure_rows(name: str | None = None) -> tuple[FailureRow, ...]:
    """Return every failure, or those of one endpoint: first its own, then everybody's."""
    rows = _table().failure
    if name is None:
        return rows
    own = [row for row in rows if name in row.names]
    return (*own, *(row for row in rows if EVERY_ENDPOINT in row.names))


@cache
def failure_row(name: str, key: str) -> FailureRow | None:
    """Return the failure of an endpoint, None when no such one is known."""
    return next((row for row in failure_rows(name) if row.key == key), None)
