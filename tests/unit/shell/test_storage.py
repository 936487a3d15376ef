from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aitdesk.shell.storage import Storage
from aitdesk.store import Install, Store

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
