"""Hashes once issued: the record wins over any later way to derive them.

A record belongs to the secret that it came from (its fingerprint is the first key), so that
replacing the secret forgets them in the same instant, and putting it back brings them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aitdesk.store.database import to_blob, to_text
from aitdesk.store.secret import fingerprint

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
    row: tuple[str] | None = connection.execute(
        "SELECT hash FROM issued_hash WHERE secret = ? AND app = ? AND user = ?",
        (fingerprint(secret), to_blob(app), to_blob(user)),
    ).fetchone()
    return None if row is None else row[0]


def issue(
    connection: sqlite3.Connection, *, secret: bytes, app: str, user: str, derived: str
) -> str:
    """Record the derived hash unless one is there; return what is recorded then."""
    connection.execute(
        "INSERT OR IGNORE INTO issued_hash (secret, app, user, hash, issued_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            fingerprint(secret),
            to_blob(app),
            to_blob(user),
            derived,
            datetime.now(UTC).isoformat(timespec="milliseconds"),
        ),
    )
    return find(connection, secret=secret, app=app, user=user) or derived


def of_secret(connection: sqlite3.Connection, *, secret: bytes) -> tuple[IssuedHash, ...]:
    """Return every hash issued from this secret, ordered by mini-app and user."""
    rows = connection.execute(
        "SELECT app, user, hash, issued_at FROM issued_hash WHERE secret = ? ORDER BY app, user",
        (fingerprint(secret),),
    )
    return tuple(IssuedHash(to_text(app), to_text(user), text, at) for app, user, text, at in rows)


def put_back(
    connection: sqlite3.Connection, *, secret: bytes, issued: Iterable[IssuedHash]
) -> None:
    """Record hashes that were issued elsewhere from this secret; they win over those here."""
    connection.executemany(
        "INSERT OR REPLACE INTO issued_hash (secret, app, user, hash, issued_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (fingerprint(secret), to_blob(one.app), to_blob(one.user), one.hash, one.issued_at)
            for one in issued
        ],
    )
