"""Purchases in processes that are killed, and in several at once, on the real store.

pytest may hold threads of other tests, so nothing is forked from it: a test starts this file as a
program with the name of a scene, and the scene prints what came of it as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.api import FAMILIES
from aitdesk.api.registry import Registry
from aitdesk.engine.headless import Headless
from aitdesk.journal import Journal
from aitdesk.phone import make_shell
from aitdesk.phone.app import AppFacts
from aitdesk.phone.device import profile
from aitdesk.phone.environment import Environment
from aitdesk.session.page_connection import PageConnection
from aitdesk.session.session import Session
from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json

KILLS, AT_MOST, KILLED_WITHIN_S = 50, 1_000, 0.06
HOSTS, ORDERS = 4, 25
COINS, APP = "aitdesk.test.coins", "my-app"
PAGE, ORIGIN = "page-1", f"https://{APP}.apps.tossmini.com"


@dataclass
class Page:
    """A carrier with a mini-app at its other end, which talks as the SDK does."""

    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    events: asyncio.Queue[dict[str, Json]] = field(default_factory=asyncio.Queue)
    numbers: Iterator[int] = field(default_factory=count)

    def send(self, _page: str, text: str) -> None:
        message = json.loads(text)
        name, _, rest = message.get("emit", "").partition("/")
        channel, _, event_id = rest.partition("/")
        match channel:
            case "resolve":
                self.waiting.pop(event_id).set_result(message.get("value"))
            case "reject":
                self.waiting.pop(event_id).set_result({"rejected": name})
            case "onEvent":
                self.events.put_nowait(message["value"])
            case "onError":
                self.events.put_nowait({"type": message["value"]["code"]})
            case _:  # a sheet that was put away
                pass

    def inject(self, *, own: str, before: str, after: str | None, frames: str) -> None:
        """Run nothing: there is no document."""

    def open(self, shell: SimulatedPhone) -> None:
        """Begin with a session of its own around the phone."""
        connection = PageConnection(
            shell=shell,
            registry=Registry(FAMILIES),
            journal=Journal(),
            carrier=self,
            origins=frozenset({ORIGIN}),
            transport="",
        )
        self.session = Session(
            connection, Headless(), entry_url=f"{ORIGIN}/", home_url=f"{ORIGIN}/"
        )
        self.session.connection.opened(PAGE, origin=ORIGIN)

    async def call(self, name: str, *args: Json) -> Json:
        event_id = str(next(self.numbers))
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.waiting[event_id] = answer
        self._post("method", name, event_id, list(args))
        return await answer

    def subscribe(self, name: str, options: Json) -> None:
        self._post("addEventListener", name, str(next(self.numbers)), options)

    def _post(self, kind: str, name: str, event_id: str, args: Json) -> None:
        message = {"type": kind, "functionName": name, "eventId": event_id, "args": args}
        self.session.connection.received(PAGE, json.dumps(message), origin=ORIGIN)


@dataclass(frozen=True)
class Partner:
    """The server of the mini-app: it grants each order once, and a grant is on the disk."""

    file: Path

    def grants(self) -> list[str]:
        # A last line without its end was cut by the kill: that grant was not made.
        return self.file.read_text().split("\n")[:-1] if self.file.is_file() else []

    def grant(self, order_id: str) -> None:
        whole = "".join(f"{each}\n" for each in self.grants())
        if order_id in self.grants():
            return
        with self.file.open("r+" if self.file.is_file() else "w") as file:
            file.truncate(len(whole))
            file.seek(len(whole))
            file.write(f"{order_id}\n")
            file.flush()
            os.fsync(file.fileno())


def phone(store: Store) -> SimulatedPhone:
    """Return one whose person pays for everything."""
    shell = make_shell(
        app=AppFacts(APP, "My App"),
        profile=profile("iPhone 15 Pro"),
        environment=Environment(),
        vault=store,
        user="default",
        scheme=f"intoss://{APP}",
        device_id="",
    )
    shell.prompts.observable.update(default="allow")
    return shell


def statuses(install: Install) -> dict[str, str]:
    """Return what a process that starts now finds."""
    with closing(Store(install)) as store:
        orders = asyncio.run(phone(store).wallet.orders.all())
    return {order_id: order.status for order_id, order in orders.items()}


def fork(act: Callable[[int], None]) -> tuple[int, int]:
    """Run `act` with one end of a pipe in a new process; return its id and the reading end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            act(writing)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    return child, reading


def end(child: int, reading: int) -> list[tuple[str, str]]:
    """Wait for the process and return what it told: what happened, and to which order."""
    with open(reading) as pipe:
        lines = pipe.read().split("\n")[:-1]
    os.waitpid(child, 0)
    words = [line.split(" ") for line in lines]
    return [(what, order_id) for what, order_id in words]


async def recover(page: Page, partner: Partner, tell: Callable[[str, str], None]) -> None:
    """Grant what was paid and not granted, as a mini-app does when it opens."""
    found = await page.call("getPendingOrders")
    assert isinstance(found, dict)
    order_ids = found["orderIds"]
    assert isinstance(order_ids, list)
    for order_id in map(str, order_ids):
        tell("offered", order_id)
        partner.grant(order_id)
        if await page.call("completeProductGrant", {"params": {"orderId": order_id}}) is True:
            tell("settled", order_id)


