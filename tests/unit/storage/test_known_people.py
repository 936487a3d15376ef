"""Who is known on an install: what Toss's server would know."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from pathlib import Path


def test_whoever_has_a_hash_or_a_record_is_known_and_a_key_has_its_owners(tmp_path: Path) -> None:
    async def act() -> tuple[list[str], list[tuple[str, str]]]:
        store = Store(Install("default", tmp_path))
        await store.issue_hash(app="my-app", user="a", derive=lambda _: "hash")
        for app, user in (("my-app", "b"), ("their-app", "c")):
            new = {"expected": None, "new": "{}"}
            assert await store.swap_record("orders", "1", app=app, user=user, **new)
        found = await store.users(app="my-app"), await store.owners("orders", "1")
        store.close()
        return found

    assert asyncio.run(act()) == (["a", "b"], [("my-app", "b"), ("their-app", "c")])
