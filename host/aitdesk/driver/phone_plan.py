"""What can be done with the phone around the page: its state, its person, its server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from aitdesk.client.operation import Request, get, post
from aitdesk.driver.permissions import permission_patch
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.client.operation import Operation
    from aitdesk.value import Json, Value


class PhonePlan:
    """The plans of one phone, but for its page."""

    def state(self, part: str | None = None) -> Operation[Any]:
        """Return the whole state of the phone, or one part of it such as "permissions"."""
        found = yield get("/state" if part is None else f"/state/{quote(part, safe='')}")
        return found

    def set(self, /, **parts: Mapping[str, Any]) -> Operation[None]:
        """Change the state: parts by name, each a merge patch, `None` for a member's default."""
        patch: Json = {name: {**each} for name, each in parts.items()}
        yield Request(method="PATCH", path="/state", body=patch)

    def reset(self, *parts: str) -> Operation[None]:
        """Let parts of the state be as they began; without any, all of it."""
        yield post("/reset", {"parts": list(parts)} if parts else {})

    def grant(self, *permissions: str) -> Operation[None]:
        """Let the person have allowed these, such as "clipboard" or "clipboard/read"."""
        yield from self.set(permissions=permission_patch(dict.fromkeys(permissions, "allowed")))

    def deny(self, *permissions: str) -> Operation[None]:
        """Let the person have denied these."""
        yield from self.set(permissions=permission_patch(dict.fromkeys(permissions, "denied")))

    def forget(self, *permissions: str) -> Operation[None]:
        """Let the person have decided nothing about these: they are asked again."""
        yield from self.set(permissions=permission_patch(dict.fromkeys(permissions)))

    def rotate(
        self, orientation: Literal["portrait", "landscape"] | None = None
    ) -> Operation[None]:
        """Hold the phone this way; without a way, the other way."""
        if orientation is None:
            now = yield get("/state/screen")
            orientation = "portrait" if now["orientation"] == "landscape" else "landscape"
        yield from self.set(screen={"orientation": orientation})

    def offline(self) -> Operation[None]:
        """Cut the network: what the page requests fails."""
        yield from self.set(network={"status": "OFFLINE"})

    def online(self, status: str = "WIFI") -> Operation[None]:
        """Bring the network back: WIFI, 5G, 4G, …."""
        yield from self.set(network={"status": status})

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
        elif result is not UNDEFINED:
            body["value"] = result
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
        told = yield post("/clock", {"advance_ms": round(seconds * 1000)})
        return int(told["now_ms"])

    def expect(self, kind: str, choice: str, values: Mapping[str, Any]) -> Operation[None]:
        """Answer the next question of a kind."""
        yield post("/prompts/expected", {"kind": kind, "choice": choice, "values": {**values}})

    def waiting(self) -> Operation[list[dict[str, Any]]]:
        """Return the sheets that are open now, oldest first."""
        found = yield get("/prompts")
        sheets: list[dict[str, Any]] = found["prompts"]
        return sheets

    def policy(self, who: str, *kinds: str) -> Operation[None]:
        """Let the sheets of some kinds, or all, be answered with "allow" or "deny", or "ask"."""
        patch: dict[str, Any] = {"kinds": dict.fromkeys(kinds, who)} if kinds else {"default": who}
        yield from self.set(prompts=patch)

    def refund(self, order_id: str) -> Operation[None]:
        """Pay an order back, as Toss would."""
        yield post(f"/orders/{quote(order_id, safe='')}/refund", {})

    def redeem(self, code: str) -> Operation[Any]:
        """Use an authorization code of appLogin up, as the mini-app's server would."""
        issued = yield post("/login/redeem", {"code": code})
        return issued
