"""What can be done with one phone: each method is a plan, which a transport carries out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from aitdesk.client.journal import AT_ONCE, Record
from aitdesk.client.operation import Request, Sleep
from aitdesk.driver.call import fits
from aitdesk.errors import DriverError, Unmet
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.client.journal import Entry, RecordedCall
    from aitdesk.client.operation import Operation
    from aitdesk.driver.call import Arguments
    from aitdesk.driver.evidence import Evidence
    from aitdesk.value import Json, Value

ACCESSES: dict[str, tuple[str, ...]] = {
    "clipboard": ("read", "write"),
    "contacts": ("read", "write"),
    "photos": ("read", "write"),
    "geolocation": ("access",),
    "camera": ("access",),
    "microphone": ("access",),
}
"""Every permission, with what can be wanted of it."""

_LOOK_EVERY_S = 0.01
_LINES = 8
_ALIVE_S = 2.0
_FOLLOWS_S = 0.5
_BUSY = f"the page hangs: a script of it has run for {_ALIVE_S:g} s at the end of the test"


@dataclass
class DriverPlan:
    """The plans of one phone. `timeout_s` is how long anything may take."""

    timeout_s: float
    record: Record = field(default_factory=Record)
    waits_for: str | None = None
    """What the test waits for now, or waited for when it failed."""

    def state(self, part: str | None = None) -> Operation[Any]:
        """Return the whole state of the phone, or one part of it such as "permissions"."""
        found = yield _get("/state" if part is None else f"/state/{quote(part, safe='')}")
        return found

    def set(self, /, **parts: Mapping[str, Any]) -> Operation[None]:
        """Change the state: parts by name, each a merge patch, `None` for a member's default."""
        patch: Json = {name: {**each} for name, each in parts.items()}
        yield Request(method="PATCH", path="/state", body=patch)

    def reset(self, *parts: str) -> Operation[None]:
        """Let parts of the state be as they began; without any, all of it."""
        yield _post("/reset", {"parts": list(parts)} if parts else {})

    def grant(self, *permissions: str) -> Operation[None]:
        """Let the person have allowed these, such as "clipboard" or "clipboard/read"."""
        yield from self.set(permissions=permission_patch(dict.fromkeys(permissions, "allowed")))

    def deny(self, *permissions: str) -> Operation[None]:
        """Let the person have denied these."""
        yield from self.set(permissions=permission_patch(dict.fromkeys(permissions, "denied")))

    def forget(self, *permissions: str) -> Operation[None]:
        """Let the person have decided nothing about these: they are asked again."""
        yield from self.set(permissions=permission_patch(dict.fromkeys(permissions)))

    def back(self) -> Operation[None]:
        """Press back."""
        yield _press("back")

    def swipe_back(self) -> Operation[None]:
        """Swipe back from the left edge."""
        yield _press("swipe_back")

    def home(self) -> Operation[None]:
        """Press home: to the mini-app's first page."""
        yield _press("home")

    def press_accessory(self) -> Operation[None]:
        """Press the mini-app's own button of the bar."""
        yield _press("accessory")

    def press_close(self) -> Operation[None]:
        """Press close on the bar: the person is asked whether to leave."""
        yield _press("close")

    def background(self) -> Operation[None]:
        """Send the mini-app into the background."""
        yield _post("/visibility", {"is_visible": False})

    def foreground(self) -> Operation[None]:
        """Bring the mini-app back to the front."""
        yield _post("/visibility", {"is_visible": True})

    def rotate(
        self, orientation: Literal["portrait", "landscape"] | None = None
    ) -> Operation[None]:
        """Hold the phone this way; without a way, the other way."""
        if orientation is None:
            now = yield _get("/state/screen")
            orientation = "portrait" if now["orientation"] == "landscape" else "landscape"
        yield from self.set(screen={"orientation": orientation})

    def offline(self) -> Operation[None]:
        """Cut the network: what the page requests fails."""
        yield from self.set(network={"status": "OFFLINE"})

    def online(self, status: str = "WIFI") -> Operation[None]:
        """Bring the network back: WIFI, 5G, 4G, …."""
        yield from self.set(network={"status": status})

    def navigate(self, to: str) -> Operation[None]:
        """Send the page to a path of the mini-app ("/items/7"), or to where an entry link leads."""
        yield _post("/navigate", {"path": to} if to.startswith("/") else {"scheme": to})

    def reload(self) -> Operation[None]:
        """Load the page again."""
        yield _post("/reload", {})

    def fire(self, event: str, payload: Json | Value = UNDEFINED) -> Operation[int]:
        """Tell the page's subscriptions of an event; return how many there were."""
        told = yield _post("/events", {"name": event, **_unless_undefined("payload", payload)})
        return int(told["told"])

    def override(
        self,
        name: str,
        *,
        result: Json | Value = UNDEFINED,
        error: str | Mapping[str, Any] | None = None,
        times: int | None = None,
    ) -> Operation[None]:
        """Answer a call, by its name on the wire, in the phone's place.

        `error` is a code, or an object of `message`, `code`, `name` and `more`; else it resolves
        with `result`, undefined when there is none. `times` ends it after so many calls.
        """
        body: dict[str, Any] = {} if times is None else {"times": times}
        if isinstance(error, str):
            body["error"] = {"message": error, "code": error}
        elif error is not None:
            body["error"] = {**error}
        else:
            body |= _unless_undefined("value", result)
        yield Request(method="PUT", path=f"/answers/{quote(name, safe='')}", body=body)

    def restore(self, name: str) -> Operation[None]:
        """Let the phone answer a call again."""
        yield Request(method="DELETE", path=f"/answers/{quote(name, safe='')}")

    def ask(self, method: str, path: str, body: Json = None) -> Operation[Any]:
        """Ask control itself (docs/control.md), and return its answer. Raises DriverError."""
        answer = yield Request(method=method, path=path, body=body)
        return answer

    def advance(self, *, seconds: float) -> Operation[int]:
        """Let the phone's time jump ahead; return its time in milliseconds since 1970."""
        told = yield _post("/clock", {"advance_ms": round(seconds * 1000)})
        return int(told["now_ms"])

    def expect(self, kind: str, choice: str, values: Mapping[str, Any]) -> Operation[None]:
        """Answer the next question of a kind."""
        yield _post("/prompts/expected", {"kind": kind, "choice": choice, "values": {**values}})

    def waiting(self) -> Operation[list[dict[str, Any]]]:
        """Return the sheets that are open now, oldest first."""
        found = yield _get("/prompts")
        sheets: list[dict[str, Any]] = found["prompts"]
        return sheets

    def policy(self, who: str, *kinds: str) -> Operation[None]:
        """Let the sheets of some kinds, or all, be answered with "allow" or "deny", or "ask"."""
        patch: dict[str, Any] = {"kinds": dict.fromkeys(kinds, who)} if kinds else {"default": who}
        yield from self.set(prompts=patch)

    def journal(self, /, kind: str | None = None, **fields: object) -> Operation[list[Entry]]:
        """Return the journal's entries of a kind that have these fields, oldest first.

        Raises DriverError when some came faster than they could be read.
        """
        yield from self._read_all()
        return self.record.all(kind, **fields)

    def await_entry(
        self, kind: str, /, *, timeout_s: float | None = None, **fields: object
    ) -> Operation[Entry]:
        """Wait until the journal has an entry of a kind with these fields; return the newest.

        Raises Unmet.
        """
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        end = time.monotonic() + limit_s
        wanted = " ".join([kind, *(f"{name}={value!r}" for name, value in fields.items())])
        self.waits_for = f"an entry of the journal: {wanted}"
        while True:
            yield from self.refresh()
            if found := self.record.all(kind, **fields):
                self.waits_for = None
                return found[-1]
            if time.monotonic() >= end:
                raise Unmet(f"{self.waits_for} did not come within {limit_s:g} s")
            yield Sleep(_LOOK_EVERY_S)

    def calls(self, name: str | None = None) -> Operation[list[RecordedCall]]:
        """Return the calls that have ended, those of one name or all; see `journal`."""
        yield from self._read_all()
        return self.record.calls(name)

    def settle(self, *, timeout_s: float | None = None) -> Operation[None]:
        """Wait until nothing is under way. Raises Unmet, which says what still is."""
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        waiting = yield from self.look_settled(limit_s=limit_s)
        if waiting is not None:
            self.waits_for = waiting
            raise Unmet(f"the page did not settle within {limit_s:g} s: {waiting}")

    def look_settled(self, *, limit_s: float) -> Operation[str | None]:
        """Return what the page still does when the limit is over, None when it has settled."""
        body: Json = {"timeout_ms": round(limit_s * 1000)}
        within_s = limit_s + self.timeout_s
        told = yield Request(method="POST", path="/settle", body=body, within_s=within_s)
        waiting: str | None = told["waiting"]
        return waiting

    def screenshot(self) -> Operation[bytes]:
        """Take a picture of the window, bar and page: a PNG."""
        picture: bytes = yield _get("/screenshot")
        return picture

    def refund(self, order_id: str) -> Operation[None]:
        """Pay an order back, as Toss would."""
        yield _post(f"/orders/{quote(order_id, safe='')}/refund", {})

    def redeem(self, code: str) -> Operation[Any]:
        """Use an authorization code of appLogin up, as the mini-app's server would."""
        issued = yield _post("/login/redeem", {"code": code})
        return issued

    def refresh(self) -> Operation[None]:
        """Read what is new in the journal."""
        while True:
            found = yield _get(f"/journal?after={self.record.last_id}&limit={AT_ONCE}")
            self.record.add(found)
            if len(found["entries"]) < AT_ONCE:
                return

    def await_call(
        self, name: str, args: Arguments | None, *, after: int, timeout_s: float | None
    ) -> Operation[RecordedCall]:
        """Wait for a call that ended behind an entry. Raises Unmet, which says what was called."""
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        end = time.monotonic() + limit_s
        self.waits_for = f"a call of {name}" + ("" if args is None else f" with {_wanted(args)}")
        while True:
            yield from self.refresh()
            for call in self.record.calls(name, after=after):
                if fits(call.args, args):
                    self.waits_for = None
                    return call
            if time.monotonic() >= end:
                break
            yield Sleep(_LOOK_EVERY_S)
        waiting = yield from self.look_settled(limit_s=0)
        raise Unmet(self._no_call(name, limit_s=limit_s, after=after, waiting=waiting))

    def look(self, evidence: Evidence) -> Operation[None]:
        """Note what is known now; a page that does not answer is trouble, and so is nobody."""
        try:
            told = yield from self._quiet()
            yield from self.refresh()
            evidence.sheets = (yield from self.waiting()) if told["prompts"] else []
            if told["facts"] is None:
                evidence.trouble = evidence.trouble or _BUSY
            if told["pending_calls"] or told["requests"] or not told["loads"]:
                evidence.waits_for = yield from self.look_settled(limit_s=0)
        except DriverError as problem:
            if problem.code not in {"CLOSED", "GONE"}:  # it may close itself, and a test close it
                evidence.trouble = evidence.trouble or str(problem)
        evidence.entries = self.record.all()
        evidence.waits_for = self.waits_for or evidence.waits_for

    def keep(self, evidence: Evidence) -> Operation[None]:
        """Note also what only a failure is worth: the state, and a picture."""
        try:
            evidence.state = yield from self.state()
            evidence.screenshot = yield from self.screenshot()
        except DriverError as problem:
            if problem.code not in {"CLOSED", "GONE"}:
                evidence.trouble = evidence.trouble or str(problem)

    def close(self) -> Operation[None]:
        """End the mini-app: its window goes."""
        yield _post("/close", {})

    def _read_all(self) -> Operation[None]:
        yield from self.refresh()
        if self.record.missed:
            lost = f"{self.record.missed:,} entries of the journal are lost"
            raise DriverError(f"{lost}: they came faster than they could be read", code="MISSED")

    def _quiet(self) -> Operation[Any]:
        """Look at the page until nothing follows what the test did last, but not for long."""
        end, seen = time.monotonic() + _FOLLOWS_S, -1
        while True:
            told = yield _get(f"/page?timeout_ms={round(_ALIVE_S * 1000)}")
            is_answered = not told["pending_calls"] or told["prompts"]
            is_quiet = is_answered and told["last_entry"] == seen
            if is_quiet or told["facts"] is None or time.monotonic() >= end:
                return told
            seen = told["last_entry"]
            yield Sleep(_LOOK_EVERY_S)

    def _no_call(self, name: str, *, limit_s: float, after: int, waiting: str | None) -> str:
        lines = [f"{self.waits_for} did not come within {limit_s:g} s"]
        others = [call for call in self.record.calls(after=after) if call.name != "debugLog"]
        same = [call for call in others if call.name == name]
        if same:
            lines += [f"{name} was called with {call.args!r}" for call in same[-_LINES:]]
        else:
            names = sorted({call.name for call in others})
            near = get_close_matches(name, names, n=1)
            lines.append(f"called were {', '.join(names) or 'none'}")
            lines += [f"did you mean {near[0]}?"] if near else []
        if waiting is not None:
            lines.append(f"meanwhile: {waiting}")
        return "\n".join(lines)


def permission_patch(wanted: Mapping[str, str | None]) -> dict[str, Any]:
    """Return a patch over the permissions; a name without an access means all of its own.

    Raises DriverError for one that does not exist.
    """
    patch: dict[str, Any] = {}
    for key, status in wanted.items():
        name, separator, access = key.partition("/")
        accesses = ACCESSES.get(name, ())
        if not accesses or (separator and access not in accesses):
            known = ", ".join(f"{each}/{one}" for each, all_ in ACCESSES.items() for one in all_)
            raise DriverError(f"no permission {key!r}: there are {known}")
        for one in (access,) if separator else accesses:
            patch[f"{name}/{one}"] = status
    return patch


def _wanted(args: Arguments) -> str:
    return getattr(args, "__name__", "what was given") if callable(args) else repr(args)


def _unless_undefined(name: str, value: Json | Value) -> dict[str, Any]:
    return {} if value is UNDEFINED else {name: value}


def _get(path: str) -> Request:
    return Request(method="GET", path=path)


def _post(path: str, body: Json) -> Request:
    return Request(method="POST", path=path, body=body)


def _press(button: str) -> Request:
    return _post("/press", {"button": button})
