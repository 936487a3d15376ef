"""What can be asked of Toss's server on the desk: each method is a plan, as of a phone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aitdesk.client.operation import Sleep, get, post
from aitdesk.errors import Unmet

if TYPE_CHECKING:
    from aitdesk.client.journal import Entry
    from aitdesk.client.operation import Operation
    from aitdesk.driver.plan import DriverPlan

_LOOK_EVERY_S = 0.02
_CALLBACK = "callback:"


@dataclass(frozen=True, slots=True)
class PartnerFiles:
    """Where the partner API is, and the PEM files that let a server in."""

    url: str
    pay_url: str
    certificate: str
    key: str
    ca: str

    @property
    def environment(self) -> dict[str, str]:
        """What points a server here: its base URLs, its certificate and key, and the CA."""
        return {
            "AITDESK_PARTNER_URL": self.url,
            "AITDESK_PARTNER_PAY_URL": self.pay_url,
            "AITDESK_PARTNER_CERTIFICATE": self.certificate,
            "AITDESK_PARTNER_KEY": self.key,
            "AITDESK_PARTNER_CA": self.ca,
        }


@dataclass
class PartnerPlan:
    """The plans over the partner API of one phone."""

    phone: DriverPlan

    def open(self) -> Operation[PartnerFiles]:
        """Let it answer, and return where."""
        where = yield post("/partner", {})
        return PartnerFiles(**where)

    def orders(self) -> Operation[dict[str, Any]]:
        """Return the orders of the phone's person, by id."""
        found: dict[str, Any] = yield from self.phone.state("orders")
        return found

    def users(self) -> Operation[list[dict[str, Any]]]:
        """Return everybody of the install; the phone's own first."""
        found: list[dict[str, Any]] = (yield get("/partner/users"))["users"]
        return found

    def calls(self, name: str | None = None) -> Operation[list[Entry]]:
        """Return what the mini-app's server asked, such as "generate-token", oldest first."""
        entries = yield from self.phone.journal("partner")
        asked = [each for each in entries if not each["name"].startswith(_CALLBACK)]
        return [each for each in asked if name is None or each["name"] == name]

    def fail(self, name: str, outcome: str, *, times: int | None = None) -> Operation[None]:
        """Let an endpoint fail, as `--fault partner:NAME=OUTCOME[:times]` does."""
        text = outcome if times is None else f"{outcome}:{times}"
        yield from self.phone.set(faults={"outcomes": {f"partner:{name}": text}})

    def answer(self, name: str) -> Operation[None]:
        """Let an endpoint answer again."""
        yield from self.phone.set(faults={"outcomes": {f"partner:{name}": None}})

    def unlink(self, reason: str = "UNLINK") -> Operation[None]:
        """Let the person leave Toss login; the mini-app's server is told."""
        yield post("/login/unlink", {"reason": reason})

    def change(self, order_id: str, reason: str) -> Operation[None]:
        """Tell the mini-app's server of a subscription."""
        yield post(f"/orders/{order_id}/change", {"reason": reason})

    def callbacks(self, name: str) -> Operation[list[Entry]]:
        """Return the callbacks of a name until now, oldest first."""
        found = yield from self.phone.journal("partner", name=f"{_CALLBACK}{name}")
        return found

    def await_callback(self, name: str, *, after: int, timeout_s: float | None) -> Operation[Entry]:
        """Wait for the callback that comes after so many. Raises Unmet."""
        limit_s = self.phone.timeout_s if timeout_s is None else timeout_s
        end = time.monotonic() + limit_s
        while len(found := (yield from self.callbacks(name))) <= after:
            if time.monotonic() >= end:
                raise Unmet(f"no callback {name} came within {limit_s:g} s")
            yield Sleep(_LOOK_EVERY_S)
        return found[after]
