"""Toss login of the mini-app."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from aitdesk.shell.environment import Operational


@dataclass
class Login:
    """Whether the mini-app has Toss login, and the codes that it is given."""

    is_integrated: bool = True

    def authorize(self, operational: Operational) -> dict[str, str]:
        """Return a fresh authorization code, visibly not a real one, and its referrer."""
        referrer = "SANDBOX" if operational is Operational.SANDBOX else "DEFAULT"
        code = f"aitdesk-code-{secrets.token_urlsafe(24)}"
        return {"authorizationCode": code, "referrer": referrer}
