from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.storage import Install, Store
from aitdesk.storage.thread import StoreThread
from stores import get, issue, put, refusal, using

if TYPE_CHECKING:
    from collections.abc import Callable


def test_making_and_closing_a_store_touches_nothing(install: Install) -> None:
    store = Store(install)
    store.close()
    store.close()
    assert install.home.exists() is False


def test_the_recorded_hash_wins_over_a_later_way_to_derive_it(install: Install) -> None:
    assert [issue(install, "first"), issue(install, "second")] == ["first", "first"]


def test_hashes_are_apart_for_every_app_and_user(install: Install) -> None:
    issue(install, "one", app="ab", user="c")
    assert [
        issue(install, "two", app="a", user="bc"),
        issue(install, "three", app="ab", user="d"),
        issue(install, "four", app="ab", user="c"),
    ] == ["two", "three", "one"]


def test_the_hash_is_derived_from_the_secret_of_the_install(install: Install) -> None:
    derived = using(
        install, lambda store: store.issue_hash(app="app", user="user", derive=bytes.hex)
    )
    assert derived == Store(install).secret().hex()


def test_concurrent_issuers_agree(install: Install) -> None:
    async def issue_often(store: Store) -> set[str]:
        numbers = iter(range(20))
        issued = await asyncio.gather(
            *(
                store.issue_hash(app="app", user="user", derive=lambda _: str(next(numbers)))
                for _ in range(20)
            )
        )
        return set(issued)

    assert using(install, issue_often) == {issue(install, "late")}


def test_a_broken_secret_hides_the_recorded_hash(install: Install) -> None:
    issue(install, "hash")
    install.secret_file.write_bytes(b"")
    assert "is empty" in refusal(lambda: issue(install, "hash"))


@pytest.mark.parametrize(
    "text",
    ["", "plain", "한국어 😀", "a\x00b", "\ud83d", "\udc00 \ud800", "\uffff", "'; DROP TABLE item"],
)
def test_any_text_of_javascript_comes_back_as_value_and_as_key(install: Install, text: str) -> None:
    put(install, text, text)
    assert get(install, text) == text


def test_a_value_of_many_megabytes_comes_back(install: Install) -> None:
    value = "한" * 8_000_000
    put(install, "key", value)
    assert get(install, "key") == value


def test_items_are_apart_for_every_app_and_user(install: Install) -> None:
    async def store_apart(store: Store) -> list[str | None]:
        people = [("a", "u"), ("a", "v"), ("b", "u")]
        for app, user in people:
            await store.set_item("key", app + user, app=app, user=user)
        await store.clear_items(app="a", user="u")
        await store.remove_item("key", app="b", user="u")
        await store.remove_item("missing", app="b", user="u")
        return [await store.item("key", app=app, user=user) for app, user in people]

    assert using(install, store_apart) == [None, "av", None]


def test_operations_keep_the_order_in_which_they_were_asked(install: Install) -> None:
    async def overlap(store: Store) -> list[object]:
        app, user = "app", "user"
        results = await asyncio.gather(
            store.set_item("key", "1", app=app, user=user),
            store.item("key", app=app, user=user),
            store.set_item("key", "2", app=app, user=user),
            store.item("key", app=app, user=user),
            store.clear_items(app=app, user=user),
            store.item("key", app=app, user=user),
        )
        return list(results)

    assert using(install, overlap) == [None, "1", None, "2", None, None]


def test_two_stores_of_one_install_see_each_other(install: Install) -> None:
    async def take_turns(store: Store) -> object:
        other = Store(install)
        await store.set_item("key", "mine", app="app", user="user")
        seen = await other.item("key", app="app", user="user")
        await other.set_item("key", f"{seen} and theirs", app="app", user="user")
        other.close()
        return await store.item("key", app="app", user="user")

    assert using(install, take_turns) == "mine and theirs"


def test_closing_finishes_what_is_queued(install: Install) -> None:
    async def leave_early(store: Store) -> None:
        writes = [
            asyncio.ensure_future(store.set_item(str(n), "kept", app="app", user="user"))
            for n in range(500)
        ]
        await asyncio.sleep(0)
        store.close()
        await asyncio.gather(*writes)

    using(install, leave_early)
    assert {get(install, str(n)) for n in (0, 250, 499)} == {"kept"}


def test_a_closed_store_refuses(install: Install) -> None:
    store = Store(install)
    store.close()
    message = refusal(lambda: asyncio.run(store.item("key", app="app", user="user")))
    assert message == f"{install.database_file} was closed before this operation"


def test_an_abandoned_write_still_lands(install: Install) -> None:
    async def give_up(store: Store) -> None:
        write = asyncio.ensure_future(store.set_item("key", "kept", app="app", user="user"))
        await asyncio.sleep(0)
        write.cancel()

    using(install, give_up)
    assert get(install, "key") == "kept"


def test_an_operation_that_fails_leaves_the_others_of_its_batch(install: Install) -> None:
    thread = StoreThread(install.database_file)
    gate = threading.Event()

    def insert(value: bytes | None) -> Callable[[sqlite3.Connection], str]:
        def work(connection: sqlite3.Connection) -> str:
            connection.execute("INSERT INTO item VALUES ('a', 'u', ?, ?, x'')", (value, value))
            return f"put {value!r}"

        return work

    async def crowd() -> list[object]:
        first = asyncio.ensure_future(thread.read(lambda _: gate.wait()))
        rest = [asyncio.ensure_future(thread.write(insert(value))) for value in (b"1", None, b"2")]
        await asyncio.sleep(0)
        gate.set()
        return [
            result if isinstance(result, (bool, str)) else type(result)
            for result in await asyncio.gather(first, *rest, return_exceptions=True)
        ]

    results = asyncio.run(crowd())
    thread.close()
    with sqlite3.connect(install.database_file) as connection:
        kept = connection.execute("SELECT value FROM item").fetchall()
    connection.close()
    assert (results, kept) == (
        [True, "put b'1'", StoreError, "put b'2'"],
        [(b"1",), (b"2",)],
    )


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_defect_in_the_thread_leaves_nobody_waiting(install: Install) -> None:
    thread = StoreThread(install.database_file)
    message = refusal(lambda: asyncio.run(thread.read(lambda _: 1 / 0)))
    for dying in threading.enumerate():
        if dying.name == "store":
            dying.join()  # Its traceback belongs to this test.
    assert (message, asyncio.run(thread.read(lambda _: "alive"))) == (
        f"{install.database_file} was let go of because of a defect in aitdesk",
        "alive",
    )
    thread.close()


def test_a_database_moved_away_takes_no_more_writes(install: Install) -> None:
    async def move(store: Store) -> None:
        await store.set_item("old", "1", app="app", user="user")
        install.folder.rename(install.folder.with_name("moved"))
        await store.set_item("new", "2", app="app", user="user")

    using(install, move)
    assert [get(install, "old"), get(install, "new")] == [None, "2"]
