"""Records of the shell's parts (permissions, orders, rewards …), apart for every app and user.

A record is a text under a key; it changes only by comparison with what is there, so that of two
hosts that want the same step exactly one takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.storage.checksum import check, checksum_of
from aitdesk.storage.database import to_blob, to_text

if TYPE_CHECKING:
    import sqlite3


def all_of(connection: sqlite3.Connection, part: str, *, app: str, user: str) -> dict[str, str]:
    """Return every record of a part by key, in the order of their first writing."""
    rows = connection.execute(
        "SELECT key, value, checksum FROM record"
        " WHERE app = ? AND user = ? AND part = ? ORDER BY number",
        where := (to_blob(app), to_blob(user), part),
    )
    found: dict[str, str] = {}
    for key, value, checksum in rows:
        check(checksum, *where, key, value)
        found[to_text(key)] = to_text(value)
    return found


def get(connection: sqlite3.Connection, part: str, key: str, *, app: str, user: str) -> str | None:
    """Return one record, None when there is none."""
    where = (to_blob(app), to_blob(user), part, to_blob(key))
    row: tuple[bytes, bytes] | None = connection.execute(
        "SELECT value, checksum FROM record WHERE app = ? AND user = ? AND part = ? AND key = ?",
        where,
    ).fetchone()
    if row is None:
        return None
    check(row[1], *where, row[0])
    return to_text(row[0])


def swap(
    connection: sqlite3.Connection,
    part: str,
    key: str,
    *,
    app: str,
    user: str,
    expected: str | None,
    new: str | None,
) -> bool:
    """Replace `expected` by `new`, None standing for no record; false when it is not there."""
    if get(connection, part, key, app=app, user=user) != expected:
        return False
    where = (to_blob(app), to_blob(user), part, to_blob(key))
    if new is None:
        connection.execute(
            "DELETE FROM record WHERE app = ? AND user = ? AND part = ? AND key = ?", where
        )
    elif expected is None:
        connection.execute(
            "INSERT INTO record (app, user, part, key, value, checksum) VALUES (?, ?, ?, ?, ?, ?)",
            (*where, to_blob(new), checksum_of(*where, to_blob(new))),
        )
    else:
        connection.execute(
            "UPDATE record SET value = ?, checksum = ?"
            " WHERE app = ? AND user = ? AND part = ? AND key = ?",
            (to_blob(new), checksum_of(*where, to_blob(new)), *where),
        )
    return True


def users(connection: sqlite3.Connection, *, app: str) -> list[str]:
    """Return everybody of whom anything is recorded."""
    rows = connection.execute("SELECT DISTINCT user FROM record WHERE app = ?", (to_blob(app),))
    return [to_text(user) for (user,) in rows]


def owners(connection: sqlite3.Connection, part: str, key: str) -> list[tuple[str, str]]:
    """Return the mini-app and the user of every record with this key in a part."""
    rows = connection.execute(
        "SELECT app, user FROM record WHERE part = ? AND key = ?", (part, to_blob(key))
    )
    return [(to_text(app), to_text(user)) for app, user in rows]
