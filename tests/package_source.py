"""The package as its source has it: every module, and what each imports. Parsed once a run."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import aitdesk

ROOT = Path(aitdesk.__file__).parent
ROOMS = (
    "errors", "value", "text", "journal", "system", "protocol", "validation", "phone", "api",
    "miniapp", "storage", "desktop", "server", "engine", "doctor", "config", "session", "partner",
    "control", "client", "runs", "driver", "checks", "pytest_plugin", "cli", "__main__",
)  # fmt: skip
"""The rooms, each with only those before it to import from."""


def room(module: str) -> str:
    """Return the room of a module, by its full name."""
    return module.split(".")[1]


@cache
def trees() -> dict[str, ast.Module]:
    """Return every file's syntax tree by the module's full name."""
    return {_name(file): ast.parse(file.read_text("utf-8")) for file in sorted(ROOT.rglob("*.py"))}


@cache
def imports() -> dict[str, set[str]]:
    """Return what each module imports, wherever in it: by a statement, or by a name in a text."""
    return {
        name: {used for node in ast.walk(tree) for used in _used(node)}
        for name, tree in trees().items()
    }


def own_imports() -> dict[str, set[str]]:
    """Return the same of this package alone."""
    known = trees().keys()
    return {name: (used & known) - {name, "aitdesk"} for name, used in imports().items()}


def _name(file: Path) -> str:
    parts = ("aitdesk", *file.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def _used(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [each.name for each in names]
        case ast.ImportFrom(module=str(of), names=names):
            inside = [f"{of}.{each.name}" for each in names]
            return [each if each in trees() else of for each in inside]
        case ast.Constant(value=str(text)):
            return [
                text.rstrip(".")
            ]  # "aitdesk.api." and a family's name, as import_module gets it
        case _:
            return []
