"""Toss's server on the desk, as a test of the mini-app and its own server holds it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aitdesk.errors import Unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.client.journal import Entry
    from aitdesk.driver.shell import Shell

_LOOK_EVERY_S = 0.02
_CALLBACK = "callback:"


@dataclass
class ExpectedCallback:
    """A callback that is waited for; `entry` is the journal's, once it came."""

    name: str
    entry: Entry = field(default_factory=dict)

    @property
    def status(self) -> int | None:
        """What the mini-app's server answered, None for nothing."""
        found: int | None = self.entry["status"]
        return found

    @property
    def body(self) -> dict[str, Any]:
        """What it was told."""
        found: dict[str, Any] = self.entry["request"]
        return found


class Partner:
    """The partner API of one phone: opened by asking for it, gone with the phone."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        where = shell.ask("POST", "/partner", {})
        self.url: str = where["url"]
        self.pay_url: str = where["pay_url"]
        self.certificate: str = where["certificate"]
        self.key: str = where["key"]
        self.ca: str = where["ca"]

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

    @property
    def orders(self) -> dict[str, Any]:
        """The orders of the phone's person, by id."""
        found: dict[str, Any] = self.shell.state("orders")
        return found

    @property
    def users(self) -> list[dict[str, Any]]:
        """Everybody of the install: name, user_key, anon_key, is_linked; the phone's own first."""
        found: list[dict[str, Any]] = self.shell.ask("GET", "/partner/users")["users"]
        return found

    def calls(self, name: str | None = None) -> list[Entry]:
        """Return what the mini-app's server asked, such as "generate-token", oldest first."""
        entries = self.shell.journal("partner")
        asked = [each for each in entries if not each["name"].startswith(_CALLBACK)]
        return [each for each in asked if name is None or each["name"] == name]

    def fail(self, name: str, outcome: str, *, times: int | None = None) -> None:
        """Let an endpoint fail, as `--fault partner:NAME=OUTCOME[:times]` does."""
        text = outcome if times is None else f"{outcome}:{times}"
        self.shell.set(faults={"outcomes": {f"partner:{name}": text}})

    def answer(self, name: str) -> None:
        """Let an endpoint answer again."""
        self.shell.set(faults={"outcomes": {f"partner:{name}": None}})

    def unlink(self, reason: str = "UNLINK") -> None:
        """Let the person leave Toss login; the mini-app's server is told."""
        self.shell.ask("POST", "/login/unlink", {"reason": reason})

    def change(self, order_id: str, reason: str) -> None:
        """Tell the mini-app's server of a subscription."""
        self.shell.ask("POST", f"/orders/{order_id}/change", {"reason": reason})

    @contextmanager
    def expect_callback(
        self, name: str, *, timeout_s: float | None = None
    ) -> Iterator[ExpectedCallback]:
        """Wait, after the block, for a callback: "unlink" or "subscription". Raises Unmet."""
        __tracebackhide__ = True
        before, expected = len(self._callbacks(name)), ExpectedCallback(name)
        yield expected
        limit_s = self.shell.plan.timeout_s if timeout_s is None else timeout_s
        end = time.monotonic() + limit_s
        while len(found := self._callbacks(name)) <= before:
            if time.monotonic() >= end:
                raise Unmet(f"no callback {name} came within {limit_s:g} s")
            self.shell.transport.pause(_LOOK_EVERY_S)
        expected.entry = found[before]

    def _callbacks(self, name: str) -> list[Entry]:
        return self.shell.journal("partner", name=f"{_CALLBACK}{name}")
