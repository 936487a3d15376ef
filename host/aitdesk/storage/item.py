"""Items of the SDK's Storage: texts under keys, apart for every mini-app and user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.storage.checksum import check, checksum_of
from aitdesk.storage.database import to_blob, to_text

if TYPE_CHECKING:
    import sqlite3


def get(connection: sqlite3.Connection, *, app: str, user: str, key: str) -> str | None:
    """Return the stored text, None when the key is missing."""
    where = (to_blob(app), to_blob(user), to_blob(key))
    row: tuple[bytes, bytes] | None = connection.execute(
        "SELECT value, checksum FROM item WHERE app = ? AND user = ? AND key = ?", where
    ).fetchone()
    if row is None:
        return None
    check(row[1], *where, row[0])
    return to_text(row[0])


def put(connection: sqlite3.Connection, *, app: str, user: str, key: str, value: str) -> None:
    """Store the text under the key."""
    row = (to_blob(app), to_blob(user), to_blob(key), to_blob(value))
    connection.execute(
        "INSERT INTO item (app, user, key, value, checksum) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (app, user, key)"
        " DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
        (*row, checksum_of(*row)),
    )


def remove(connection: sqlite3.Connection, *, app: str, user: str, key: str) -> None:
    """Forget the key."""
    connection.execute(
        "DELETE FROM item WHERE app = ? AND user = ? AND key = ?",
        (to_blob(app), to_blob(user), to_blob(key)),
    )


def clear(connection: sqlite3.Connection, *, app: str, user: str) -> None:
    """Forget every key of this mini-app and user."""
    connection.execute("DELETE FROM item WHERE app = ? AND user = ?", (to_blob(app), to_blob(user)))
