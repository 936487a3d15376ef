"""The mini-apps of the contract: one of each SDK, with every permission declared or with none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

from e2e.contract.cases import SDKS
from e2e.contract.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Opener

DECLARED: Final = """
[app]
permissions = ["clipboard:rw", "contacts:rw", "photos:rw", "geolocation", "camera", "microphone"]
navigation_bar = { with_home_button = true }
"""
# Every picture is made smaller, encoded and written down each time that one is asked for.
SMALL: Final = """
[album]
folder = "album"

[camera]
picture = "album/1.png"
"""
# Not an option of the mini-app: every reset goes back to what the configuration says.
WILLING: Final = '[prompts]\ndefault = "allow"\n'
# Hosts of SDK 1.6.2 pay grantPromotionRewardForGame to games alone.
GAME: Final = 'web_view_type = "game"\n'


@pytest.fixture(scope="session")
def pages(sdk_page: str, sdk_1x_page: str) -> dict[str, str]:
    """The folder of the page of each SDK."""
    return dict(zip(SDKS, (sdk_page, sdk_1x_page), strict=True))


@pytest.fixture(scope="module", params=SDKS)
def desk(
    request: pytest.FixtureRequest,
    pages: dict[str, str],
    keep_miniapp: Opener,
    tmp_path_factory: pytest.TempPathFactory,
) -> Desk:
    """A mini-app that declares every permission."""
    sdk: str = request.param
    own = "" if sdk == SDKS[0] else GAME  # it stands in [app], the first of the tables
    config = written(tmp_path_factory, DECLARED + own + SMALL)
    draw(config.with_name("album"))
    return Desk(keep_miniapp(target=pages[sdk], config=config), sdk)


@pytest.fixture(scope="module", params=SDKS)
def bare_desk(
    request: pytest.FixtureRequest,
    pages: dict[str, str],
    keep_miniapp: Opener,
    tmp_path_factory: pytest.TempPathFactory,
) -> Desk:
    """A mini-app that declares no permission."""
    sdk: str = request.param
    config = written(tmp_path_factory, "")
    return Desk(keep_miniapp(target=pages[sdk], config=config), sdk)


def draw(album: Path) -> None:
    """Put a few small pictures into the folder."""
    album.mkdir()
    for number in range(1, 4):
        Image.new("RGB", (96, 64), "teal").save(album / f"{number}.png")


def written(tmp_path_factory: pytest.TempPathFactory, text: str) -> Path:
    """Write a configuration down, with a person who allows everything."""
    config = tmp_path_factory.mktemp("config") / "aitdesk.toml"
    config.write_text(text + WILLING)
    return config
