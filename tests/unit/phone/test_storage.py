from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.storage import Storage
from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from pathlib import Path


def test_storage_outlives_a_run_and_is_apart_for_every_app_and_user(tmp_path: Path) -> None:
    people = [("app", "user"), ("app", "other"), ("other", "user")]

    async def write(store: Store) -> None:
        for app, user in people:
            await Storage(store, app, user).set("key", f"{app} of {user}")
            await Storage(store, app, user).set("removed", "gone")
            await Storage(store, app, user).remove("removed")
        await Storage(store, "other", "user").clear()

    async def read(store: Store) -> list[tuple[str | None, str | None]]:
        parts = [Storage(store, app, user) for app, user in people]
        return [(await part.get("key"), await part.get("removed")) for part in parts]

    first, second = (Store(Install("phone", tmp_path)) for _ in range(2))
    asyncio.run(write(first))
    first.close()
    found = asyncio.run(read(second))
    second.close()
    assert found == [("app of user", None), ("app of other", None), (None, None)]


def test_several_texts_are_stored_and_read_at_once(tmp_path: Path) -> None:
    store = Store(Install("phone", tmp_path))

    async def both() -> dict[str, str | None]:
        storage = Storage(store, "app", "user")
        await storage.set("kept", "0")
        await storage.set_all({"a": "1", "b": "\ud800", "": "3"})
        await storage.set_all({})
        return await storage.get_all(["b", "missing", "a", "", "b", "kept"])

    found = asyncio.run(both())
    store.close()
    assert list(found.items()) == [
        ("b", "\ud800"), ("missing", None), ("a", "1"), ("", "3"), ("kept", "0"),
    ]  # fmt: skip


def test_calls_for_several_items_keep_their_place_among_the_others(tmp_path: Path) -> None:
    store = Store(Install("phone", tmp_path))

    async def all_at_once() -> list[object]:
        storage = Storage(store, "app", "user")
        return list(
            await asyncio.gather(
                storage.set_all({"a": "1", "b": "1"}),
                storage.get("b"),
                storage.get_all(["a", "b"]),
                storage.set("a", "2"),
                storage.set_all({"a": "3", "c": "3"}),
                storage.get_all(["a", "b", "c"]),
            )
        )

    found = asyncio.run(all_at_once())
    store.close()
    assert found == [
        None, "1", {"a": "1", "b": "1"}, None, None, {"a": "3", "b": "1", "c": "3"},
    ]  # fmt: skip


def test_of_several_items_all_are_stored_or_none(tmp_path: Path) -> None:
    install = Install("phone", tmp_path)
    store = Store(install)

    async def refused() -> list[str | None]:
        storage = Storage(store, "app", "user")
        await storage.set("a", "0")
        with sqlite3.connect(install.database_file) as connection:
            connection.execute(
                "CREATE TRIGGER full BEFORE INSERT ON item WHEN NEW.key = CAST('c' AS BLOB)"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        with pytest.raises(StoreError):
            await storage.set_all({"a": "1", "b": "1", "c": "1"})
        return [await storage.get(key) for key in ("a", "b", "c")]

    found = asyncio.run(refused())
    store.close()
    assert found == ["0", None, None]
