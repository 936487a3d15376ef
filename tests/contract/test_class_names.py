from __future__ import annotations

import ast
from collections import Counter

from package_source import trees


def test_a_class_name_is_unique_in_the_package() -> None:
    names = Counter(
        node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []
