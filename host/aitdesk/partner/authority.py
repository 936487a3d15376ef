"""The certificates of the partner API: this install's own authority, its server, its mini-apps.

Owns files under one folder, mode 0600; installs nothing. As in Toss's console a mini-app may have
several certificates at once, each with the mini-app's name as common name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError, StoreError
from aitdesk.partner import signing
from aitdesk.storage import disk
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ClientFiles:
    """One certificate of a mini-app, and its key: PEM files."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority of one install. Every method blocks on the disk and raises StoreError."""

    folder: Path

    @property
    def ca_file(self) -> Path:
        """The certificate that a mini-app's server must trust."""
        return self.folder / "ca.pem"

    @property
    def revoked_file(self) -> Path:
        """The list of what is revoked; it is there from the first certificate on."""
        return self.folder / "revoked.pem"

    def server_file(self) -> Path:
        """Return a fresh key and certificate of the server, in one file."""
        content = signing.signed_server(self._ready())
        file = self.folder / "server.pem"
        self._replace(file, content)
        return file

    def client(self, app: str, *, is_new: bool = False, is_expired: bool = False) -> ClientFiles:
        """Return the newest good certificate of a mini-app, made where there is none or `is_new`.

        With `is_expired` a new one whose time is over.
        """
        authority = self._ready()
        good = [] if is_new or is_expired else self._good(app)
        if good:
            return good[-1]
        certificate, key = signing.signed_client(app, authority, is_expired=is_expired)
        return self._keep(app, "expired" if is_expired else "client", certificate, key)

    def revoke(self, app: str, name: str) -> None:
        """Revoke a certificate by its file's name, such as client-1.

        Raises ConfigError where there is none.
        """
        known = {file.stem: file for file in (self.folder / app).glob("*.pem")}
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise ConfigError(f"{app} has no certificate {name}: it has {listed}")
        authority = self._ready()
        serial = signing.read_certificate(self._read(known[name])).serial_number
        revoked = {*signing.revoked_serials(self._read(self.revoked_file)), serial}
        self._replace(self.revoked_file, signing.revocation_list(authority, revoked))

    def _good(self, app: str) -> list[ClientFiles]:
        """Return what still opens the door, oldest first."""
        revoked = signing.revoked_serials(self._read(self.revoked_file))
        files = sorted(
            (self.folder / app).glob("client-*.pem"), key=lambda each: (len(each.name), each.name)
        )
        found: list[ClientFiles] = []
        for file in files:
            certificate, key = signing.read_certificate(self._read(file)), file.with_suffix(".key")
            is_good = not signing.is_over(certificate) and certificate.serial_number not in revoked
            if is_good and key.is_file():
                found.append(ClientFiles(file, key))
        return found

    def _ready(self) -> bytes:
        """Return the authority, made on first use by whoever is first, and the rest beside it."""
        file = self.folder / "authority.pem"
        try:
            if not file.is_file():
                _put(file, signing.new_authority())
            authority = self._read(file)
            _, certificate = signing.read_authority(authority)
        except OSError as problem:
            raise _unusable(self.folder, problem) from problem
        except ValueError:
            message = f"{file} is no authority of ours: delete {self.folder}, and make it anew"
            raise StoreError(message) from None
        if not self.ca_file.is_file():
            self._replace(self.ca_file, signing.pem(certificate))
        if not self.revoked_file.is_file():
            self._replace(self.revoked_file, signing.revocation_list(authority, ()))
        return authority

    def _keep(self, app: str, stem: str, certificate: bytes, key: bytes) -> ClientFiles:
        place = self.folder / app
        try:
            names = (place / f"{stem}-{number}.key" for number in count(1))
            file = next(each for each in names if _put(each, key))
        except OSError as problem:
            raise _unusable(place, problem) from problem
        self._replace(file.with_suffix(".pem"), certificate)
        return ClientFiles(file.with_suffix(".pem"), file)

    def _replace(self, file: Path, content: bytes) -> None:
        try:
            disk.make_folder(file.parent)
            with disk.temporary(file) as draft:
                disk.write(draft, content)
                draft.replace(file)
        except OSError as problem:
            raise _unusable(file.parent, problem) from problem

    def _read(self, file: Path) -> bytes:
        try:
            return regular_file.read(file, most_bytes=_LARGEST_BYTES)
        except OSError as problem:
            raise _unusable(self.folder, problem) from problem


def _unusable(place: Path, problem: OSError) -> StoreError:
    return StoreError(
        f"cannot keep certificates in {place} ({problem.strerror}); "
        "choose another folder with AITDESK_HOME"
    )


def _put(file: Path, content: bytes) -> bool:
    """Write a file, mode 0600, unless there is one: then return False. Raises OSError."""
    disk.make_folder(file.parent)
    if file.exists():
        return False
    with disk.temporary(file) as draft:
        disk.write(draft, content)
        return disk.place(draft, file)
