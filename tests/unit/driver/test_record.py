"""Records in the real store; tests/unit/phone/test_ledger.py has what is made of them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return Install("default", tmp_path)


@pytest.fixture
def store(install: Install) -> Iterator[Store]:
    store = Store(install)
    yield store
    store.close()


async def swap(
    store: Store, key: str, expected: str | None, new: str | None, *, user: str = "me"
) -> bool:
    return await store.swap_record(
        "orders", key, app="my-app", user=user, expected=expected, new=new
    )


async def kept(store: Store, *, user: str = "me") -> dict[str, str]:
    return await store.records("orders", app="my-app", user=user)


def test_records_come_in_the_order_of_their_first_writing(store: Store) -> None:
    async def write() -> dict[str, str]:
        for key in ("b", "a", "c"):
            await swap(store, key, None, "1")
        await swap(store, "b", "1", "2")
        return await kept(store)

    assert list(asyncio.run(write()).items()) == [("b", "2"), ("a", "1"), ("c", "1")]


@pytest.mark.parametrize(
    ("expected", "new", "took"),
    [("1", "2", True), ("2", "3", False), (None, "2", False), ("1", None, True)],
)
def test_a_record_changes_only_when_it_is_as_expected(
    store: Store, expected: str | None, new: str | None, *, took: bool
) -> None:
    async def change() -> tuple[bool, dict[str, str]]:
        await swap(store, "a", None, "1")
        return await swap(store, "a", expected, new), await kept(store)

    after = {"a": "1"} if not took else {} if new is None else {"a": new}
    assert asyncio.run(change()) == (took, after)


def test_of_many_stores_at_once_exactly_one_takes_a_step(install: Install) -> None:
    stores = [Store(install) for _ in range(8)]

    async def race() -> list[bool]:
        return await asyncio.gather(
            *(swap(store, "a", None, str(n)) for n, store in enumerate(stores))
        )

    took = asyncio.run(race())
    for each in stores:
        each.close()
    assert sum(took) == 1


def test_people_are_apart(store: Store) -> None:
    async def write() -> dict[str, str]:
        await swap(store, "a", None, "1")
        return await kept(store, user="you")

    assert asyncio.run(write()) == {}


def test_a_text_of_javascript_comes_back_as_it_was(store: Store) -> None:
    async def write() -> dict[str, str]:
        await swap(store, "\ud800", None, "\udc00\0")
        return await kept(store)

    assert asyncio.run(write()) == {"\ud800": "\udc00\0"}


def test_a_file_from_before_records_is_brought_up_and_keeps_its_items(install: Install) -> None:
    async def before(store: Store) -> None:
        await store.set_item("key", "value", app="my-app", user="me")

    async def after(store: Store) -> tuple[bool, str | None]:
        took = await swap(store, "a", None, "1")
        return took, await store.item("key", app="my-app", user="me")

    old = Store(install)
    asyncio.run(before(old))
    old.close()
    with closing(sqlite3.connect(install.database_file)) as connection:
        connection.executescript(
            "DROP TABLE record; ALTER TABLE item DROP COLUMN checksum;"
            "ALTER TABLE issued_hash DROP COLUMN checksum; PRAGMA user_version = 1"
        )
    new = Store(install)
    found = asyncio.run(after(new))
    new.close()
    assert found == (True, "value")
