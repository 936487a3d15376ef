"""The SQLite file of one install: how it comes to be, is opened, and what its errors mean."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.errors import StoreError, printable
from aitdesk.storage import disk
from aitdesk.storage.checksum import check, checksum_of, damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA_VERSION = 3
BUSY_TIMEOUT_S = 30

_FIRST_WITH_RECORDS = 2
_BESIDE = ("-wal", "-shm", "-journal")
_APPLICATION_ID = int.from_bytes(b"aitd", "big")

# Version 2 brought it. `number` keeps the order in which records were first written.
_RECORD = """
CREATE TABLE record (
  number INTEGER PRIMARY KEY,
  app BLOB NOT NULL, user BLOB NOT NULL, part TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
  UNIQUE (app, user, part, key)
)
"""
# Version 3 brought it. Each is over the row's other fields, but for `number`.
_CHECKSUM = "ALTER TABLE {} ADD COLUMN checksum BLOB"
_FIELDS = {
    "issued_hash": "secret, app, user, hash, issued_at",
    "item": "app, user, key, value",
    "record": "app, user, part, key, value",
}
# All of a file this large is looked at in some 20 ms when it is opened.
_LOOKED_THROUGH_BYTES = 4 << 20

# Texts of the page are blobs, because JavaScript's may hold half a surrogate pair.
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE issued_hash (
  secret TEXT NOT NULL, app BLOB NOT NULL, user BLOB NOT NULL,
  hash TEXT NOT NULL, issued_at TEXT NOT NULL,
  PRIMARY KEY (secret, app, user)
) WITHOUT ROWID;
CREATE TABLE item (
  app BLOB NOT NULL, user BLOB NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (app, user, key)
);
{_RECORD};
{";".join(map(_CHECKSUM.format, _FIELDS))};
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""

_UNWRITABLE = (
    "cannot be written; give yourself the right to write it and its folder, "
    "or choose another folder with AITDESK_HOME"
)
_LOCKED = f"was kept locked by another program for {BUSY_TIMEOUT_S} s; close what uses it"
# Which of the two it is, SQLite does not always tell: it may name a full disk an I/O error.
_TROUBLE = {
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "cannot be read or written; see whether its disk is full or failing",
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
}


# A statement of ours that SQLite does not understand tells that the tables are not ours any more.
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_CONSTRAINT,
}

Trouble: TypeAlias = "sqlite3.Error | OSError | UnicodeError"
"""What a statement raises; UnicodeError when SQLite quotes a damaged file."""

TROUBLE = (sqlite3.Error, OSError, UnicodeError)


class Database:
    """One connection, opened when first needed and again after `drop`. For one thread only."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None

    def connection(self) -> sqlite3.Connection:
        """Return the open connection. Raises `sqlite3.Error`, `OSError`, `StoreError`."""
        # A file moved away under an open connection would take writes that nobody finds again.
        if self._connection is not None and self._inode != _inode(self._file):
            self.drop()
        if self._connection is None:
            self._connection = connect(self._file)
            self._inode = _inode(self._file)
        return self._connection

    def drop(self) -> None:
        """Close the connection, if any."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def connect(file: Path) -> sqlite3.Connection:
    """Open the database, creating it when it is missing. Transactions are explicit.

    Raises `StoreError` for a file that is not ours or too new, which stays untouched, and
    otherwise `sqlite3.Error` and `OSError`, which `explained` words.
    """
    if not os.path.lexists(file):
        _create(file)
    _check_files(file)
    disk.sweep(file.parent)
    # Mode rw: a file that vanishes meanwhile must not come back empty.
    connection = sqlite3.connect(
        f"{file.as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None
    )
    try:
        version = _check(connection, file)
        connection.execute("PRAGMA synchronous = FULL")
        if version < SCHEMA_VERSION:
            _upgrade(connection)
        if file.stat().st_size <= _LOOKED_THROUGH_BYTES:
            _look_through(connection)
        connection.execute("PRAGMA journal_size_limit = 16777216")
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection inside one transaction that commits at the end. Raises `StoreError`."""
    with explained(file), contextlib.closing(connect(file)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")


@contextlib.contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise inside into `StoreError`."""
    try:
        yield
    except TROUBLE as error:
        raise explain(error, file=file) from error


def explain(error: Trouble, *, file: Path) -> StoreError:
    """Return the error as one line: the file, what is wrong, what mends it."""
    if isinstance(error, OSError):
        return StoreError(
            f"{file} cannot be used ({error.strerror}); "
            "free or unlock the disk, or choose another folder with AITDESK_HOME"
        )
    if isinstance(error, UnicodeError):
        return _damaged(file, "what SQLite says of it is no text")
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _DAMAGE and hasattr(error, "sqlite_errorcode"):
        return _damaged(file, str(error))
    trouble = _TROUBLE.get(code, "refused an operation")
    return StoreError(printable(f"{file} {trouble} ({error})"))


def to_blob(text: str) -> bytes:
    """Return bytes that `to_text` turns back into exactly this text."""
    return text.encode("utf-8", "surrogatepass")


def to_text(blob: bytes) -> str:
    """Return the text that `to_blob` was given."""
    return blob.decode("utf-8", "surrogatepass")


def _create(file: Path) -> None:
    """Make the database under another name and put it in place whole.

    So nobody ever meets it half made, nor waits for another to switch it to WAL.
    """
    disk.make_folder(file.parent)
    with disk.temporary(file) as temp:
        disk.write(temp, b"")
        with contextlib.closing(sqlite3.connect(temp, isolation_level=None)) as connection:
            # One wait for the disk at the end instead of one at each step.
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_SCHEMA)
        disk.sync_file(temp)
        disk.place(temp, file)


def _check(connection: sqlite3.Connection, file: Path) -> int:
    """Return the version of the schema."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    version = _version(connection)
    if application_id != _APPLICATION_ID:
        raise _damaged(file, "not a database of aitdesk")
    if version > SCHEMA_VERSION:
        message = (
            f"{file} has schema version {version}, and this aitdesk knows {SCHEMA_VERSION}: "
            "update aitdesk, or choose another install with --install NAME"
        )
        raise StoreError(message)
    return version


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring an older file to this version, in one step; another process may have done it."""
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection)
    if version < _FIRST_WITH_RECORDS:
        connection.execute(_RECORD)
    if version < SCHEMA_VERSION:
        for table in _FIELDS:
            connection.execute(_CHECKSUM.format(table))
            _sum_up(connection, table)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _sum_up(connection: sqlite3.Connection, table: str) -> None:
    fields = _FIELDS[table]
    wanted = " AND ".join(f"{each} = ?" for each in fields.split(", "))
    rows = connection.execute(f"SELECT {fields} FROM {table}").fetchall()  # noqa: S608  # ours
    connection.executemany(
        f"UPDATE {table} SET checksum = ? WHERE {wanted}",  # noqa: S608  # as above
        [(checksum_of(*row), *row) for row in rows],
    )


def _look_through(connection: sqlite3.Connection) -> None:
    """Find damage that a single row does not show, such as one that is not found any more.

    Raises `sqlite3.DatabaseError`.
    """
    (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise damage(str(told).splitlines()[0])
    for table, fields in _FIELDS.items():
        for *row, checksum in connection.execute(f"SELECT {fields}, checksum FROM {table}"):  # noqa: S608  # ours
            check(checksum, *row)


def _check_files(file: Path) -> None:
    """Refuse what SQLite would wait for, or take for an empty database. Raises `StoreError`."""
    for each in (file, *(file.with_name(file.name + ending) for ending in _BESIDE)):
        try:
            found = each.stat()
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(found.st_mode):
            raise _damaged(each, "it is no regular file")
        if each == file and not found.st_size:
            raise _damaged(each, "not a database of aitdesk")
        disk.tighten_file(each)


def _damaged(file: Path, reason: str) -> StoreError:
    return StoreError(
        f"{file} is damaged ({printable(reason)}); put a backup in its place, or move it away "
        f"(mv {file} {file}.damaged) and mini-app storage begins anew"
    )


def _inode(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
