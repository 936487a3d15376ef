"""A project of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that says its name and has built nothing yet."""
    folder = tmp_path / "My Project"
    folder.mkdir()
    (folder / "granite.config.ts").write_text('{ appName: "my-app" }')
    return folder