async def buy(page: Page, partner: Partner, tell: Callable[[str, str], None]) -> None:
    """Buy once, and grant it."""
    page.subscribe("requestOneTimePurchase", {"sku": COINS})
    paid = await page.events.get()
    data = paid["data"]
    assert isinstance(data, dict)
    order_id = str(data["orderId"])
    tell("heard", order_id)
    partner.grant(order_id)
    await page.call("processProductGrant", {"orderId": order_id, "isProductGranted": True})
    if (await page.events.get())["type"] == "success":
        tell("settled", order_id)


def run_app(writing: int, *, home: Path, purchases: int) -> None:
    """Open the mini-app, recover, and buy."""

    def tell(what: str, order_id: str) -> None:
        os.write(writing, f"{what} {order_id}\n".encode())

    async def run() -> None:
        with closing(Store(Install(home=home))) as store:
            page, partner = Page(), Partner(home / "grants")
            page.open(phone(store))
            await recover(page, partner, tell)
            for _ in range(purchases):
                await buy(page, partner, tell)

    asyncio.run(run())


def kill_buyers(home: Path, seed: str, kills: str) -> object:
    moments, install = random.Random(seed), Install(home=home)  # noqa: S311 (moments to kill at)
    partner, told = Partner(home / "grants"), list[tuple[str, str]]()
    found, between = dict[str, str](), 0
    lost: list[str] = []
    for _ in range(AT_MOST):
        child, reading = fork(partial(run_app, home=home, purchases=AT_MOST))
        time.sleep(moments.uniform(0, KILLED_WITHIN_S))
        os.kill(child, signal.SIGKILL)
        told += end(child, reading)
        before, found = found, statuses(install)
        known = dict.fromkeys((order_id for what, order_id in told if what == "heard"), "PENDING")
        lost += [
            f"{order_id} was {status} and is {found.get(order_id)}"
            for order_id, status in (known | before).items()
            if found.get(order_id) not in {"COMPLETED", status}
        ]
        between += any(
            status == "PENDING" and order_id not in before for order_id, status in found.items()
        )
        if between == int(kills):
            break
    child, reading = fork(partial(run_app, home=home, purchases=0))
    told += end(child, reading)
    found, grants = statuses(install), Counter(partner.grants())
    return {"kills between paid and granted": between, "lost": lost, **judged(told, found, grants)}


def judged(
    told: list[tuple[str, str]], found: dict[str, str], grants: Counter[str]
) -> dict[str, list[str]]:
    """Return what must not have happened."""
    settled = Counter(order_id for what, order_id in told if what == "settled")
    late = [
        order_id
        for number, (what, order_id) in enumerate(told)
        if what == "offered" and ("settled", order_id) in told[:number]
    ]
    return {
        "granted twice": [order_id for order_id, times in grants.items() if times > 1],
        "settled twice": [order_id for order_id, times in settled.items() if times > 1],
        "offered although settled": late,
        "left ungranted": [
            order_id
            for order_id, status in found.items()
            if status != "COMPLETED" or order_id not in grants
        ],
        "without an order": [order_id for order_id in grants if order_id not in found],
    }


def grant_together(home: Path) -> object:
    install, gate = Install(home=home), os.pipe()
    with closing(Store(install)) as store:
        order_ids = asyncio.run(sell(phone(store)))

    def grant(writing: int, *, number: int) -> None:
        os.close(gate[1])
        os.read(gate[0], 1)
        with closing(Store(install)) as store:
            done = asyncio.run(grant_all(phone(store), order_ids, is_word=number % 2 == 0))
        os.write(writing, "".join(f"settled {order_id}\n" for order_id in done).encode())

    hosts = [fork(partial(grant, number=number)) for number in range(HOSTS)]
    os.close(gate[1])
    settled = Counter(order_id for host in hosts for _, order_id in end(*host))
    successes = Counter(str(settled[order_id]) for order_id in order_ids)
    pending = list(statuses(install).values()).count("PENDING")
    return {"orders": len(order_ids), "successes": successes, "pending": pending}


async def sell(shell: SimulatedPhone) -> list[str]:
    page = Page()
    page.open(shell)
    for _ in range(ORDERS):
        page.subscribe("requestOneTimePurchase", {"sku": COINS})
        await page.events.get()
    return [order.order_id for order in await shell.wallet.pending()]


async def grant_all(shell: SimulatedPhone, order_ids: list[str], *, is_word: bool) -> list[str]:
    """Grant every order by the page's word or by completing it; return where that succeeded."""
    page, done = Page(), list[str]()
    page.open(shell)
    for order_id in order_ids:
        if is_word:
            word: Json = {"orderId": order_id, "isProductGranted": True}
            is_done = await page.call("processProductGrant", word) is None
        else:
            order: Json = {"params": {"orderId": order_id}}
            is_done = await page.call("completeProductGrant", order) is True
        done += [order_id] * is_done
    return done


SCENES: list[Callable[..., object]] = [kill_buyers, grant_together]

if __name__ == "__main__":
    (scene,) = (scene for scene in SCENES if scene.__name__ == sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="aitdesk-") as stage:
        print(json.dumps(scene(Path(stage), *sys.argv[2:])), flush=True)
