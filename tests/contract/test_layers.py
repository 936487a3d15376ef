"""Who may import whom in aitdesk. A module is named by its layer: its first part, or its own."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

import aitdesk

ROOT = Path(aitdesk.__file__).parent
ANYWHERE = {"errors", "value", "line", "refusals"}
MAY_IMPORT: dict[str, set[str]] = {
    "adkit": set(),
    "child": set(),
    "errors": set(),
    "expected": set(),
    "files": set(),
    "fonts": set(),
    "http_server": set(),
    "interruption": set(),
    "line": set(),
    "output": set(),
    "slice": set(),
    "upstream": set(),
    "value": set(),
    "bridge": {"adkit"},
    "content": {"files"},
    "loop_thread": set(),
    "machine": set(),
    "mailbox": set(),
    "mapped_host": set(),
    "mistakes": {"expected"},
    "outlet": {"interruption"},
    "refusals": {"errors"},
    "regular_file": set(),
    "scratch": {"interruption"},
    "spelling": set(),
    "well_formed": set(),
    "wire": set(),
    "archive": {"regular_file", "slice"},
    "carriers": {"mailbox"},
    "deployment": {"regular_file"},
    "driver": {"child", "interruption", "scratch"},
    "engine": {"mapped_host"},
    "gateway": {"content", "http_server"},
    "granite_config": {"well_formed"},
    "script_text": {"regular_file"},
    "shell": {"well_formed"},
    "shortened": {"well_formed"},
    "store": {"regular_file"},
    "certificate": {"regular_file", "store"},
    "chrome": {"bridge", "mailbox", "shell"},
    "devtools": {"gateway", "machine"},
    "gpx": {"regular_file", "shell"},
    "identity_file": {"regular_file", "store"},
    "journal": {"shortened"},
    "mark": {"shell", "spelling"},
    "media": {"regular_file", "shell", "store"},
    "offscreen": {"shell", "store"},
    "project_file": {"granite_config", "regular_file"},
    "protobuf": {"granite_config"},
    "pytest_plugin": {"child", "driver", "interruption"},
    "state": {"shell"},
    "web_storage": {"scratch", "store"},
    "api": {"mark", "shell", "spelling"},
    "debugging": {"devtools", "journal"},
    "greeting": {"chrome", "shell"},
    "gui": {"carriers", "chrome", "mailbox"},
    "mirror": {"chrome", "shell"},
    "questions": {"journal", "shell", "wire"},
    "registry": {"mark", "shell", "spelling"},
    "sdk_version": {"granite_config", "project_file"},
    "state_mistakes": {"mistakes", "shell", "state"},
    "summary": {"journal"},
    "ait": {"archive", "granite_config", "project_file", "protobuf", "regular_file", "sdk_version"},
    "dispatch": {"journal", "mark", "registry", "shell", "wire"},
    "fault_names": {"api", "mark", "mistakes", "registry", "shell"},
    "project": {"granite_config", "project_file", "regular_file", "sdk_version", "shell"},
    "configuration": {
        "expected", "fault_names", "mistakes", "project", "regular_file", "sdk_version", "shell",
        "state", "state_mistakes",
    },
    "miniapp": {
        "ait", "deployment", "project", "project_file", "regular_file", "script_text", "shell",
    },
    "session": {
        "bridge", "carriers", "chrome", "dispatch", "greeting", "journal", "mirror", "questions",
        "registry", "shell", "wire",
    },
    "doctor": {"bridge", "engine", "fonts", "machine", "miniapp", "store"},
    "init": {"configuration", "expected", "project", "regular_file", "shell", "state"},
    "origin": {"deployment", "miniapp", "sdk_version", "shell"},
    "settle": {"journal", "session"},
    "control": {
        "fault_names", "gateway", "journal", "mark", "mistakes", "session", "settle", "shell",
        "state", "state_mistakes", "well_formed",
    },
    "served": {
        "adkit", "certificate", "content", "files", "gateway", "journal", "mapped_host",
        "miniapp", "origin", "scratch", "shell", "upstream",
    },
    "settings": {"configuration", "miniapp", "served", "shell", "store"},
    "seat": {
        "api", "bridge", "chrome", "gpx", "journal", "media", "registry", "served", "session",
        "settings", "shell", "store", "web_storage",
    },
    "host": {
        "carriers", "chrome", "debugging", "engine", "fonts", "gui", "interruption", "journal",
        "loop_thread", "offscreen", "seat", "served", "session", "settings", "store",
    },
    "preview": {
        "control", "host", "interruption", "journal", "machine", "output", "scratch", "session",
        "settings", "settle", "summary",
    },
    "wanted": {
        "configuration", "fault_names", "machine", "miniapp", "mistakes", "origin", "preview",
        "regular_file", "sdk_version", "settings", "shell", "store",
    },
    "serve": {
        "control", "host", "interruption", "journal", "regular_file", "scratch", "session",
        "settings", "wanted",
    },
    "smoke": {
        "child", "interruption", "mistakes", "output", "scratch", "settings", "shell", "store",
        "wanted", "web_storage",
    },
    "cli": {"doctor", "identity_file", "init", "regular_file", "serve", "smoke", "store", "wanted"},
    "__main__": {"cli", "interruption", "outlet"},
}  # fmt: skip
QT = {"carriers/qt.py", "chrome/qt*.py", "gui.py", "mailbox.py"}
ONLY_IN: dict[str, set[str]] = {
    "webview": QT,
    "PySide6": QT | {"media/pdf.py"},
    "PIL": {"media/*.py", "pytest_plugin/strip.py", "smoke/picture.py"},
    "qtpy": QT,
    "starlette": {"content.py", "control/*.py", "gateway.py", "upstream.py"},
    "uvicorn": {"control/*.py", "gateway.py"},
    "httpx": {"upstream.py", "driver/transport.py", "smoke/*.py"},
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
    families = [file for file in FILES if layer(file) == "api" and file != "api/__init__.py"]
    known = {name for file in families for name in imported(file)}
    assert {name for name in known if name.startswith("aitdesk.api")} == set()


def test_the_layers_have_an_order() -> None:
    done = set(ANYWHERE)
    while ready := {name for name in MAY_IMPORT if name not in done and MAY_IMPORT[name] <= done}:
        done |= ready
    assert done == set(MAY_IMPORT)
