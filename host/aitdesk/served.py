"""Where the page comes from: a folder behind its own origin, or a server that already runs."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aitdesk.certificate import Certificate, certificate_for
from aitdesk.engine import Mapped
from aitdesk.errors import StoreError
from aitdesk.files import find_file
from aitdesk.gateway import Gateway
from aitdesk.journal import Journal, Kind
from aitdesk.miniapp import MiniApp, origin, stable_port
from aitdesk.shell.entry import default_scheme, entry_url


@dataclass(frozen=True, slots=True)
class Served:
    """The mini-app's address, taken before the engine starts.

    `mapped` is what Chromium must know of it, None when the address is real.
    """

    miniapp: MiniApp
    origin: str
    gateway: Gateway | None = None
    certificate: Certificate | None = None
    mapped: Mapped | None = None
    passing: Path | None = None
    """A folder of this run alone, removed at its end."""

    @property
    def in_flight(self) -> int:
        """How many of the page's own requests are being answered."""
        return 0 if self.gateway is None else self.gateway.in_flight

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
        """Begin to answer; connections made before have waited."""
        if self.gateway is not None:
            pem = None if self.certificate is None else self.certificate.path
            await self.gateway.serve(self.origin, pem=pem)

    async def close(self) -> None:
        """Stop answering, and leave nothing behind."""
        if self.gateway is not None:
            await self.gateway.close()
        if self.passing is not None:
            shutil.rmtree(self.passing, ignore_errors=True)


def serve(
    miniapp: MiniApp,
    *,
    origin_choice: str | None,
    home: Path,
    journal: Journal,
) -> Served:
    """Take the port and the certificate of a mini-app. Raises ConfigError for a wrong origin."""
    # Asked before the port is taken, so that a wrong choice leaves nothing open.
    wanted_port = stable_port(miniapp.facts.name)
    wanted = origin(origin_choice, app=miniapp, port=wanted_port)
    if miniapp.folder is None:
        return Served(miniapp, wanted)

    def missing(path: str) -> None:
        journal.add(Kind.MISSING, path=path)

    gateway = Gateway(miniapp.folder, on_missing=missing)
    port = gateway.bind(preferred_port=wanted_port)
    if origin_choice == "local" and port != wanted_port:
        text = f"port {wanted_port} is taken: this origin is new, so localStorage is empty"
        journal.add(Kind.PROBLEM, text=text)
    address = urlsplit(origin(origin_choice, app=miniapp, port=port))
    if address.scheme != "https" or address.hostname is None:
        return Served(miniapp, address.geturl(), gateway)
    passing = None
    try:
        certificate = certificate_for(address.hostname, folder=home / "certificates")
    except StoreError as problem:
        # The page can still have its origin: with a certificate of this run alone.
        journal.add(Kind.PROBLEM, text=str(problem))
        passing = Path(tempfile.mkdtemp(prefix="aitdesk-certificate-"))
        certificate = certificate_for(address.hostname, folder=passing)
    mapped = Mapped(address.hostname, port, certificate.spki_sha256)
    return Served(miniapp, address.geturl(), gateway, certificate, mapped, passing)
