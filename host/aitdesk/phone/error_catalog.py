"""The documented failures of every name: profiles/errors.toml, as errors to raise."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from aitdesk.errors import ApiError

Source = Literal["measured", "documented", "assumed"]
ANY_NAME = "*"


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One failure. `key` is its code unless `has_code` is false; `name` is the error's name.

    With `is_value` it is no failure: the call resolves to the key.
    """

    names: tuple[str, ...]
    key: str
    when: str
    message: str
    source: Source
    wording: Literal["native", "ours"] = "native"
    has_code: bool = True
    is_value: bool = False
    name: str = "Error"


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    row: tuple[Row, ...]


@cache
def table() -> dict[tuple[str, str], Row]:
    """Return every row by wire name and key; those of every name stand under `*`."""
    text = files("aitdesk").joinpath("phone/profiles/errors.toml").read_bytes()
    rows = msgspec.toml.decode(text, type=_Table).row
    found = [((name, row.key), row) for row in rows for name in row.names]
    known = dict(found)
    if len(known) != len(found):
        raise ValueError("profiles/errors.toml has a failure twice")
    return known


def find(name: str, key: str) -> Row | None:
    """Return the row of a name, None when no such failure is known."""
    return table().get((name, key)) or table().get((ANY_NAME, key))


def refusal(name: str, key: str, *, message: str | None = None) -> ApiError:
    """Return the failure of that name and key; `message` says more where the text is ours.

    Raises KeyError for one that the table does not have.
    """
    row = find(name, key)
    if row is None:
        raise KeyError(f"{name} has no failure {key} in profiles/errors.toml")
    text = row.message if message is None or row.wording == "native" else message
    return ApiError(
        text.replace("{name}", name), code=row.key if row.has_code else None, name=row.name
    )
