"""Who the person on this phone is to a mini-app: derived from the install's secret, for ever.

Nothing about the install can be computed from what a mini-app is given.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.phone.vault import Vault


@dataclass
class Identity:
    """The keys of one user in one mini-app (`app` is its name) on one install."""

    vault: Vault
    app: str
    user: str
    _hash: str | None = field(default=None, init=False, repr=False)
    _device_id: str | None = field(default=None, init=False, repr=False)
    _user_key: int | None = field(default=None, init=False, repr=False)

    async def anonymous_hash(self) -> str:
        """Return the anonymous key: 43 characters of base64url, the same on every run.

        Another mini-app, user or install has an unrelated one. Raises `StoreError`; a later call
        tries again.
        """
        if self._hash is None:
            self._hash = await self.vault.issue_hash(
                app=self.app,
                user=self.user,
                derive=lambda secret: derive_hash(secret, app=self.app, user=self.user),
            )
        return self._hash

    async def user_key(self) -> int:
        """Return Toss login's number for this person in this mini-app: nine digits.

        Another mini-app, user or install has an unrelated one. Raises `StoreError`.
        """
        if self._user_key is None:
            secret = await asyncio.to_thread(self.vault.secret)
            self._user_key = derive_user_key(secret, app=self.app, user=self.user)
        return self._user_key

    def device_id(self) -> str:
        """Return the install's UUID, lower case: one for every mini-app, user and platform.

        Blocks on the disk the first time. Raises `StoreError`. The form is assumed: iOS has a
        UUID for each vendor, Android 16 hexadecimal digits, and no capture shows what Toss gives.
        """
        if self._device_id is None:
            self._device_id = derive_device_id(self.vault.secret())
        return self._device_id


def derive_hash(secret: bytes, *, app: str, user: str) -> str:
    """Return the anonymous key that this secret gives app and user.

    Never to change: keys already issued are recorded, yet a new install may import an old secret.
    """
    derived = _expand(secret, "aitdesk anonymous key 1", app, user)
    return base64.urlsafe_b64encode(derived).rstrip(b"=").decode("ascii")


def derive_user_key(secret: bytes, *, app: str, user: str) -> int:
    """Return the number that this secret gives app and user. Never to change."""
    derived = _expand(secret, "aitdesk user key 1", app, user)
    return 100_000_000 + int.from_bytes(derived) % 900_000_000


def derive_cipher_key(secret: bytes, *, app: str) -> bytes:
    """Return the 32 bytes with which the facts of a mini-app's people are enciphered."""
    return _expand(secret, "aitdesk cipher key 1", app)


def derive_device_id(secret: bytes) -> str:
    """Return the device's UUID that this secret gives."""
    # Every start asks, and the library of HKDF takes 12 ms to load; one label needs no more.
    derived = hmac.digest(secret, b"aitdesk device id 1", "sha256")
    return str(uuid.UUID(bytes=derived[:16], version=4))


def _expand(secret: bytes, *parts: str) -> bytes:
    """Return 32 bytes that depend on every part, and on where one part ends and the next begins."""
    # Loaded late: it costs more than all the rest of this module.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    label = b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=label).derive(secret)
