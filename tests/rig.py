"""A whole session without a window: the real one, over the loopback carrier.

What a test does to it and what the page got of it are both texts of the wire, so that a second
answer, a missing one, or `null` for `undefined` cannot hide.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.api import FAMILIES
from aitdesk.api.registry import Registry
from aitdesk.engine.headless import Headless
from aitdesk.engine.loopback import Loopback
from aitdesk.journal import EntryKind, Journal
from aitdesk.phone import SimulatedPhone
from aitdesk.phone import make_shell as compose
from aitdesk.phone.app import AppFacts
from aitdesk.phone.clock import Clock
from aitdesk.phone.device import DEFAULT_DEVICES, profile
from aitdesk.phone.environment import NEWEST, Environment, Operational, Platform
from aitdesk.phone.faults import Faults
from aitdesk.session.page_connection import PageConnection
from aitdesk.session.session import Session
from aitdesk.value import UNDEFINED
from memory_vault import MemoryVault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from aitdesk.engine.page import UserScripts
    from aitdesk.phone.prompts import Policy
    from aitdesk.value import Json, Value

PAGE = "page-1"
ORIGIN = "https://my-app.apps.tossmini.com"
NEW_YEAR_S = 1_767_225_600.0  # 2026-01-01T00:00:00Z
HASH = "aitdesk-fake-hash-of-my-app-and-default"
DEVICE_ID = "00000000-0000-4000-8000-000000000001"

_TURNS = 10  # of the loop, after which nothing here is still under way


@dataclass
class FakeTime:
    """Seconds that pass only when a test says so."""

    now_s: float = NEW_YEAR_S
    sleepers: list[tuple[float, asyncio.Future[None]]] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the time."""
        return self.now_s

    def advance(self, *, ms: float) -> None:
        """Let time pass, and wake whoever slept until now."""
        self.now_s += ms / 1000
        for end_s, waiter in list(self.sleepers):
            if end_s <= self.now_s:
                self.sleepers.remove((end_s, waiter))
                if not waiter.done():
                    waiter.set_result(None)

    async def sleep(self, delay_s: float) -> None:
        """Wait until a test has let so much time pass."""
        waiter = asyncio.get_running_loop().create_future()
        self.sleepers.append((self.now_s + delay_s, waiter))
        await waiter


@dataclass
class Rig:
    """A session and everything around it."""

    session: Session
    shell: SimulatedPhone
    vault: MemoryVault
    time: FakeTime
    journal: Journal
    carrier: Loopback
    chrome: Headless

    def recorded(self, kind: EntryKind) -> list[dict[str, Json]]:
        """Return what the journal says about this kind of thing."""
        return [entry.fields for entry in self.journal.entries if entry.kind is kind]

    def got(self) -> list[Json]:
        """Return what was sent to the page, but for sheets."""
        texts = [json.loads(text) for _, text in self.carrier.sent]
        return [text for text in texts if not {"sheet", "unsheet"} & set(text)]

    def sheets(self) -> list[dict[str, Json]]:
        """Return every sheet that was drawn in the page, oldest first."""
        texts = [json.loads(text) for _, text in self.carrier.sent]
        return [text["sheet"] for text in texts if "sheet" in text]

    def answer(self, choice: str, **values: Json) -> Callable[[], None]:
        """Return the step that takes a choice of the newest open sheet, as the page does it."""

        def take() -> None:
            prompt = self.shell.prompts.waiting[-1]
            text = json.dumps({"id": prompt.id, "choice": choice, "values": values})
            self.session.connection.answered(PAGE, text, origin=ORIGIN)

        return take


def make_shell(
    *,
    platform: Platform = Platform.IOS,
    operational: Operational = Operational.TOSS,
    toss_version: str = NEWEST,
    locale: str = "ko-KR",
    app: AppFacts | None = None,
    faults: dict[str, str] | None = None,
    vault: MemoryVault | None = None,
    time: FakeTime | None = None,
) -> SimulatedPhone:
    """Return a fresh phone with nothing on it."""
    facts = app or AppFacts("my-app", "My App")
    time = time or FakeTime()
    return compose(
        app=facts,
        profile=profile(DEFAULT_DEVICES[platform]),
        environment=Environment(platform, operational, toss_version, locale),
        vault=vault or MemoryVault(),
        user="default",
        scheme=f"intoss://{facts.name}/path?x=1",
        device_id=DEVICE_ID,
        clock=Clock(time, time.sleep),
        faults=Faults(faults),
    )


