"""The mini-apps of the contract: with every permission declared, or with none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

from e2e.contract.conftest import DECLARED
from e2e.contract_3x.desk import Desk3x

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from e2e.conftest import Starter


# Every picture is made smaller, encoded and written down each time that one is asked for.
SMALL: Final = """
[album]
folder = "album"

[camera]
picture = "album/1.png"
"""


@pytest.fixture(scope="module")
def desk(
    standin_page: str, keep_miniapp: Starter, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk3x]:
    """A mini-app that declares every permission."""
    folder = tmp_path_factory.mktemp("config")
    draw(folder / "album")
    config = folder / "aitdesk.toml"
    config.write_text(DECLARED + SMALL)
    yield from opened(keep_miniapp, standin_page, "--config", str(config))


@pytest.fixture(scope="module")
def bare_desk(
    standin_page: str, keep_miniapp: Starter, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk3x]:
    """A mini-app that declares no permission, whatever the configuration of the page says."""
    config = tmp_path_factory.mktemp("config") / "aitdesk.toml"
    config.write_text("[app]\npermissions = []\n")
    yield from opened(keep_miniapp, standin_page, "--config", str(config))


def draw(album: Path) -> None:
    """Put a few small pictures into the folder."""
    album.mkdir()
    for number in range(1, 4):
        Image.new("RGB", (96, 64), "teal").save(album / f"{number}.png")


def opened(start: Starter, page: str, *options: str) -> Iterator[Desk3x]:
    """Open the page with control, everything allowed, and close it in the end."""
    miniapp = start(page, *options, "--control-port", "0", "--prompts", "allow")
    miniapp.entry("loaded", ok=True)
    yield Desk3x(miniapp, "3.x")
    miniapp.stop()
