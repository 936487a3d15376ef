"""The mini-apps of the contract: with every permission declared, or with none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

from e2e.contract.conftest import DECLARED, written
from e2e.contract_3x.desk import Desk3x

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Opener


# Every picture is made smaller, encoded and written down each time that one is asked for.
SMALL: Final = """
[album]
folder = "album"

[camera]
picture = "album/1.png"
"""


@pytest.fixture(scope="module")
def desk(
    standin_page: str, keep_miniapp: Opener, tmp_path_factory: pytest.TempPathFactory
) -> Desk3x:
    """A mini-app that declares every permission."""
    config = written(tmp_path_factory, DECLARED + SMALL)
    draw(config.with_name("album"))
    return Desk3x(keep_miniapp(target=standin_page, config=config), "3.x")


@pytest.fixture(scope="module")
def bare_desk(
    standin_page: str, keep_miniapp: Opener, tmp_path_factory: pytest.TempPathFactory
) -> Desk3x:
    """A mini-app that declares no permission, whatever the configuration of the page says."""
    config = written(tmp_path_factory, "[app]\npermissions = []\n")
    return Desk3x(keep_miniapp(target=standin_page, config=config), "3.x")


def draw(album: Path) -> None:
    """Put a few small pictures into the folder."""
    album.mkdir()
    for number in range(1, 4):
        Image.new("RGB", (96, 64), "teal").save(album / f"{number}.png")
