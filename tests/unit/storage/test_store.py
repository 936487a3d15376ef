from __future__ import annotations

import asyncio
import os
import pwd
import re
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError, StoreError
from aitdesk.storage import Install, Store, disk, home
from aitdesk.storage.database import explain
from aitdesk.storage.thread import StoreThread

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    return Install("phone")


def using(install: Install, use: Callable[[Store], Coroutine[None, None, object]]) -> object:
    store = Store(install)
    try:
        return asyncio.run(use(store))
    finally:
        store.close()


def put(install: Install, key: str, value: str) -> None:
    using(install, lambda store: store.set_item(key, value, app="app", user="user"))


def get(install: Install, key: str) -> object:
    return using(install, lambda store: store.item(key, app="app", user="user"))


def issue(install: Install, derived: str, *, app: str = "app", user: str = "user") -> object:
    return using(
        install, lambda store: store.issue_hash(app=app, user=user, derive=lambda _: derived)
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        act()
    return str(caught.value)


def test_home_is_the_folder_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITDESK_HOME", "somewhere")
    assert home() == Path.cwd() / "somewhere"


def test_home_is_the_platform_s_folder_without_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AITDESK_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home().name == "aitdesk"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "한국", "a b", "a\n", "x" * 65])
def test_an_install_name_that_is_no_folder_name_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(repr(name))):
        Install(name)


def test_making_and_closing_a_store_touches_nothing(install: Install) -> None:
    store = Store(install)
    store.close()
    store.close()
    assert install.home.exists() is False


def test_only_the_owner_may_look_into_an_install(install: Install) -> None:
    issue(install, "hash")
    modes = {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in (install.folder, install.secret_file, install.database_file)
    }
    assert modes == {"phone": "0o700", "secret": "0o600", "install.db": "0o600"}


def test_nothing_but_the_secret_and_the_database_is_left(install: Install) -> None:
    issue(install, "hash")
    assert names(install.folder) == ["install.db", "secret"]


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


def test_leftovers_of_killed_processes_go_once_they_are_old(install: Install) -> None:
    install.make_folder()
    for name, at in (("secret.tmp-1", 0), ("install.db.tmp-2-wal", 0), ("secret.tmp-3", None)):
        (install.folder / name).write_bytes(b"half")
        if at is not None:
            os.utime(install.folder / name, (at, at))
    put(install, "key", "value")
    assert names(install.folder) == ["install.db", "secret.tmp-3"]


def test_without_hard_links_a_name_is_still_given_once(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).write_text(name)
    placed = [disk.rename_alone(tmp_path / name, tmp_path / "file") for name in ("first", "second")]
    assert (placed, (tmp_path / "file").read_text()) == ([True, False], "first")


def test_a_user_without_a_home_is_told_what_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    for name in ("AITDESK_HOME", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    with pytest.raises(ConfigError) as caught:
        home()
    assert str(caught.value).endswith("name a folder with AITDESK_HOME")
