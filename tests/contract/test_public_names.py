"""Every name that the documents give to others is there, and so is every name that they gave."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import fields
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_type_hints

import pytest

import aitdesk.driver
import aitdesk.pytest_plugin
from aitdesk.control.endpoints import ENDPOINTS
from aitdesk.driver import AsyncShell, Shell
from aitdesk.pytest_plugin.options import Options

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "host" / "docs"
FORMER = {"Call": "RecordedCall", "Kind": "FindingKind"}


def imports() -> set[tuple[str, str]]:
    """Return each module of ours and name in it that a document imports."""
    found = set[tuple[str, str]]()
    for page in [*ROOT.glob("*.md"), *DOCS.glob("*.md")]:
        for code in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith("aitdesk"):
                    found |= {(str(node.module), each.name) for each in node.names}
    return found


def section(page: str, title: str) -> str:
    """Return the part of a page below a title."""
    text = (DOCS / page).read_text("utf-8")
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def first_cells(text: str) -> list[str]:
    """Return what the first column of the tables quotes."""
    rows = re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
    return [quoted for row in rows for quoted in re.findall(r"`([^`]+)`", row)]


def test_whatever_a_document_imports_is_there() -> None:
    named = imports()
    missing = {each for each in named if not hasattr(importlib.import_module(each[0]), each[1])}
    assert (named != set(), missing) == (True, set())


@pytest.mark.parametrize("name", aitdesk.driver.__all__)
def test_the_drivers_names_are_there(name: str) -> None:
    assert getattr(aitdesk.driver, name).__name__ == name


@pytest.mark.parametrize("name", list(FORMER))
def test_a_former_name_of_the_driver_means_what_it_is_called_now(name: str) -> None:
    assert getattr(aitdesk.driver, name) is getattr(aitdesk.driver, FORMER[name])


@pytest.mark.parametrize("kind", [Shell, AsyncShell])
def test_the_shells_documented_methods_are_there(kind: type) -> None:
    named = [
        re.match(r"[\w.]+", each) for each in first_cells(section("testing.md", "What a test gets"))
    ]
    methods = [each[0] for each in named if each is not None and f"{each[0]}(" in each.string]
    missing = [each for each in methods if not _has(kind, each.split("."))]
    assert (len(methods) > 20, missing) == (True, [])


def _has(kind: type, path: list[str]) -> bool:
    found = getattr(kind, path[0], None)
    if len(path) == 1 or not isinstance(found, property):
        return found is not None and len(path) == 1
    return _has(get_type_hints(found.fget)["return"], path[1:])


def test_the_documented_fixtures_are_there() -> None:
    table = section("testing.md", "What a test gets").partition("`miniapp.sheet` is")[0]
    named = first_cells(table)
    missing = [each for each in named if not hasattr(aitdesk.pytest_plugin, each)]
    assert (len(named), missing) == (9, [])


def test_the_markers_documented_arguments_are_there() -> None:
    text = section("testing.md", "Options")
    in_code = re.findall(r"^    (\w+)=", text, re.MULTILINE)
    sentence = text.partition("def test_it(miniapp)")[2].partition("In conftest.py")[0]
    named = {*in_code, *re.findall(r"`(\w+)`", sentence)}
    known = {each.name for each in fields(Options)}
    assert (len(named) > 15, named - known) == (True, set())


def test_the_documented_settings_of_pytest_are_there(pytestconfig: pytest.Config) -> None:
    named = set(re.findall(r"`(aitdesk_[a-z_]+)`", section("testing.md", "Options")))
    for each in named - {"aitdesk_options"}:
        pytestconfig.getini(each)
    assert "aitdesk_target" in named


def test_the_entry_points_lead_to_the_plugin_and_the_command() -> None:
    (plugin,) = entry_points(group="pytest11", name="aitdesk")
    (command,) = entry_points(group="console_scripts", name="aitdesk")
    assert (plugin.load(), callable(command.load())) == (aitdesk.pytest_plugin, True)


def test_the_documented_requests_are_those_that_control_answers() -> None:
    named = [each for each in first_cells(section("control.md", "Requests")) if " /" in each]
    assert sorted(named) == sorted(f"{each.method} {each.path}" for each in ENDPOINTS)
