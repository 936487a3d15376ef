from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import SecretError
from aitdesk.phone.identity import Identity, derive_device_id, derive_hash
from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(Install("phone", tmp_path))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("app", "user", "expected"),
    [
        ("my-app", "default", "TOXzn9nvHzoIDoYyqd9T5LVdWJn1FNnKJUP-NUYhWl4"),
        ("my-app", "", "krAB3KxuTQSVqLLWXtN87pBUISICzOkxeV4aKSVL6As"),
        ("다른-앱", "지우", "u9n0AxqU7Mz8f4sff0CkWdSU5tjtPk2mT6jXreq-sQk"),
    ],
)
def test_the_derivation_of_the_hash_stays(app: str, user: str, expected: str) -> None:
    # A change here gives every person a new key in every mini-app. There is no reason for one.
    assert derive_hash(SECRET, app=app, user=user) == expected


def test_the_derivation_of_the_device_id_stays() -> None:
    assert derive_device_id(SECRET) == "6cc0499c-8b32-4b26-b58f-7f7a3c7d27fc"


def test_no_two_inputs_share_a_hash() -> None:
    inputs = [
        (SECRET, "ab", "c"),
        (SECRET, "a", "bc"),
        (SECRET, "abc", ""),
        (SECRET, "", "abc"),
        (SECRET, "ab\x00", "c"),
        (SECRET, "ab", "\x00c"),
        (SECRET, "c", "ab"),
        (SECRET, "\ud800", "c"),
        (bytes(32), "ab", "c"),
    ]
    hashes = {derive_hash(secret, app=app, user=user) for secret, app, user in inputs}
    assert len(hashes) == len(inputs)


def test_the_hash_is_43_characters_of_base64url(store: Store) -> None:
    issued = asyncio.run(Identity(store, "app", "user").anonymous_hash())
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", issued)


def test_the_hash_is_the_same_on_every_run(store: Store) -> None:
    first = asyncio.run(Identity(store, "app", "user").anonymous_hash())
    again = Store(store.install)
    second = asyncio.run(Identity(again, "app", "user").anonymous_hash())
    again.close()
    assert second == first


def test_another_app_or_user_has_another_hash(store: Store) -> None:
    people = [("app", "user"), ("app", "other"), ("other", "user")]
    hashes = {asyncio.run(Identity(store, *person).anonymous_hash()) for person in people}
    assert len(hashes) == 3


def test_the_hash_is_asked_of_the_store_once(store: Store) -> None:
    identity = Identity(store, "app", "user")
    first = asyncio.run(identity.anonymous_hash())
    store.close()
    assert asyncio.run(identity.anonymous_hash()) == first


def test_a_failure_is_not_remembered(store: Store) -> None:
    identity = Identity(store, "app", "user")
    file = store.install.secret_file
    store.install.make_folder()
    file.write_bytes(b"")
    with pytest.raises(SecretError):
        asyncio.run(identity.anonymous_hash())
    with pytest.raises(SecretError):
        identity.device_id()
    file.unlink()
    assert (len(asyncio.run(identity.anonymous_hash())), len(identity.device_id())) == (43, 36)


def test_the_device_id_is_one_for_every_app_and_user(store: Store) -> None:
    ids = {Identity(store, app, user).device_id() for app, user in (("a", "u"), ("b", "v"))}
    assert ids == {derive_device_id(store.secret())}
