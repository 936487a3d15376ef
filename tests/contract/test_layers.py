"""Who may import whom in aitdesk. A module is named by its layer: its first part, or its own."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

import aitdesk
from aitdesk.api import FAMILIES
from aitdesk.api import FAMILIES

ROOT = Path(aitdesk.__file__).parent
ANYWHERE = {"errors", "value"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "value": set(),
    "protocol": set(),
    "system": set(),
    "text": set(),
    "validation": set(),
    "driver": {"system"},
    "journal": {"text"},
    "phone": {"text", "validation"},
    "storage": {"system"},
    "api": {"journal", "phone", "protocol", "validation"},
    "desktop": {"phone", "storage", "system"},
    "miniapp": {"phone", "protocol", "system", "text"},
    "pytest_plugin": {"driver", "system"},
    "config": {"api", "miniapp", "phone", "system", "validation"},
    "server": {"journal", "miniapp", "phone", "protocol", "storage", "system"},
    "engine": {"journal", "phone", "server", "storage", "system"},
    "doctor": {"engine", "miniapp", "storage"},
    "session": {
        "api", "config", "desktop", "engine", "journal", "miniapp", "phone", "protocol", "server",
        "storage", "system",
    },
    "control": {"api", "journal", "phone", "server", "session", "text", "validation"},
    "runs": {
        "api", "config", "control", "doctor", "journal", "miniapp", "phone", "protocol", "server",
        "session", "storage", "system", "validation",
    },
    "checks": {"phone", "runs", "session", "storage", "system", "validation"},
    "cli": {"checks", "config", "doctor", "protocol", "runs", "storage", "system"},
    "__main__": {"cli", "system"},
}  # fmt: skip
QT = {"engine/qt/*.py", "mailbox.py"}
ONLY_IN: dict[str, set[str]] = {
    "webview": QT,
    "PySide6": QT | {"desktop/pdf.py"},
    "PIL": {"desktop/*.py", "pytest_plugin/strip.py", "checks/smoke/picture.py"},
    "qtpy": QT,
    "starlette": {"server/content.py", "control/*.py", "server/gateway.py", "server/upstream.py"},
    "uvicorn": {"control/*.py", "server/gateway.py"},
    "httpx": {"server/upstream.py", "driver/transport.py", "checks/smoke/*.py"},
    "typer": {"cli/*.py"},
    "pytest": {"pytest_plugin/*.py"},
    "playwright": {"driver/*.py"},
    "hypothesis": set(),
}
FILES = sorted(file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*.py"))


def imported(file: str) -> set[str]:
    """Return every module that a file imports, wherever in it, by its full name."""
    names = set[str]()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            module = node.module or ""
            is_package = module == "aitdesk" or (ROOT / module.replace("aitdesk.", "", 1)).is_dir()
            names.update(f"{module}.{alias.name}" if is_package else module for alias in node.names)
    return names


def layer(file: str) -> str:
    return file.split("/", 1)[0].removesuffix(".py")


def layers(file: str) -> set[str]:
    ours = {name.split(".")[1] for name in imported(file) if name.startswith("aitdesk.")}
    return ours - {layer(file)} - (set() if layer(file) in ANYWHERE else ANYWHERE)


def test_every_module_belongs_to_a_layer() -> None:
    assert {layer(file) for file in FILES} - {"__init__", "profiles"} == set(MAY_IMPORT)


@pytest.mark.parametrize("name", list(MAY_IMPORT))
def test_a_layer_imports_only_what_it_may(name: str) -> None:
    used = set[str]().union(*(layers(file) for file in FILES if layer(file) == name))
    assert used - MAY_IMPORT[name] == set()


@pytest.mark.parametrize("library", list(ONLY_IN))
def test_a_library_is_imported_only_where_it_is_at_home(library: str) -> None:
    users = [file for file in FILES if library in {name.split(".")[0] for name in imported(file)}]
    homes = ONLY_IN[library]
    assert [file for file in users if not any(fnmatch(file, home) for home in homes)] == []


def test_the_package_itself_imports_nothing() -> None:
    assert imported("__init__.py") == set()


def test_families_of_the_api_know_nothing_of_each_other() -> None:
    families = [family.__name__ for family in FAMILIES]
    files = [name.replace("aitdesk.", "", 1).replace(".", "/") + ".py" for name in families]
    known = {name for file in files for name in imported(file)}
    assert known & set(families) == set()


def test_the_layers_have_an_order() -> None:
    done = set(ANYWHERE)
    while ready := {name for name in MAY_IMPORT if name not in done and MAY_IMPORT[name] <= done}:
        done |= ready
    assert done == set(MAY_IMPORT)