def make_rig(
    *,
    families: Iterable[ModuleType] = FAMILIES,
    scripts: UserScripts | None = None,
    in_flight: Callable[[], int] = lambda: 0,
    strict: bool = False,
    platform: Platform = Platform.IOS,
    operational: Operational = Operational.TOSS,
    toss_version: str = NEWEST,
    locale: str = "ko-KR",
    app: AppFacts | None = None,
    faults: dict[str, str] | None = None,
    prompts: Policy = "ask",
) -> Rig:
    """Return a session around a fresh phone, with no page open."""
    vault, time = MemoryVault(), FakeTime()
    shell = make_shell(
        locale=locale,
        app=app,
        platform=platform,
        operational=operational,
        toss_version=toss_version,
        faults=faults,
        vault=vault,
        time=time,
    )
    shell.prompts.observable.update(default=prompts)
    journal, carrier, chrome = Journal(clock=time), Loopback(), Headless()
    connection = PageConnection(
        shell=shell,
        registry=Registry(families),
        journal=journal,
        carrier=carrier,
        origins=frozenset({ORIGIN}),
        transport="/* QWebChannel */",
        scripts=scripts,
        strict=strict,
    )
    session = Session(
        connection,
        chrome,
        entry_url=f"{ORIGIN}/path?x=1",
        home_url=f"{ORIGIN}/",
        in_flight=in_flight,
    )
    return Rig(session, shell, vault, time, journal, carrier, chrome)


def call(name: str, *args: Json, event_id: str = "1") -> str:
    """Return the page's text that calls a method."""
    message: Json = {
        "type": "method",
        "functionName": name,
        "eventId": event_id,
        "args": list(args),
    }
    return json.dumps(message)


def subscribe(name: str, *, event_id: str = "1", options: Value = UNDEFINED) -> str:
    """Return the page's text that wants an event."""
    message: dict[str, Json] = {
        "type": "addEventListener",
        "functionName": name,
        "eventId": event_id,
    }
    return json.dumps(message if options is UNDEFINED else {**message, "args": options})


def unsubscribe(name: str, *, event_id: str = "1") -> str:
    """Return the page's text that wants an event no longer."""
    return json.dumps(
        {"type": "removeEventListener", "functionName": name, "eventId": event_id},
    )


def talk(rig: Rig, *steps: str | Callable[[], object]) -> list[Json]:
    """Open a page, take the steps and return all that the page got.

    A text is what the page sends; anything else is done. After each step the loop goes on until
    nothing is under way.
    """

    async def take() -> None:
        rig.session.connection.opened(PAGE, origin=ORIGIN)
        for step in steps:
            if isinstance(step, str):
                rig.session.connection.received(PAGE, step, origin=ORIGIN)
            else:
                step()
            await quiet()

    asyncio.run(take())
    return rig.got()


async def quiet() -> None:
    """Let the loop do everything that is ready."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


def resolved(name: str, value: Value = UNDEFINED, *, event_id: str = "1") -> Json:
    """Return what resolves the page's promise; without a value, to undefined."""
    return _emitted(f"{name}/resolve/{event_id}", value)


def told(name: str, value: Value = UNDEFINED, *, event_id: str = "1") -> Json:
    """Return what delivers an event to the page."""
    return _emitted(f"{name}/onEvent/{event_id}", value)


def rejected(
    name: str,
    message: str,
    *,
    code: str | None = None,
    error_name: str = "Error",
    event_id: str = "1",
) -> Json:
    """Return what rejects the page's promise, as the native shell does it."""
    error = _error(name, message, code=code, error_name=error_name)
    return _emitted(f"{name}/reject/{event_id}", error)


def failed(
    name: str,
    message: str,
    *,
    code: str | None = None,
    error_name: str = "Error",
    event_id: str = "1",
) -> Json:
    """Return what tells the page of an event's failure."""
    error = _error(name, message, code=code, error_name=error_name)
    return _emitted(f"{name}/onError/{event_id}", error)


def _emitted(event: str, value: Value) -> Json:
    return {"emit": event} if value is UNDEFINED else {"emit": event, "value": value}


def _error(name: str, message: str, *, code: str | None, error_name: str) -> Json:
    shown: dict[str, Json] = {
        "name": error_name,
        "message": message,
        "stack": f"{error_name}: {message}\n    at {name} (native)",
        "userInfo": {},
        "__isError": True,
    }
    return shown if code is None else {**shown, "code": code}
