"""The partner API beside a page."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aitdesk.partner import PartnerDoor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aitdesk.partner import PartnerAddress
    from aitdesk.session.session import Session
    from aitdesk.session.session_config import SessionConfig
    from aitdesk.storage import Install


@asynccontextmanager
async def partner_door(
    session: Session, settings: SessionConfig, *, port: int | None
) -> AsyncIterator[PartnerDoor]:
    """Give the partner API of a session, opened at once where there is a port for it.

    Raises ConfigError for a port that is taken, StoreError.
    """
    door = PartnerDoor(session.shell, session.journal, certificates(settings.install))
    try:
        if port is not None:
            for line in shown(await door.open(port)):
                print(f"aitdesk: {line}", file=sys.stderr, flush=True)
        yield door
    finally:
        await door.close()


def certificates(install: Install) -> Path:
    """Return where an install keeps the partner API's certificates."""
    return install.folder / "partner"


def shown(address: PartnerAddress) -> tuple[str, str, str]:
    """Return the three lines that a mini-app's server needs."""
    return (
        f"partner API at {address.url}, TossPay at {address.pay_url}",
        f"client certificate {address.certificate}, key {address.key}",
        f"CA {address.ca}",
    )
