"""The partner API as a process: many at once, for long, and killed in the middle of it."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from aitdesk.phone import EVERYONE
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.promotions import Spent
from aitdesk.storage import Install, Store
from bench_partner import Measured, measured
from e2e.partner_process import PREFIX, Served, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve until the test ends."""
    found = serve(tmp_path)
    yield found
    found.end()


@pytest.mark.full
def test_ten_thousand_calls_in_a_row_leave_no_memory_behind_and_200_at_once_are_answered(
    served: Served,
) -> None:
    port = int(served.url.rpartition(":")[2])
    found = asyncio.run(measured(Measured(served.process.pid, port, served.context)))
    assert found["grown_kb"] < 2_048


async def pay_until_killed(served: Served, user_key: str, key: str) -> str | None:
    """Pay once with a key while the process is killed; return what was answered."""
    async with served.client() as client:
        asking = asyncio.create_task(
            client.post(
                f"{PREFIX}/promotion/execute-promotion",
                json={"promotionCode": "TEST_AITDESK", "key": key, "amount": 1},
                headers={"x-toss-user-key": user_key},
            )
        )
        await asyncio.sleep(0.002 * (hash(key) % 10))
        served.process.send_signal(signal.SIGKILL)
        try:
            return str((await asking).json()["resultType"])
        except (httpx.HTTPError, ValueError):
            return None


async def keys_of(served: Served, user_key: str) -> str:
    """Return a fresh key."""
    async with served.client() as client:
        path = f"{PREFIX}/promotion/execute-promotion/get-key"
        answer = await client.post(path, headers={"x-toss-user-key": user_key})
        key: str = answer.json()["success"]["key"]
        return key


# A hundred in rounds: no test may take as long as the hundred would.
@pytest.mark.parametrize(
    "times",
    [3, *(pytest.param(10, marks=pytest.mark.full, id=f"round-{each}") for each in range(10))],
)
def test_killed_between_payment_and_answer_nothing_is_paid_twice_or_lost(
    tmp_path: Path, times: int
) -> None:
    user_key = known_person(tmp_path)
    paid: list[tuple[str, str | None]] = []
    for _ in range(times):
        served = serve(tmp_path)
        key = asyncio.run(keys_of(served, user_key))
        paid.append((key, asyncio.run(pay_until_killed(served, user_key, key))))
        served.end()
    served = serve(tmp_path)
    try:
        again = {key: asyncio.run(retry(served, user_key, key)) for key, _ in paid}
    finally:
        served.end()
    rewards = asyncio.run(rewards_of(tmp_path))
    assert sorted(rewards) == sorted(key for key, _ in paid)  # each once
    lost = [key for key, answer in paid if answer == "SUCCESS" and again[key] != "4113"]
    assert lost == []


async def retry(served: Served, user_key: str, key: str) -> Any:  # noqa: ANN401  # JSON
    """Pay with a key once more, as a server does that had no answer."""
    async with served.client() as client:
        answer = await client.post(
            f"{PREFIX}/promotion/execute-promotion",
            json={"promotionCode": "TEST_AITDESK", "key": key, "amount": 1},
            headers={"x-toss-user-key": user_key},
        )
        error = answer.json()["error"]
        return "SUCCESS" if error is None else error["errorCode"]


async def rewards_of(home: Path) -> list[str]:
    """Return the key of every reward that is on the disk."""
    store = Store(Install("default", home))
    spent = await Ledger(store, "rewards", "my-app", EVERYONE, Spent).get("TEST_AITDESK")
    store.close()
    assert spent is not None
    return [each.key for each in spent.rewards["default"]]


def known_person(home: Path) -> str:
    """Return the userKey of the install's own person."""
    from aitdesk.phone.identity import Identity

    store = Store(Install("default", home))
    key = asyncio.run(Identity(store, "my-app", "default").user_key())
    store.close()
    return str(key)
