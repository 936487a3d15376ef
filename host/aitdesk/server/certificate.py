"""The certificate of the mini-app's secure origin, for this machine's loopback server only.

Owns files under one folder; installs nothing. The engine trusts the public key by its hash, so
key and hash must agree: a key file never changes, and one small card names the current one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

from aitdesk.errors import StoreError
from aitdesk.storage.disk import make_folder
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Callable

_CARD = "current.json"
_LARGEST_BYTES = 64 << 10
_VALID = timedelta(days=365)
_RENEWED_BEFORE = timedelta(days=30)
# A page's clock may be behind ours by a time zone that was set wrong.
_BACKDATED = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A key with its self-signed certificate for one host name."""

    path: Path
    """PEM file with both, mode 0600; never changed once it is named here."""

    host: str
    """The one DNS name it is for."""

    spki_sha256: str
    """Base64 SHA-256 of the public key, as `--ignore-certificate-errors-spki-list` takes it."""

    fingerprint: str
    """Lower-case hex SHA-256 of the certificate (DER)."""

    expires_at: datetime


class _Card(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the card: enough to trust the key file without parsing it."""

    file: str
    file_sha256: str
    host: str
    spki_sha256: str
    fingerprint: str
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)]


def certificate_for(host: str, *, folder: Path, at: datetime | None = None) -> Certificate:
    """Return the certificate of `host`, making it on first use and before it expires.

    `folder` holds one folder per host and is created when missing; `at` is the present when not
    given. Any number of processes may ask at once: each gets a key that fits its hash, and on
    first use all get the same one. Blocks on the disk.

    Errors: StoreError when the folder cannot be read or written.
    """
    now = at or datetime.now(UTC)
    place = folder / host
    try:
        make_folder(place)
        # The loser of a race on first use finds the winner's card in its second turn.
        for put in (os.link, os.replace):
            found = _current(place, host=host, at=now)
            if found is not None:
                return found
            _make(place, host=host, at=now, put=put)
        made = _current(place, host=host, at=now)
    except OSError as error:
        message = (
            f"cannot keep the certificate of {host} in {place} ({error.strerror}); "
            "choose another folder with AITDESK_HOME"
        )
        raise StoreError(message) from error
    if made is None:
        message = f"the certificate in {place} does not stay readable; delete that folder"
        raise StoreError(message)
    return made


def _current(place: Path, *, host: str, at: datetime) -> Certificate | None:
    """Read the card and prove its key file; None when there is none that can be used."""
    try:
        card = msgspec.json.decode(_read(place / _CARD), type=_Card)
        path = place / Path(card.file).name
        is_whole = hashlib.sha256(_read(path)).hexdigest() == card.file_sha256
        is_valid = at + _RENEWED_BEFORE < card.expires_at
    except (FileNotFoundError, IsADirectoryError, msgspec.DecodeError):
        return None
    if not (is_whole and is_valid and card.host == host):
        return None
    return Certificate(
        path=path,
        host=host,
        spki_sha256=card.spki_sha256,
        fingerprint=card.fingerprint,
        expires_at=card.expires_at,
    )


def _read(file: Path) -> bytes:
    return regular_file.read(file, most_bytes=_LARGEST_BYTES)


def _make(place: Path, *, host: str, at: datetime, put: Callable[[str, Path], None]) -> None:
    """Write a new key file, then put a card that names it; a card that came first may win."""
    pem, spki, fingerprint = _sign(host, at=at)
    file = _write(place, pem, suffix=".pem")
    card = _Card(
        file=Path(file).name,
        file_sha256=hashlib.sha256(pem).hexdigest(),
        host=host,
        spki_sha256=b64encode(hashlib.sha256(spki).digest()).decode(),
        fingerprint=fingerprint,
        expires_at=at + _VALID,
    )
    draft = _write(place, msgspec.json.encode(card), suffix=".draft")
    try:
        put(draft, place / _CARD)
    except FileExistsError:
        Path(file).unlink()
    finally:
        Path(draft).unlink(missing_ok=True)
    _sync_folder(place)


def _write(place: Path, content: bytes, *, suffix: str) -> str:
    """Write and sync a file of a new name, mode 0600; return its path."""
    descriptor, path = tempfile.mkstemp(dir=place, suffix=suffix)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path


def _sync_folder(place: Path) -> None:
    if os.name != "posix":  # only POSIX opens folders
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sign(host: str, *, at: datetime) -> tuple[bytes, bytes, str]:
    """Return PEM (key, certificate), public key (DER) and fingerprint of a new pair."""
    # Imported here: it costs more than everything else a warm start does with certificates.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "aitdesk (this machine)")])
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _BACKDATED)
        .not_valid_after(at + _VALID)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding, formats = serialization.Encoding, serialization.PrivateFormat
    pem = key.private_bytes(encoding.PEM, formats.PKCS8, serialization.NoEncryption())
    spki = key.public_key().public_bytes(
        encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex()
    return pem + certificate.public_bytes(encoding.PEM), spki, fingerprint
