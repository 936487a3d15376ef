"""Where the page comes from: a folder or package behind its own origin, or a running server.

Beside it stands the ad kit, at the address where the SDK looks for it; what else a page reads
from that host comes from the real one.
"""

from __future__ import annotations

from asyncio import gather
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from aitdesk.errors import StoreError
from aitdesk.journal import EntryKind, Journal
from aitdesk.phone.entry import default_scheme, entry_url
from aitdesk.protocol.sdk_line import sdk_line
from aitdesk.server import adkit
from aitdesk.server.certificate import Certificate, certificate_for
from aitdesk.server.content import Folder, Script
from aitdesk.server.files import find_file
from aitdesk.server.gateway import Gateway
from aitdesk.server.mapped_host import MappedHost
from aitdesk.server.origin import former_origin, origin, stable_port
from aitdesk.server.upstream import Upstream
from aitdesk.system.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aitdesk.miniapp.target import Target

KIT_ORIGIN = f"https://{adkit.HOST}"


@dataclass(frozen=True, slots=True)
class Listener:
    """One origin that is answered here; over TLS when it has a certificate.

    `upstream` is the real host that answers the rest of it.
    """

    origin: str
    gateway: Gateway
    port: int
    certificate: Certificate | None = None
    upstream: Upstream | None = None

    @property
    def mapped(self) -> tuple[MappedHost, ...]:
        """What Chromium must know of it, nothing when the address is real."""
        if self.certificate is None:
            return ()
        return (MappedHost(self.certificate.host, self.port, self.certificate.spki_sha256),)

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
class OriginServer:
    """The mini-app's address, and what is answered here; taken before the engine starts."""

    miniapp: Target
    origin: str
    folder: Path | None = None
    """Where the page's files are, None for a server's."""

    listeners: tuple[Listener, ...] = ()
    journals: list[Journal] = field(default_factory=list)
    """Those of the sessions that are open: what is missing, any of them may have asked for."""

    passing: tuple[Scratch, ...] = ()
    """Folders of this run alone, removed at its end."""

    former_origin: str = ""
    """Where the mini-app was before it moved here, "" where it did not move."""

    @property
    def mapped(self) -> tuple[MappedHost, ...]:
        """What Chromium must know of the addresses that are not real."""
        return tuple(each for listener in self.listeners for each in listener.mapped)

    @property
    def in_flight(self) -> int:
        """How many of the page's own requests are being answered."""
        return sum(listener.gateway.in_flight for listener in self.listeners)

    def entry_url(self, scheme: str | None) -> str:
        """Return the address of the first page, the entry link merged in (native host 2.10.8).

        A server's address is loaded as it is unless a link was given.
        """
        facts = self.miniapp.facts
        if self.miniapp.url is None:
            link = scheme or default_scheme(facts.name)
            has_id = sdk_line(self.miniapp.line).has_deployment_id
            deployment_id = facts.deployment_id if has_id else ""
            return entry_url(self.origin, scheme=link, deployment_id=deployment_id)
        return self.miniapp.url if scheme is None else entry_url(self.miniapp.url, scheme=scheme)

    def icon(self) -> str:
        """Return where the brand's icon can be read: in the folder, if it is the page's own."""
        icon = self.miniapp.facts.icon
        if self.folder is None or not icon.startswith(f"{self.origin}/"):
            return icon
        file = find_file(self.folder, unquote(urlsplit(icon).path))
        return "" if file is None else Path(file.path).as_uri()

    async def start(self) -> None:
        """Begin to answer; connections made before have waited. The page's own comes first."""
        for listener in self.listeners:
            await listener.start()

    async def close(self) -> None:
        """Stop answering, and leave nothing behind."""
        await gather(*(listener.close() for listener in self.listeners))
        self.discard()

    def discard(self) -> None:
        """Leave nothing behind, without a word to whoever still asks."""
        _remove(self.passing)


def _remove(folders: Iterable[Scratch]) -> None:
    for folder in folders:
        folder.remove()


@dataclass
class _Passing:
    """The folders of a run, made when they are needed."""

    folders: list[Scratch] = field(default_factory=list)

    def new(self, name: str) -> Path:
        self.folders.append(Scratch(name))
        return self.folders[-1].folder


