"""What is done to a mini-app after it has loaded, step by step, and what is seen at each."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aitdesk.checks.smoke.result import Failure, FailureKind
from aitdesk.checks.smoke.rules import is_close, is_left
from aitdesk.checks.smoke.settling import PageSettled, Settling
from aitdesk.errors import Refused, Unreachable
from aitdesk.phone.idle import QUIET_MS, SPLASH_MS, held_by, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aitdesk.checks.smoke.window import WindowClient
    from aitdesk.value import Json

LOAD: Final = "load"
_LOOKED_AGAIN_S = 0.2
# A page may ask again for ever.
_MOST_DIALOGS = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done: a request to control. `loads` says that the page loads anew."""

    name: str
    method: str
    path: str
    body: Mapping[str, Json] | None = None
    loads: bool = False
    is_hidden: bool = False
    """The mini-app is not seen after it."""

    may_close: bool = False
    """The mini-app may end by it."""


@dataclass(frozen=True, slots=True)
class WalkShot:
    """A picture of the window after a step, a PNG."""

    step: str
    png: bytes


@dataclass
class Seen:
    """What a walk came to, beside the journal."""

    failures: list[Failure] = field(default_factory=list)
    shots: list[WalkShot] = field(default_factory=list)
    first_paint_ms: float | None = None
    settled_ms: float | None = None
    resources: set[str] = field(default_factory=set)
    """Paths of its own origin that the page asked for."""

    sheets: list[str] = field(default_factory=list)
    has_closed_at: str | None = None
    ms: float = 0.0


def steps(paths: Sequence[str]) -> tuple[Step, ...]:
    """Return a whole walk. Back comes last: on the first page it ends the mini-app, rightly."""
    return (
        _turned("landscape"),
        _turned("portrait"),
        Step("background", "POST", "/visibility", {"is_visible": False}, is_hidden=True),
        Step("foreground", "POST", "/visibility", {"is_visible": True}),
        Step("reload", "POST", "/reload", loads=True),
        _network("offline", "OFFLINE"),
        _network("online", "WIFI"),
        *(Step(f"path {path}", "POST", "/navigate", {"path": path}, loads=True) for path in paths),
        Step("home", "POST", "/press", {"button": "home"}, may_close=True),
        Step("back", "POST", "/press", {"button": "back"}, may_close=True),
    )


def _turned(orientation: str) -> Step:
    return Step(orientation, "PATCH", "/state", {"screen": {"orientation": orientation}})


def _network(name: str, status: str) -> Step:
    return Step(name, "PATCH", "/state", {"network": {"status": status}})


