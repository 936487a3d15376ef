"""What can be done with the page of one phone: the bar's buttons, navigation, events, waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.client.operation import Request, get, post
from aitdesk.errors import Unmet
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from aitdesk.client.operation import Operation
    from aitdesk.value import Json, Value


@dataclass
class PagePlan:
    """The plans of one page. `timeout_s` is how long anything may take."""

    timeout_s: float
    waits_for: str | None = None
    """What the test waits for now, or waited for when it failed."""

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
        yield post("/visibility", {"is_visible": False})

    def foreground(self) -> Operation[None]:
        """Bring the mini-app back to the front."""
        yield post("/visibility", {"is_visible": True})

    def navigate(self, to: str) -> Operation[None]:
        """Send the page to a path of the mini-app ("/items/7"), or to where an entry link leads."""
        yield post("/navigate", {"path": to} if to.startswith("/") else {"scheme": to})

    def reload(self) -> Operation[None]:
        """Load the page again."""
        yield post("/reload", {})

    def fire(self, event: str, payload: Json | Value = UNDEFINED) -> Operation[int]:
        """Tell the page's subscriptions of an event; return how many there were."""
        body: Json = (
            {"name": event} if payload is UNDEFINED else {"name": event, "payload": payload}
        )
        told = yield post("/events", body)
        return int(told["told"])

    def settle(self, *, timeout_s: float | None = None) -> Operation[None]:
        """Wait until the page is idle. Raises Unmet, which says what it still does."""
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        body: Json = {"timeout_ms": round(limit_s * 1000)}
        within_s = limit_s + self.timeout_s
        told = yield Request(method="POST", path="/settle", body=body, within_s=within_s)
        if told["waiting"] is not None:
            self.waits_for = told["waiting"]
            raise Unmet(f"the page did not settle within {limit_s:g} s: {self.waits_for}")

    def meanwhile(self) -> Operation[str | None]:
        """Return what is under way at this moment, a sheet that is open first; None for nothing."""
        told = yield get("/page?timeout_ms=500")
        if told["prompts"]:
            return f"the sheet '{told['prompts'][0]}' waits for an answer"
        found: str | None = told["under_way"]
        return found

    def screenshot(self) -> Operation[bytes]:
        """Take a picture of the window, bar and page: a PNG."""
        picture: bytes = yield get("/screenshot")
        return picture

    def close(self) -> Operation[None]:
        """End the mini-app: its window goes."""
        yield post("/close", {})


def _press(button: str) -> Request:
    return post("/press", {"button": button})
