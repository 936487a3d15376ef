"""What a failing disk may do to a database: one clear line, or the right value; never another."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.storage import Install, Store
from aitdesk.storage.database import connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ITEMS = {"name": "가나다", "cart": "x" * 300, "\ud83d": ""}
RECORDS = {"camera": "allowed", "album": "denied"}
WHO = {"app": "app", "user": "user"}


async def write_all(store: Store) -> None:
    await store.set_items(ITEMS, **WHO)
    for key, value in RECORDS.items():
        await store.swap_record("permissions", key, expected=None, new=value, **WHO)
    await store.issue_hash(derive=lambda _: "the hash", **WHO)


async def read_all(store: Store) -> object:
    return (
        dict(zip(ITEMS, await store.items_under(list(ITEMS), **WHO), strict=True)),
        await store.records("permissions", **WHO),
        await store.issue_hash(derive=lambda _: "another hash", **WHO),
    )


WRITTEN = (ITEMS, RECORDS, "the hash")


def using(install: Install, act: Callable[[Store], object]) -> object:
    store = Store(install)
    try:
        return asyncio.run(act(store))  # type: ignore[arg-type]
    finally:
        store.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Install:
    """An install that has something of everything, in pages of 512 bytes, so that it is small."""
    install = Install("phone", tmp_path_factory.mktemp("home"))
    using(install, write_all)
    file = install.database_file
    small = file.with_name("small.db")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("VACUUM INTO ?", (str(small),))
    connection.close()
    with sqlite3.connect(small) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    small.replace(file)
    return install


def outcome(install: Install) -> object:
    """Return what is read, or the one line that tells why it is not."""
    try:
        return using(install, read_all)
    except StoreError as problem:
        told = str(problem)
        assert told.isprintable()
        assert told.startswith(str(install.database_file))
        return "told"


def every(step: int, install: Install) -> range:
    return range(0, install.database_file.stat().st_size, step)


@pytest.mark.parametrize("mask", [0xFF, 0x01])
def test_a_flipped_byte_is_told_or_harmless(mask: int, written: Install, tmp_path: Path) -> None:
    whole = written.database_file.read_bytes()
    install = Install("phone", tmp_path)
    shutil.copytree(written.folder, install.folder)
    told = 0
    for at in every(7, written):
        for beside in install.folder.glob("install.db*"):
            beside.unlink()
        content = whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :]
        install.database_file.write_bytes(content)
        found = outcome(install)
        told += found == "told"
        assert found in (WRITTEN, "told"), at
    assert told > 100


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_rubbish_beside_the_database_is_told_or_harmless(
    ending: str, written: Install, tmp_path: Path
) -> None:
    install = Install("phone", tmp_path)
    shutil.copytree(written.folder, install.folder)
    (install.folder / f"install.db{ending}").write_bytes(os.urandom(5000))
    assert outcome(install) in (WRITTEN, "told")


@pytest.mark.parametrize("name", ["install.db", "install.db-wal", "install.db-shm"])
@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_in_a_files_place_is_named(
    kind: str, name: str, written: Install, tmp_path: Path
) -> None:
    install = Install("phone", tmp_path)
    shutil.copytree(written.folder, install.folder)
    place = install.folder / name
    place.unlink(missing_ok=True)
    place.mkdir() if kind == "folder" else os.mkfifo(place)
    with pytest.raises(StoreError) as caught:
        using(install, read_all)
    assert str(caught.value).startswith(f"{place} is damaged (it is no regular file); ")


def test_a_row_that_is_not_what_was_written_is_told_while_it_runs(tmp_path: Path) -> None:
    install = Install("phone", tmp_path)

    async def change_behind(store: Store) -> None:
        await store.set_item("key", "right", **WHO)
        with sqlite3.connect(install.database_file) as other:
            other.execute("UPDATE item SET value = ?", (b"wrong",))
        other.close()
        await store.item("key", **WHO)

    with pytest.raises(StoreError) as caught:
        using(install, change_behind)
    assert "is damaged (a row is not what was written); put a backup" in str(caught.value)


@pytest.mark.parametrize("version", [1, 2])
def test_what_an_older_aitdesk_wrote_is_kept(version: int, tmp_path: Path) -> None:
    install = Install("phone", tmp_path)
    using(install, write_all)
    connection = sqlite3.connect(install.database_file)
    for table in ("issued_hash", "item", "record"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN checksum")
    if version == 1:
        connection.execute("DROP TABLE record")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    records = RECORDS if version == 2 else {}
    assert using(install, read_all) == (ITEMS, records, "the hash")


def test_a_blob_that_became_a_text_is_told(tmp_path: Path) -> None:
    install = Install("phone", tmp_path)
    using(install, write_all)
    with sqlite3.connect(install.database_file) as connection:
        connection.execute("UPDATE record SET value = CAST(value AS TEXT)")
    connection.close()
    assert outcome(install) == "told"


def test_what_sqlite_says_may_be_no_text(tmp_path: Path) -> None:
    install = Install("phone", tmp_path)
    using(install, write_all)
    content = install.database_file.read_bytes()
    install.database_file.write_bytes(
        content.replace(b"CREATE TABLE item", b"CREATE TABLE \xff\xfe\xfd\xfc")
    )
    assert outcome(install) == "told"


def test_a_file_is_opened_by_others_no_more(tmp_path: Path) -> None:
    install = Install("phone", tmp_path)
    using(install, write_all)
    for file in (install.database_file, install.secret_file):
        file.chmod(0o644)
    install.folder.chmod(0o755)
    using(install, read_all)
    connect(install.database_file).close()
    install.make_folder()
    places = (install.folder, install.database_file, install.secret_file)
    assert [place.stat().st_mode & 0o777 for place in places] == [0o700, 0o600, 0o600]
