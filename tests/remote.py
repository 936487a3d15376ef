"""Control from outside: what a program of this machine asks a run that it may act on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aitdesk.client.operation import ControlAddress
from aitdesk.client.transport import Transport, make_client
from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from pathlib import Path


def control_of(file: Path) -> Transport:
    """Wait for the run's control.json, and return how it is asked."""
    wait_until(file.is_file, what=lambda: f"no {file}")
    wait_until(file.read_text, what=lambda: f"nothing in {file}")
    said = json.loads(file.read_text("utf-8"))
    address = ControlAddress(said["url"], said["token"])
    return Transport(make_client(), address, lambda: None, PATIENCE_S)
