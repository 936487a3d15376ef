"""No module imports itself by way of others, not for its types either."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest

from package_source import own_imports


def test_no_module_is_part_of_a_circle() -> None:
    # A package's own __init__ may take from its modules what whoever imports the package wants.
    arrows = {
        module: {used for used in all_used if not module.startswith(f"{used}.")}
        for module, all_used in own_imports().items()
    }
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))