@dataclass
class _Certificates:
    """Those of the install; where its folder fails, of this run alone."""

    folder: Path
    journal: Journal
    passing: _Passing
    is_passing: bool = False

    def of(self, host: str) -> Certificate:
        if not self.is_passing:
            try:
                return certificate_for(host, folder=self.folder)
            except StoreError as problem:
                self.journal.add(EntryKind.PROBLEM, text=str(problem))
                self.folder, self.is_passing = self.passing.new("certificate"), True
        return certificate_for(host, folder=self.folder)


def serve(
    miniapp: Target,
    *,
    origin_choice: str | None,
    home: Path,
    journal: Journal,
    origin_before: str | None = None,
    scheme: str | None = None,
    kit_upstream: str = KIT_ORIGIN,
) -> OriginServer:
    """Take the ports and certificates of a run. Raises ConfigError for a wrong origin.

    `scheme` is the entry link, which may choose the origin. `kit_upstream` is where the files
    beside the ad kit really are.
    """
    # Asked before a port is taken, so that a wrong choice leaves nothing open.
    port = stable_port(miniapp.facts.name)
    current = origin(origin_choice, app=miniapp, port=port, scheme=scheme)
    former = former_origin(origin_before, app=miniapp, current=current)
    passing = _Passing()
    try:
        folder = miniapp.folder
        if miniapp.package is not None:
            folder = passing.new("page")
            miniapp.package.unpack(folder)
        certificates = _Certificates(home / "certificates", journal, passing)
        journals: list[Journal] = []
        address, listeners = _listeners(
            miniapp,
            folder,
            certificates,
            journals=journals,
            origin_choice=origin_choice,
            scheme=scheme,
            kit_upstream=kit_upstream,
        )
    except BaseException:
        _remove(passing.folders)
        raise
    return OriginServer(
        miniapp, address, folder, listeners, journals, tuple(passing.folders), former
    )


def _listeners(
    miniapp: Target,
    folder: Path | None,
    certificates: _Certificates,
    *,
    journals: list[Journal],
    origin_choice: str | None,
    scheme: str | None,
    kit_upstream: str,
) -> tuple[str, tuple[Listener, ...]]:
    """Return the page's origin, and what is answered here."""
    journal, wanted_port = certificates.journal, stable_port(miniapp.facts.name)
    address = origin(origin_choice, app=miniapp, port=wanted_port, scheme=scheme)
    listeners: list[Listener] = []
    if folder is not None:
        missing = _missing(journals)
        gateway = Gateway(Folder(folder, missing), on_unread=missing)
        port = gateway.bind(preferred_port=wanted_port)
        if origin_choice == "local" and port != wanted_port:
            text = f"port {wanted_port} is taken: this origin is new, so localStorage is empty"
            journal.add(EntryKind.PROBLEM, text=text)
        address = origin(origin_choice, app=miniapp, port=port, scheme=scheme)
        listeners.append(_listener(address, gateway, certificates))
    if urlsplit(address).hostname != adkit.HOST:
        upstream = Upstream(kit_upstream, _unreachable(journals))
        kit = Gateway(Script(adkit.script(), adkit.PATHS, upstream), is_content_dated=True)
        listeners.append(_listener(KIT_ORIGIN, kit, certificates, upstream=upstream))
    return address, tuple(listeners)


def _missing(journals: list[Journal]) -> Callable[[str], None]:
    def note(path: str) -> None:
        for journal in journals:
            journal.add(EntryKind.MISSING, path=path)

    return note


def _unreachable(journals: list[Journal]) -> Callable[[str, str], None]:
    def note(path: str, reason: str) -> None:
        # The path is no part of the text: the terminal tells one line once.
        text = f"what the page wants of {KIT_ORIGIN} cannot be fetched ({reason})"
        for journal in journals:
            journal.add(EntryKind.PROBLEM, text=text, path=path)

    return note


def _listener(
    address: str,
    gateway: Gateway,
    certificates: _Certificates,
    *,
    upstream: Upstream | None = None,
) -> Listener:
    parts = urlsplit(address)
    is_secure = parts.scheme == "https" and parts.hostname is not None
    certificate = certificates.of(parts.hostname or "") if is_secure else None
    return Listener(address, gateway, gateway.bind(), certificate, upstream)
