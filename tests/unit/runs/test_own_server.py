"""The mini-app's own server beside a page."""

from __future__ import annotations

import asyncio
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError
from aitdesk.partner import PartnerAddress
from aitdesk.runs.own_server import own_server

if TYPE_CHECKING:
    from pathlib import Path


def run(command: str, folder: Path, *, until: asyncio.Event | None = None) -> None:
    """Run a server for as long as `until` is not set."""
    address = PartnerAddress("https://a", "https://b", folder / "c", folder / "k", folder / "ca")

    async def act() -> None:
        async with own_server(command, address):
            if until is not None:
                await until.wait()

    asyncio.run(act())


@pytest.mark.parametrize("command", ["no-such-command-of-mine", "", "'"])
def test_a_command_that_cannot_be_started_is_one_line(tmp_path: Path, command: str) -> None:
    with pytest.raises(ConfigError, match=r"^--with-server .* cannot be started .*: name another"):
        run(command, tmp_path)


def test_a_server_that_ends_by_itself_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_told, told = asyncio.Event(), list[str]()

    def note(text: str, **_: object) -> None:
        told.append(text)
        if "ended" in text:
            is_told.set()

    monkeypatch.setattr("builtins.print", note)
    run(shlex.join([sys.executable, "-c", "raise SystemExit(3)"]), tmp_path, until=is_told)
    assert told[-1].endswith("ended: 3")
