"""A database that is none of ours, or not whole: told in one line, and kept."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.storage.database import explain
from stores import get, put, refusal, using

if TYPE_CHECKING:
    from aitdesk.storage import Install, Store


def foreign() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (a)")
        content = connection.serialize()
    connection.close()
    return content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a database of aitdesk"),
        (b"garbage " * 1000, "file is not a database"),
        (foreign(), "not a database of aitdesk"),
    ],
)
def test_a_file_that_is_no_database_of_ours_is_reported_and_kept(
    install: Install, content: bytes, reason: str
) -> None:
    install.make_folder()
    file = install.database_file
    file.write_bytes(content)
    assert (refusal(lambda: put(install, "key", "value")), file.read_bytes()) == (
        (
            f"{file} is damaged ({reason}); put a backup in its place, or move it away "
            f"(mv {file} {file}.damaged) and mini-app storage begins anew"
        ),
        content,
    )


def test_a_truncated_database_is_reported_and_kept(install: Install) -> None:
    put(install, "key", "value" * 10_000)
    content = install.database_file.read_bytes()[:10_000]
    install.database_file.write_bytes(content)
    message = refusal(lambda: get(install, "key"))
    assert f"{install.database_file} is damaged" in message
    assert install.database_file.read_bytes() == content


def test_a_database_of_a_newer_aitdesk_is_reported_and_kept(install: Install) -> None:
    put(install, "key", "value")
    with sqlite3.connect(install.database_file) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    content = install.database_file.read_bytes()
    assert (refusal(lambda: get(install, "key")), install.database_file.read_bytes()) == (
        (
            f"{install.database_file} has schema version 7, and this aitdesk knows 3: "
            "update aitdesk, or choose another install with --install NAME"
        ),
        content,
    )


def test_a_store_works_again_once_its_file_is_mended(install: Install) -> None:
    install.make_folder()
    install.database_file.write_bytes(b"garbage " * 1000)

    async def mend(store: Store) -> object:
        with pytest.raises(StoreError):
            await store.set_item("key", "value", app="app", user="user")
        install.database_file.unlink()
        await store.set_item("key", "value", app="app", user="user")
        return await store.item("key", app="app", user="user")

    assert using(install, mend) == "value"


def test_a_lock_that_is_not_let_go_is_one_clear_line(install: Install) -> None:
    put(install, "key", "value")
    file = install.database_file
    holder, waiter = (sqlite3.connect(file, timeout=0, isolation_level=None) for _ in "ab")
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as caught:
        waiter.execute("BEGIN IMMEDIATE")
    holder.close()
    waiter.close()
    assert str(explain(caught.value, file=file)) == (
        f"{file} was kept locked by another program for 30 s; close what uses it "
        "(database is locked)"
    )
