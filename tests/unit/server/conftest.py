from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from served_site import ROOT_PAGE, SECRET, Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "index.html").write_bytes(ROOT_PAGE)
    (tmp_path / "secret.txt").write_bytes(SECRET)
    return Site(folder)
