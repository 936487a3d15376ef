"""The install secret: 32 random bytes in a file that shows when it is not whole.

Three lines: `aitdesk-secret 1`, the secret in hexadecimal, the start of the SHA-256 of the
lines before. A file that is anything else is reported and never overwritten.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from typing import TYPE_CHECKING

from aitdesk.errors import SecretError, StoreError
from aitdesk.storage import disk
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.storage.install import Install

LENGTH = 32
VERSION = 1

_MAGIC = b"aitdesk-secret "
_HEAD = re.compile(re.escape(_MAGIC) + rb"([0-9]{1,9})\n")
# More than any version of the format needs; a foreign file may be huge.
_READ_AT_MOST = 4096


def load_or_create(install: Install) -> bytes:
    """Return the secret, creating it when there is none.

    Raises `SecretError` when the file is there and cannot be used, `StoreError` when a new one
    cannot be written.
    """
    found = load(install)
    if found is None:
        create(install)
        found = load(install)
    if found is None:
        message = f"{install.secret_file} points nowhere or vanished; {remedy(install)}"
        raise SecretError(message)
    return found


def load(install: Install) -> bytes | None:
    """Return the secret, None when there is no file. Raises `SecretError`."""
    try:
        with regular_file.opened(install.secret_file) as source:
            content = source.read(_READ_AT_MOST)
        disk.tighten_file(install.secret_file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"{install.secret_file} cannot be read ({error.strerror}); {remedy(install)}"
        raise SecretError(message) from error
    try:
        return decode(content)
    except ValueError as error:
        message = f"{install.secret_file} {error}; {remedy(install)}"
        raise SecretError(message) from error


def create(install: Install) -> None:
    """Write a new secret, unless one is there by then. Raises `StoreError`."""
    file = install.secret_file
    try:
        install.make_folder()
        with disk.temporary(file) as temp:
            disk.write(temp, encode(secrets.token_bytes(LENGTH)))
            disk.place(temp, file)
    except OSError as error:
        raise _unwritable(install, error) from error


def replace(install: Install, *, secret: bytes) -> Path | None:
    """Make `secret` the install's; return where the file of before went, None when none was.

    Nothing is destroyed: what had the name is kept as `secret.replaced-<n>`. At no moment is
    the name free for another process to make a secret of its own. Raises `StoreError`.
    """
    file = install.secret_file
    try:
        install.make_folder()
        with disk.locked(file.with_name("identity.lock")), disk.temporary(file) as temp:
            disk.write(temp, encode(secret))
            return _swap(temp, file)
    except OSError as error:
        raise _unwritable(install, error) from error


def replaced(install: Install) -> tuple[Path, ...]:
    """Return the secrets kept from before, oldest first."""
    found = install.folder.glob("secret.replaced-*")
    return tuple(sorted(found, key=lambda file: (len(file.name), file.name)))


def fingerprint(secret: bytes) -> str:
    """Return 16 hexadecimal characters that tell secrets apart and give nothing away."""
    return hashlib.blake2b(secret, digest_size=8, person=b"aitdesk secret").hexdigest()


def encode(secret: bytes) -> bytes:
    """Return the content of a secret file."""
    body = b"%s%d\n%s\n" % (_MAGIC, VERSION, secret.hex().encode())
    return b"%s%s\n" % (body, _check(body))


def decode(content: bytes) -> bytes:
    """Return the secret in the content of a file.

    Raises `ValueError` that says what is wrong, worded to follow the file's name.
    """
    if not content:
        raise ValueError("is empty")
    head = _HEAD.match(content)
    if head is None:
        cut = _MAGIC.startswith(content) or re.fullmatch(re.escape(_MAGIC) + rb"[0-9]*", content)
        raise ValueError("is cut short" if cut else "is not a secret of aitdesk")
    if (version := int(head[1])) != VERSION:
        message = f"has format {version}, and this aitdesk reads only format {VERSION}"
        raise ValueError(message)
    lines = content.split(b"\n")
    if len(content) < len(encode(bytes(LENGTH))):
        raise ValueError("is cut short")
    try:
        secret = bytes.fromhex(lines[1].decode("ascii"))
    except ValueError:
        secret = b""
    # Comparing with what we would write also refuses blanks, capitals and trailing bytes.
    if len(secret) != LENGTH or content != encode(secret):
        raise ValueError("is damaged (its check does not match)")
    return secret


def remedy(install: Install) -> str:
    """Return the end of a message about a secret that cannot be used."""
    return (
        f"restore it with `aitdesk identity import FILE{install.option}`, "
        f"or begin anew with `aitdesk identity reset{install.option}`"
    )


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:16].encode()


def _unwritable(install: Install, error: OSError) -> StoreError:
    where = error.filename or install.secret_file
    return StoreError(
        f"{where} cannot be written ({error.strerror}), so install {install.name} has no secret; "
        "free or unlock the disk, or choose another folder with AITDESK_HOME"
    )


def _swap(temp: Path, file: Path) -> Path | None:
    if file.is_file() and (kept := _link_aside(file)) is not None:
        temp.replace(file)
        disk.sync_folder(file.parent)
        return kept
    # No file, a folder in its place, or a filesystem without hard links. Whoever makes a secret
    # between the two steps is kept aside in turn.
    kept = None
    while not disk.place(temp, file):
        kept = _free_name(file)
        file.rename(kept)
    return kept


def _link_aside(file: Path) -> Path | None:
    kept = _free_name(file)
    try:
        os.link(file, kept)
    except OSError:
        return None
    return kept


def _free_name(file: Path) -> Path:
    number = 1
    while os.path.lexists(kept := file.with_name(f"{file.name}.replaced-{number}")):
        number += 1
    return kept
