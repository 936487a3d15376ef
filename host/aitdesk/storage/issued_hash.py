"""Hashes once issued: the record wins over any later way to derive them.

A record belongs to the secret that it came from (its fingerprint is the first key), so that
replacing the secret forgets them in the same instant, and putting it back brings them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aitdesk.storage.checksum import check, checksum_of
from aitdesk.storage.database import to_blob, to_text
from aitdesk.storage.secret import fingerprint

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class IssuedHash:
    """One hash as a mini-app was given it; `issued_at` is ISO 8601 in UTC."""

    app: str
    user: str
    hash: str
    issued_at: str


def find(connection: sqlite3.Connection, *, secret: bytes, app: str, user: str) -> str | None:
    """Return the recorded hash, None when none was issued."""
    where = (fingerprint(secret), to_blob(app), to_blob(user))
    row: tuple[str, str, bytes] | None = connection.execute(
        "SELECT hash, issued_at, checksum FROM issued_hash"
        " WHERE secret = ? AND app = ? AND user = ?",
        where,
    ).fetchone()
    if row is None:
        return None
    check(row[2], *where, *row[:2])
    return row[0]


def issue(
    connection: sqlite3.Connection, *, secret: bytes, app: str, user: str, derived: str
) -> str:
    """Record the derived hash unless one is there; return what is recorded then."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = (fingerprint(secret), to_blob(app), to_blob(user), derived, at)
    connection.execute(
        "INSERT OR IGNORE INTO issued_hash (secret, app, user, hash, issued_at, checksum)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (*row, checksum_of(*row)),
    )
    return find(connection, secret=secret, app=app, user=user) or derived


def of_secret(connection: sqlite3.Connection, *, secret: bytes) -> tuple[IssuedHash, ...]:
    """Return every hash issued from this secret, ordered by mini-app and user."""
    rows = connection.execute(
        "SELECT app, user, hash, issued_at, checksum FROM issued_hash"
        " WHERE secret = ? ORDER BY app, user",
        (fingerprint(secret),),
    )
    found: list[IssuedHash] = []
    for *row, checksum in rows:
        check(checksum, fingerprint(secret), *row)
        found.append(IssuedHash(to_text(row[0]), to_text(row[1]), row[2], row[3]))
    return tuple(found)


def users(connection: sqlite3.Connection, *, app: str) -> list[str]:
    """Return everybody who was given a hash."""
    rows = connection.execute(
        "SELECT DISTINCT user FROM issued_hash WHERE app = ?", (to_blob(app),)
    )
    return [to_text(user) for (user,) in rows]


def put_back(
    connection: sqlite3.Connection, *, secret: bytes, issued: Iterable[IssuedHash]
) -> None:
    """Record hashes that were issued elsewhere from this secret; they win over those here."""
    rows = [
        (fingerprint(secret), to_blob(one.app), to_blob(one.user), one.hash, one.issued_at)
        for one in issued
    ]
    connection.executemany(
        "INSERT OR REPLACE INTO issued_hash (secret, app, user, hash, issued_at, checksum)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, checksum_of(*row)) for row in rows],
    )
