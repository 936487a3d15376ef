"""Other people's libraries are imported behind one seam each."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from aitdesk.api import FAMILIES
from package_source import imports, trees

HOMES: dict[str, set[str]] = {
    "webview": {"engine.qt.pywebview"},
    # The doctor looks for it, and never loads it.
    "PySide6": {"engine.qt.*", "desktop.pdf", "doctor.*"},
    "qtpy": {"engine.qt.pywebview"},
    "PIL": {"desktop.*", "pytest_plugin.strip", "checks.smoke.picture"},
    "starlette": {"server.*", "control", "control.*", "partner.*"},
    "uvicorn": {"server.http_server", "server.connection", "server.websocket"},
    "httpx": {"server.upstream", "partner.callbacks", "client.transport", "checks.smoke.*"},
    "jinja2": {"checks.smoke.report"},
    "typer": {"cli", "cli.*"},
    "pytest": {"pytest_plugin", "pytest_plugin.*"},
    "playwright": {"driver.*", "pytest_plugin.ending"},
    "hypothesis": set(),
}


@pytest.mark.parametrize("library", list(HOMES))
def test_a_library_is_imported_only_where_it_is_at_home(library: str) -> None:
    users = {
        module.removeprefix("aitdesk.")
        for module, used in imports().items()
        if any(each.split(".")[0] == library for each in used)
    }
    at_home = {each for each in users for home in HOMES[library] if fnmatch(each, home)}
    assert users - at_home == set()


def test_the_package_itself_imports_nothing() -> None:
    assert imports()["aitdesk"] & trees().keys() == set()


def test_families_of_the_api_know_nothing_of_each_other() -> None:
    families = {family.__name__ for family in FAMILIES}
    known = {used for family in families for used in imports()[family]}
    assert known & families == set()
