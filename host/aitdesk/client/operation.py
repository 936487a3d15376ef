"""What is asked of control, as plain values: requests and pauses, which two transports carry out.

An operation is a generator of steps. It gets the answer of each request and returns what came of
it, so that it is written once for those who block and for those who await.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from aitdesk.value import Json

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ControlAddress:
    """Where the control of one phone is, and what its callers must say."""

    url: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to control: answered with its JSON, or the bytes of a picture."""

    method: str
    path: str
    body: Json = None
    within_s: float | None = None
    """How long the answer may take, None for as long as anything may."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Nothing, for a while."""

    seconds: float


Step: TypeAlias = Request | Sleep
Operation: TypeAlias = Generator[Step, Any, T]


def get(path: str) -> Request:
    """Return a request that looks at something."""
    return Request(method="GET", path=path)


def post(path: str, body: Json) -> Request:
    """Return a request that does something."""
    return Request(method="POST", path=path, body=body)


def asking(request: Request) -> Operation[Any]:
    """Ask one thing, and return its answer."""
    answer = yield request
    return answer
