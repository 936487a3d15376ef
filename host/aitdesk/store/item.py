"""Items of the SDK's Storage: texts under keys, apart for every mini-app and user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.store.database import to_blob, to_text

if TYPE_CHECKING:
    import sqlite3


def get(connection: sqlite3.Connection, *, app: str, user: str, key: str) -> str | None:
    """Return the stored text, None when the key is missing."""
    row: tuple[bytes] | None = connection.execute(
        "SELECT value FROM item WHERE app = ? AND user = ? AND key = ?",
        (to_blob(app), to_blob(user), to_blob(key)),
    ).fetchone()
    return None if row is None else to_text(row[0])


def put(connection: sqlite3.Connection, *, app: str, user: str, key: str, value: str) -> None:
    """Store the text under the key."""
    connection.execute(
        "INSERT INTO item (app, user, key, value) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (app, user, key) DO UPDATE SET value = excluded.value",
        (to_blob(app), to_blob(user), to_blob(key), to_blob(value)),
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
