"""Where the page comes from: a folder behind its own origin, or a server that already runs.

Beside it stands the ad kit, at the address where the SDK looks for it; what else a page reads
from that host comes from the real one.
"""

from __future__ import annotations

import shutil
import tempfile
from asyncio import gather
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from aitdesk import adkit
from aitdesk.certificate import Certificate, certificate_for
from aitdesk.content import Folder, Script
from aitdesk.engine import Mapped
from aitdesk.errors import StoreError
from aitdesk.files import find_file
from aitdesk.gateway import Gateway
from aitdesk.journal import Journal, Kind
from aitdesk.miniapp import MiniApp, origin, stable_port
from aitdesk.shell.entry import default_scheme, entry_url
from aitdesk.upstream import Upstream

if TYPE_CHECKING:
    from collections.abc import Callable

KIT_ORIGIN = f"https://{adkit.HOST}"


@dataclass(frozen=True, slots=True)
class Door:
    """One origin that is answered here; over TLS when it has a certificate.

    `upstream` is the real host that answers the rest of it.
    """

    origin: str
    gateway: Gateway
    port: int
    certificate: Certificate | None = None
    upstream: Upstream | None = None

    @property
    def mapped(self) -> tuple[Mapped, ...]:
        """What Chromium must know of it, nothing when the address is real."""
        if self.certificate is None:
            return ()
        return (Mapped(self.certificate.host, self.port, self.certificate.spki_sha256),)

    async def start(self) -> None:
        """Begin to answer."""
        pem = None if self.certificate is None else self.certificate.path
        await self.gateway.serve(self.origin, pem=pem)

    async def close(self) -> None:
        """Stop answering."""
        await self.gateway.close()
        if self.upstream is not None:
            await self.upstream.close()


@dataclass(frozen=True, slots=True)
class Served:
    """The mini-app's address, and what is answered here; taken before the engine starts."""

    miniapp: MiniApp
    origin: str
    doors: tuple[Door, ...] = ()
    passing: Path | None = None
    """A folder of this run alone, removed at its end."""

    @property
    def mapped(self) -> tuple[Mapped, ...]:
        """What Chromium must know of the addresses that are not real."""
        return tuple(each for door in self.doors for each in door.mapped)

    @property
    def in_flight(self) -> int:
        """How many of the page's own requests are being answered."""
        return sum(door.gateway.in_flight for door in self.doors)

    def entry_url(self, scheme: str | None) -> str:
        """Return the address of the first page, the entry link merged in (native host 2.10.8).

        A server's address is loaded as it is unless a link was given.
        """
        facts = self.miniapp.facts
        if self.miniapp.url is None:
            link = scheme or default_scheme(facts.name)
            return entry_url(self.origin, scheme=link, deployment_id=facts.deployment_id)
        return self.miniapp.url if scheme is None else entry_url(self.miniapp.url, scheme=scheme)

    def icon(self) -> str:
        """Return where the brand's icon can be read: in the folder, if it is the page's own."""
        icon = self.miniapp.facts.icon
        if self.miniapp.folder is None or not icon.startswith(f"{self.origin}/"):
            return icon
        file = find_file(self.miniapp.folder, unquote(urlsplit(icon).path))
        return "" if file is None else Path(file.path).as_uri()

    async def start(self) -> None:
        """Begin to answer; connections made before have waited. The page's own comes first."""
        for door in self.doors:
            await door.start()

    async def close(self) -> None:
        """Stop answering, and leave nothing behind."""
        await gather(*(door.close() for door in self.doors))
        if self.passing is not None:
            shutil.rmtree(self.passing, ignore_errors=True)


@dataclass
class _Certificates:
    """Those of the install; where its folder fails, of this run alone."""

    home: Path
    journal: Journal
    passing: Path | None = None

    def of(self, host: str) -> Certificate:
        if self.passing is None:
            try:
                return certificate_for(host, folder=self.home / "certificates")
            except StoreError as problem:
                self.journal.add(Kind.PROBLEM, text=str(problem))
                self.passing = Path(tempfile.mkdtemp(prefix="aitdesk-certificate-"))
        return certificate_for(host, folder=self.passing)


def serve(
    miniapp: MiniApp,
    *,
    origin_choice: str | None,
    home: Path,
    journal: Journal,
    kit_upstream: str = KIT_ORIGIN,
) -> Served:
    """Take the ports and certificates of a run. Raises ConfigError for a wrong origin.

    `kit_upstream` is where the files beside the ad kit really are.
    """
    # Asked before a port is taken, so that a wrong choice leaves nothing open.
    wanted_port = stable_port(miniapp.facts.name)
    address = origin(origin_choice, app=miniapp, port=wanted_port)
    certificates = _Certificates(home, journal)
    doors: list[Door] = []
    if miniapp.folder is not None:
        gateway = Gateway(Folder(miniapp.folder, _missing(journal)))
        port = gateway.bind(preferred_port=wanted_port)
        if origin_choice == "local" and port != wanted_port:
            text = f"port {wanted_port} is taken: this origin is new, so localStorage is empty"
            journal.add(Kind.PROBLEM, text=text)
        address = origin(origin_choice, app=miniapp, port=port)
        doors.append(_door(address, gateway, certificates))
    if urlsplit(address).hostname != adkit.HOST:
        upstream = Upstream(kit_upstream, _unreachable(journal))
        kit = Gateway(Script(adkit.script(), adkit.PATHS, upstream), is_content_dated=True)
        doors.append(_door(KIT_ORIGIN, kit, certificates, upstream=upstream))
    return Served(miniapp, address, tuple(doors), certificates.passing)


def _missing(journal: Journal) -> Callable[[str], None]:
    def note(path: str) -> None:
        journal.add(Kind.MISSING, path=path)

    return note


def _unreachable(journal: Journal) -> Callable[[str, str], None]:
    def note(path: str, reason: str) -> None:
        # The path is no part of the text: the terminal tells one line once.
        text = f"what the page wants of {KIT_ORIGIN} cannot be fetched ({reason})"
        journal.add(Kind.PROBLEM, text=text, path=path)

    return note


def _door(
    address: str,
    gateway: Gateway,
    certificates: _Certificates,
    *,
    upstream: Upstream | None = None,
) -> Door:
    parts = urlsplit(address)
    is_secure = parts.scheme == "https" and parts.hostname is not None
    certificate = certificates.of(parts.hostname or "") if is_secure else None
    return Door(address, gateway, gateway.bind(), certificate, upstream)
