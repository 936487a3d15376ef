"""The mini-apps of the contract: with every permission declared, or with none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.contract.conftest import DECLARED, SMALL, draw, written
from e2e.contract_3x.desk import Desk3x

if TYPE_CHECKING:
    from e2e.conftest import Opener


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
