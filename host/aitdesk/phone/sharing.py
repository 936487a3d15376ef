"""What leaves the mini-app for other people: messages, and links that lead back into it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from aitdesk.errors import ConfigError
from aitdesk.phone.environment import MinVersion
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.share_sheet import share_sheet
from aitdesk.text.well_formed import well_formed

if TYPE_CHECKING:
    from aitdesk.phone.clipboard import Clipboard
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.prompts import Prompts

SHORT_LINKS: Final = MinVersion(android="5.240.0", ios="5.239.0")
"""Since when Toss makes short links (native host 2.10.8)."""

_MOST_KEPT: Final = 1_000
_SHORT: Final = "https://minion.toss.im/"
_LONG: Final = "https://toss.onelink.me/aitdesk-fake"
_TOGETHER: Final = ("deep_link_value", "af_dp")
_INTO_APP: Final = re.compile(r"intoss://[^/?#\s]+([/?#]\S*)?", re.IGNORECASE)


class Shared(State, frozen=True, kw_only=True):
    """A message that was shared: through `messages`, `memo` or `copy`."""

    message: str
    target: str
    at_ms: int


class SharingState(State, frozen=True, kw_only=True):
    """What was shared in this run, oldest first."""

    shared: tuple[Shared, ...] = ()


class ShareLink(State, frozen=True, kw_only=True):
    """Where a short link leads; its key is the last part of its address."""

    path: str
    og_image_url: str = ""


@dataclass
class Sharing:
    """What is shared from one mini-app. `links` are everyone's: a link is made to be passed on."""

    environment: Environment
    clock: Clock
    prompts: Prompts
    clipboard: Clipboard
    links: Ledger[ShareLink]
    observable: Observable[SharingState] = field(default_factory=lambda: Observable(SharingState()))
    _sheets: set[asyncio.Task[None]] = field(default_factory=set)

    def share(self, message: str) -> None:
        """Show the share sheet and do not wait for it: it stays whatever the page does."""
        sheet = asyncio.create_task(self._share(message))
        self._sheets.add(sheet)
        sheet.add_done_callback(self._sheets.discard)

    def close(self) -> None:
        """Take every share sheet away at the end of the session."""
        for sheet in self._sheets:
            sheet.cancel()

    async def link(self, path: str, *, og_image_url: str = "") -> str:
        """Return a link that leads to a path of a mini-app, the same for the same path and picture.

        Raises EXECUTION_ERROR for what is no full intoss:// link, and StoreError.
        """
        path, og_image_url = well_formed(path), well_formed(og_image_url)
        if _INTO_APP.fullmatch(path) is None:
            raise refusal("getTossShareLink", "EXECUTION_ERROR")
        if not self.environment.supports(SHORT_LINKS):
            return f"{_LONG}?{urlencode(dict.fromkeys(_TOGETHER, path))}"
        key = _key(path, og_image_url)
        await self.links.put(key, ShareLink(path=path, og_image_url=og_image_url))
        return f"{_SHORT}{key}"

    @property
    def bare_link(self) -> str:
        """The long link, to which a page of SDK 3.x adds the path."""
        return _LONG

    async def open(self, link: str) -> str:
        """Return the intoss:// link that a share link stands for: see `scheme_of`."""
        return await scheme_of(link, links=self.links)

    async def _share(self, message: str) -> None:
        answer = await self.prompts.ask(
            PromptKind.SHARE,
            share_sheet(message, say=self.environment.say),
            allow=Answer("messages"),
            deny=Answer("close"),
            for_call="share",
        )
        if answer.choice == "close":
            return
        if answer.choice == "copy":
            await self.clipboard.copy(message)
        shared = Shared(message=message, target=answer.choice, at_ms=self.clock.now_ms())
        self.observable.update(shared=(*self.observable.value.shared, shared)[-_MOST_KEPT:])


async def scheme_of(link: str, *, links: Ledger[ShareLink]) -> str:
    """Return the intoss:// link that a share link stands for.

    Raises ConfigError for a link that was not made here, and StoreError.
    """
    path = ""
    if link.startswith(f"{_LONG}?"):
        path = parse_qs(urlsplit(link).query).get(_TOGETHER[0], [""])[0]
    elif link.startswith(_SHORT):
        found = await links.get(urlsplit(link).path.removeprefix("/"))
        path = found.path if found else ""
    if _INTO_APP.fullmatch(path) is None:
        raise ConfigError(f"{link} is no share link of this mini-app: getTossShareLink makes them")
    return path


def is_share_link(text: str) -> bool:
    """Tell whether a text looks like what `link` gives."""
    return text.startswith((_SHORT, f"{_LONG}?"))


def _key(path: str, og_image_url: str) -> str:
    digest = hashlib.sha256(f"{path}\n{og_image_url}".encode()).digest()
    return f"aitdesk-{base64.urlsafe_b64encode(digest[:9]).decode()}"
