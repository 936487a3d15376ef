"""What every run of the tests has in common: their order, and what it takes of a matrix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = (
    "e2e/test_smoke_defects.py",
    "contract/test_replies.py",
    "contract/test_failures.py",
    "contract_3x/test_gates.py",
    "contract_3x/test_replies.py",
    "e2e/test_smoke.py",
    "plugin/test_trouble.py",
    "plugin/test_shell.py",
    "plugin/test_artifacts.py",
    "plugin/test_verdicts.py",
)
"""Files that take longest, which begin: two workers then end together. Beside the first, which has
four WebViews at once, are those that nothing hurries."""

STEP: Final = 11
"""About a tenth, and no multiple of how many platforms, places or SDKs there are."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and leave most of every matrix to `scripts/test --full`."""
    thin_out(items)
    items.sort(key=begins_at)


def thin_out(items: Sequence[pytest.Item]) -> None:
    """Mark what is left to `full`: of each function that is a matrix all but each eleventh test."""
    seen = Counter[object]()
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("matrix"):
            if seen[item.function] % STEP:
                item.add_marker(pytest.mark.full)
            seen[item.function] += 1


def begins_at(item: pytest.Item) -> int:
    """Return the place of the test's file among those that begin."""
    name = "/".join(item.path.parts[-2:])
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
