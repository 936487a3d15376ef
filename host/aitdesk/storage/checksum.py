"""A checksum a row: what a failing disk changed must not reach a mini-app as if it were its own."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b

_BYTES = 8


def checksum_of(*fields: str | bytes) -> bytes:
    """Return 8 bytes that tell a row's fields, in their order, from any others."""
    digest = blake2b(digest_size=_BYTES, person=b"aitdesk row")
    for each in fields:
        content = each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each
        # One bit of the file makes a text of a blob.
        digest.update(b"t" if isinstance(each, str) else b"b")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()


def check(checksum: object, *fields: object) -> None:
    """Raise `sqlite3.DatabaseError` unless the fields are those that were written.

    Damage may have made anything of a field, also something of another type.
    """
    known = [each for each in fields if isinstance(each, str | bytes)]
    if len(known) != len(fields) or checksum_of(*known) != checksum:
        raise damage("a row is not what was written")


def damage(reason: str) -> sqlite3.DatabaseError:
    """Return what SQLite itself raises for a damaged file."""
    error = sqlite3.DatabaseError(reason)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
