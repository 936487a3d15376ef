"""An install of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.storage import Install

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    return Install("phone")
