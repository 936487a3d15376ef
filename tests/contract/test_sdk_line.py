"""What differs from one line of the SDK to the other is said in one place, and asked there."""

from __future__ import annotations

import ast

from aitdesk.protocol.line import Line
from aitdesk.protocol.sdk_line import SDK_LINES
from package_source import trees

HOME = "aitdesk.protocol.sdk_line"
MEMBERS = set(Line.__members__)


def is_line(node: ast.AST) -> bool:
    """Tell whether the expression is a member of Line, such as `Line.GRANITE`."""
    return isinstance(node, ast.Attribute) and node.attr in MEMBERS and "Line" in ast.unparse(node)


def asked(node: ast.AST) -> list[ast.expr]:
    """Return what a node decides by: both sides of a comparison, cases, keys of a table."""
    match node:
        case ast.Compare(left=left, comparators=others):
            return [
                each
                for side in (left, *others)
                for each in ast.walk(side)
                if isinstance(each, ast.expr)
            ]
        case ast.MatchValue(value=value):
            return [value]
        case ast.Dict(keys=keys):
            return [each for each in keys if each is not None]
        case ast.Subscript(slice=part):
            return [part]
        case _:
            return []


def test_nobody_else_decides_by_the_line() -> None:
    found = {
        f"{module}:{each.lineno}: {ast.unparse(node)}"
        for module, tree in trees().items()
        if module != HOME
        for node in ast.walk(tree)
        for each in asked(node)
        if is_line(each)
    }
    assert found == set()


def test_every_line_is_described() -> None:
    assert list(SDK_LINES) == list(Line)
