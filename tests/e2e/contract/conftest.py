"""The mini-apps of the contract: one of each SDK, with every permission declared or with none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from e2e.contract.cases import SDKS
from e2e.contract.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.conftest import Starter

DECLARED: Final = """
[app]
permissions = ["clipboard:rw", "contacts:rw", "photos:rw", "geolocation", "camera", "microphone"]
navigation_bar = { with_home_button = true }
"""
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
    keep_miniapp: Starter,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """A mini-app that declares every permission."""
    sdk: str = request.param
    config = tmp_path_factory.mktemp("config") / "aitdesk.toml"
    config.write_text(DECLARED if sdk == SDKS[0] else DECLARED + GAME)
    yield from opened(keep_miniapp, pages[sdk], sdk, "--config", str(config))


@pytest.fixture(scope="module", params=SDKS)
def bare_desk(
    request: pytest.FixtureRequest, pages: dict[str, str], keep_miniapp: Starter
) -> Iterator[Desk]:
    """A mini-app that declares no permission."""
    sdk: str = request.param
    yield from opened(keep_miniapp, pages[sdk], sdk)


def opened(start: Starter, page: str, sdk: str, *options: str) -> Iterator[Desk]:
    """Open the page with control, everything allowed, and close it in the end."""
    miniapp = start(page, *options, "--control-port", "0", "--prompts", "allow")
    miniapp.entry("loaded", ok=True)
    yield Desk(miniapp, sdk)
    miniapp.stop()
