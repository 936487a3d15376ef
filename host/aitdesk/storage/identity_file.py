"""The file that moves an identity between machines, and what may be done to an install's.

The file is JSON: format, version, the secret, every hash issued from it, and a SHA-256 over all
of that. Whoever holds it is this install. Mini-app storage is not in it.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

from aitdesk.errors import ConfigError, SecretError, StoreError
from aitdesk.storage import disk, issued_hash, secret
from aitdesk.storage.database import opened
from aitdesk.storage.issued_hash import IssuedHash  # noqa: TC001  # msgspec reads the annotation
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aitdesk.storage import Install

FORMAT = "aitdesk-identity"
VERSION = 1

# A hash has some 200 bytes.
_LARGEST_BYTES = 64 << 20


class _Head(msgspec.Struct):
    format: Literal["aitdesk-identity"]
    version: int


class _Document(_Head):
    secret: str
    issued: tuple[IssuedHash, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A secret and the hashes issued from it."""

    secret: bytes = field(repr=False)
    issued: tuple[IssuedHash, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be told about an install's identity without giving it away.

    `fingerprint` is 16 hexadecimal characters, None while there is no usable secret. Each of
    `problems` is one line with its remedy. `replaced` are secrets kept from before.
    """

    install: str
    folder: Path
    fingerprint: str | None
    issued: tuple[IssuedHash, ...]
    replaced: tuple[Path, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """The identity an install has now, and where the secret of before is kept (None: no such)."""

    fingerprint: str
    kept: Path | None


def show(install: Install) -> Shown:
    """Describe the install's identity. Creates nothing and raises nothing of ours."""
    problems: list[str] = []
    current: bytes | None = None
    issued: tuple[IssuedHash, ...] = ()
    try:
        current = secret.load(install)
    except SecretError as error:
        problems.append(str(error))
    if current is not None:
        try:
            issued = _issued(install, current)
        except StoreError as error:
            problems.append(str(error))
    return Shown(
        install=install.name,
        folder=install.folder,
        fingerprint=None if current is None else secret.fingerprint(current),
        issued=issued,
        replaced=secret.replaced(install),
        problems=tuple(problems),
    )


def reset(install: Install) -> Replaced:
    """Give the install a new secret, so that every hash changes. Mini-app storage stays.

    Raises `StoreError`.
    """
    new = secrets.token_bytes(secret.LENGTH)
    return Replaced(secret.fingerprint(new), secret.replace(install, secret=new))


def export(install: Install, *, file: Path, replace: bool = False) -> Exported:
    """Write the install's identity to the file, mode 0600, creating the identity if need be.

    Raises `ConfigError` when the file cannot be written, or holds anything else than an earlier
    export of this identity and `replace` is false; `StoreError` when the install is unusable.
    """
    file = regular_file.named(file, by="FILE")
    current = secret.load_or_create(install)
    identity = Exported(current, _issued(install, current))
    try:
        if not replace and file.exists() and not _is_of(file, current):
            message = (
                f"{file} is something else than an export of install {install.name}: "
                "choose another name, or replace it with --replace"
            )
            raise ConfigError(message)
        with disk.temporary(file) as temp:
            disk.write(temp, encode(identity))
            temp.replace(file)
            disk.sync_folder(file.parent)
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}): choose another place"
        raise ConfigError(message) from error
    return identity


def import_(install: Install, *, file: Path, replace: bool = False) -> Replaced:
    """Make the identity in the file the install's. Everything is checked before the first change.

    Raises `ConfigError` when the file is no sound export, or the install has another usable
    identity and `replace` is false; `StoreError` when the install cannot be written.
    """
    identity = read(regular_file.named(file, by="FILE"))
    current: bytes | None = None
    # A secret that cannot be used is what an import mends; it is kept aside all the same.
    with contextlib.suppress(SecretError):
        current = secret.load(install)
    if current not in {None, identity.secret} and not replace:
        message = (
            f"install {install.name} has another identity, whose hashes would change: "
            f"pass --replace, or import into another install with --install NAME ({file})"
        )
        raise ConfigError(message)
    # Hashes first: they mean nothing until the secret is theirs, so a kill between is harmless.
    with opened(install.database_file) as connection:
        issued_hash.put_back(connection, secret=identity.secret, issued=identity.issued)
    kept = None
    if current != identity.secret:
        kept = secret.replace(install, secret=identity.secret)
    return Replaced(secret.fingerprint(identity.secret), kept)


def read(file: Path) -> Exported:
    """Return the identity in an export file. Raises `ConfigError`."""
    try:
        return decode(regular_file.read(file, most_bytes=_LARGEST_BYTES))
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}): name a file that was exported"
        raise ConfigError(message) from error
    except ValueError as error:
        message = f"{file} {error}: export it again with `aitdesk identity export FILE`"
        raise ConfigError(message) from error


def encode(identity: Exported) -> bytes:
    """Return the content of an export file."""
    text = base64.b64encode(identity.secret).decode("ascii")
    body = _body(text, identity.issued)
    return json.dumps(body | {"sha256": _check(body)}, indent=2).encode("ascii") + b"\n"


def decode(content: bytes) -> Exported:
    """Return the identity in the content of an export file.

    Raises `ValueError` that says what is wrong, worded to follow the file's name.
    """
    try:
        parsed: object = json.loads(content)
        head = msgspec.convert(parsed, _Head)
    except (ValueError, RecursionError) as error:
        raise ValueError("is not an export of an identity, or is cut short") from error
    if head.version != VERSION:
        message = f"has version {head.version}, and this aitdesk reads only version {VERSION}"
        raise ValueError(message)
    try:
        document = msgspec.convert(parsed, _Document)
        found = base64.b64decode(document.secret, validate=True)
    except (msgspec.ValidationError, binascii.Error, ValueError) as error:
        message = f"is damaged ({error})"
        raise ValueError(message) from error
    expected = _check(_body(document.secret, document.issued))
    if document.sha256 != expected or len(found) != secret.LENGTH:
        raise ValueError("is damaged (its check does not match)")
    return Exported(found, document.issued)


def _body(secret_text: str, issued: Sequence[IssuedHash]) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "secret": secret_text,
        "issued": [asdict(one) for one in issued],
    }


def _check(body: dict[str, object]) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _issued(install: Install, current: bytes) -> tuple[IssuedHash, ...]:
    if not install.database_file.exists():
        return ()
    with opened(install.database_file) as connection:
        return issued_hash.of_secret(connection, secret=current)


def _is_of(file: Path, current: bytes) -> bool:
    try:
        return read(file).secret == current
    except ConfigError:
        return False
