"""A store in a test's hands: used once, and closed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path


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
