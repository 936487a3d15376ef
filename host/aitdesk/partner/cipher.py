"""The enciphered facts of a person: AES-256-GCM, base64 of IV (12 bytes), text and tag (16)."""

from __future__ import annotations

import asyncio
import hashlib
import os
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from aitdesk.phone.identity import derive_cipher_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.partner import ScopeName
    from aitdesk.phone.person import FactName
    from aitdesk.phone.vault import Vault

_IV_BYTES = 12
_FACTS: Final[dict[str, tuple[ScopeName, FactName | None]]] = {
    "name": ("user_name", "USER_NAME"),
    "phone": ("user_phone", "USER_PHONE"),
    "birthday": ("user_birthday", "USER_BIRTHDAY"),
    "ci": ("user_ci", None),
    "gender": ("user_gender", "USER_GENDER"),
    "nationality": ("user_nationality", "USER_NATIONALITY"),
    "email": ("user_email", "USER_EMAIL"),
}
_HOME: Final = frozenset({"KR", "LOCAL"})


async def cipher_key(vault: Vault, *, app: str) -> bytes:
    """Return the 32 bytes that stand for the key of the console's mail. Raises StoreError."""
    return derive_cipher_key(await asyncio.to_thread(vault.secret), app=app)


async def enciphered(person: SimulatedPhone) -> dict[str, str | None]:
    """Return what login-me tells of a person, None where no scope has it. Raises StoreError."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # a start does without it

    state = person.partner.observable.value
    cipher = AESGCM(await cipher_key(person.vault, app=person.app.name))
    facts = person.person.observable.value.facts
    seal = _sealing(cipher, state.cipher_aad.encode())
    told: dict[str, str | None] = {}
    for member, (scope, name) in _FACTS.items():
        text = _fake_ci(person) if name is None else facts.get(name)
        if name == "USER_NATIONALITY" and text is not None:
            text = "LOCAL" if text in _HOME else "FOREIGNER"
        told[member] = seal(text) if text is not None and scope in state.scopes else None
    return told


def _sealing(cipher: AESGCM, aad: bytes) -> Callable[[str], str]:
    def seal(text: str) -> str:
        iv = os.urandom(_IV_BYTES)
        return b64encode(iv + cipher.encrypt(iv, text.encode(), aad)).decode()

    return seal


def _fake_ci(person: SimulatedPhone) -> str:
    # 88 characters, as a real one has; of nobody, and the same for the same person everywhere.
    digest = hashlib.sha512(f"aitdesk fake ci of {person.user}".encode()).digest()
    return b64encode(digest).decode()
