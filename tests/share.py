"""How much a run does of what would take minutes: a tenth, or all with `scripts/test --full`.

What is repeated (kills, windows, examples) takes `share` and divides its number by it. Of a table
of cases, marked as `matrix`, a run takes each eleventh; see `conftest.py`.
"""

from __future__ import annotations

from typing import Final

import pytest

by_share: Final = pytest.mark.parametrize(
    "share",
    [pytest.param(10, id="a-tenth"), pytest.param(1, id="whole", marks=pytest.mark.full)],
)
