"""Nothing of Toss's is ever asked: no test here may so much as look a name of its up."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def resolved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every name that is looked up, and fail for one of Toss's."""
    names: list[str] = []
    for way in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, way, _noting(getattr(socket, way), names))
    yield names
    assert [name for name in names if "toss" in name] == []


def _noting(real: Any, names: list[str]) -> Any:  # noqa: ANN401  # a function of the library
    def look_up(host: object, *rest: object, **more: object) -> object:
        names.append(host.decode() if isinstance(host, bytes) else str(host))
        return real(host, *rest, **more)

    return look_up