@dataclass
class Walk:
    """Walks one window; what is allowed to fail does not end the walk.

    With `may_close` the mini-app may end itself whenever it likes.
    """

    window: WindowClient
    timeout_s: float
    allows: Callable[[Failure], bool]
    may_close: bool = False
    is_served_here: bool = True
    seen: Seen = field(default_factory=Seen)

    def __post_init__(self) -> None:
        self._settling = Settling(self.window, self.timeout_s, self.is_served_here)
        self._loads = 0
        self._was_blank = False

    async def go(self, walked: Sequence[Step]) -> Seen:
        """Wait for the page, do the steps, and return what was seen."""
        began_s = time.monotonic()
        goes_on = await self._look(Step(LOAD, "", "", loads=True))
        for step in walked if goes_on else ():
            self.window.step = step.name
            try:
                await self.window.control.ask(step.method, step.path, _body(step))
            except Refused as refusal:
                self._fail(FailureKind.SHELL_ERROR, step, f"{step.path} was refused: {refusal}")
                break
            except Unreachable:
                await self._note_end(step)
                break
            if not await self._look(step):
                break
        self.seen.ms = (time.monotonic() - began_s) * 1000
        return self.seen

    async def _look(self, step: Step) -> bool:
        """Wait after a step and look at the page; return whether there is more to walk."""
        try:
            return await self._looked(step)
        except Unreachable:
            await self._note_end(step)
            return False

    async def _looked(self, step: Step) -> bool:
        loads = self._loads + step.loads
        settled = await self._settling.wait(loads=loads)
        for _ in range(_MOST_DIALOGS):
            if not held_by(settled.look):
                break
            await self._answer_sheets(step)
            settled = await self._settling.wait(loads=loads)
        if not step.is_hidden and await self._stays_blank(settled):
            self._fail(
                FailureKind.BLANK_SCREEN, step, "the page is of one colour, without any text"
            )
        elif settled.look is not None and self._was_blank:
            settled = await self._settling.wait(loads=settled.look["loads"])
        if settled.has_ended:
            await self._note_end(step)
            return False
        goes_on = True
        if settled.waits_for is not None:
            goes_on = self._note_hang(step, settled)
        if settled.look is not None:
            self._loads = settled.look["loads"]
            self._note_facts(step, settled.look)
        await self._answer_sheets(step)
        if not step.is_hidden:
            await self._picture(step)
        return goes_on

    def _note_hang(self, step: Step, settled: PageSettled) -> bool:
        reason = str(settled.waits_for)
        text = f"{reason}, after {self.timeout_s:g} s"
        is_allowed: bool = self._fail(FailureKind.HANG, step, text)
        self._settling.excused.add(reason)
        return is_allowed and settled.look is not None and settled.look["facts"] is not None

    def _note_facts(self, step: Step, look: Mapping[str, Any]) -> None:
        facts = look["facts"]
        if not facts:
            return
        self.seen.resources |= {urlsplit(each["url"]).path for each in facts.get("resources", ())}
        if step.name == LOAD:
            self.seen.first_paint_ms = _rounded(facts.get("first_paint_ms"))
            is_settled = not self.seen.failures
            self.seen.settled_ms = _rounded(facts["now_ms"] - QUIET_MS) if is_settled else None
        has_left = any(is_left(each, self.window.origin) for each in self.window.noted)
        if str(facts.get("url", "")).startswith("chrome-error:") and not has_left:
            self._fail(FailureKind.NOT_LOADED, step, _not_loaded(self.window.origin))
        requests, origin = self.window.requests, self.window.origin
        if requests is not None:
            self.seen.resources |= requests.own_asked_for(origin)
            for path, status in requests.own_refused(origin).items():
                self._fail(FailureKind.MISSING_FILE, step, f"{path} ({status})")

    async def _answer_sheets(self, step: Step) -> None:
        """Note each sheet that nobody answers, and refuse it: something else may come after it."""
        control = self.window.control
        for prompt in (await control.ask("GET", "/prompts"))["prompts"]:
            kind, asker = prompt["kind"], prompt["for_call"]
            self.seen.sheets.append(kind)
            text = f"nobody answers the sheet {kind}" + (f" of {asker}" if asker else "")
            self._fail(FailureKind.UNANSWERED_SHEET, step, text)
            choices = prompt["sheet"]["choices"]
            if choices:
                choice = {"choice": choices[-1]["id"]}
                with suppress(Refused):
                    await control.ask("POST", f"/prompts/{prompt['id']}", choice)

    async def _stays_blank(self, settled: PageSettled) -> bool:
        """Return whether nothing is to be seen, and nothing comes: a splash is no blank screen."""
        self._was_blank = False
        until_s = time.monotonic() + SPLASH_MS / 1000
        while settled.waits_for is None and not settled.has_ended and await self._is_blank():
            self._was_blank = True
            is_known = any(each.kind is FailureKind.BLANK_SCREEN for each in self.seen.failures)
            if is_known or time.monotonic() > until_s:
                return True
            await asyncio.sleep(_LOOKED_AGAIN_S)
        return False

    async def _picture(self, step: Step) -> None:
        png = await self.window.control.ask("GET", "/screenshot")
        self.seen.shots.append(WalkShot(step.name, png))

    async def _is_blank(self) -> bool:
        look = await self.window.control.ask("GET", "/page?colors=1&timeout_ms=500")
        return is_blank(look, is_plain=bool(look["is_plain"]))

    async def _note_end(self, step: Step) -> None:
        window = self.window
        if window.crashed.is_set():
            return  # the journal says so
        with suppress(TimeoutError):
            await asyncio.wait_for(window.ended.wait(), 1)
        if window.ended.is_set():
            self.seen.has_closed_at = step.name
            if not any(map(is_close, window.noted)):
                self._fail(FailureKind.CRASH, step, "the window was gone, and nobody had closed it")
            elif not (self.may_close or step.may_close):
                self._fail(FailureKind.CLOSED, step, "the mini-app closed itself")
        elif all(each.kind is not FailureKind.HANG for each in self.seen.failures):
            self._fail(FailureKind.HANG, step, "the WebView's process does not answer")

    def _fail(self, kind: FailureKind, step: Step, text: str) -> bool:
        """Note a failure, of its kind and text the first; return whether it is allowed."""
        failure = Failure(kind, step.name, text)
        if all((each.kind, each.text) != (kind, text) for each in self.seen.failures):
            self.seen.failures.append(failure)
        return self.allows(failure)


def _not_loaded(origin: str) -> str:
    return f"{origin} could not be loaded: nobody answers there, or not with a page"


def _rounded(ms: float | None) -> float | None:
    return None if ms is None else round(ms, 1)


def _body(step: Step) -> Json:
    return None if step.body is None else dict(step.body)
