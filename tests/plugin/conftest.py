"""Runs pytest inside pytest: tests of a mini-app's developer, with the plugin as they have it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "webapp" / "sample" / "dist"
SDK_PAGE = REPOSITORY / "webapp" / "sdk-page" / "dist"
PLUGIN = "aitdesk.pytest_plugin"
# What is not there for a test: as if it had never been installed.
_WITHOUT = """
import importlib.machinery as machinery
real = machinery.PathFinder.find_spec
def find_spec(cls, name, path=None, target=None):
    return None if name.partition(".")[0] == {name!r} else real(name, path, target)
machinery.PathFinder.find_spec = classmethod(find_spec)
"""


@dataclass
class Inner:
    """A folder with tests in it."""

    pytester: pytest.Pytester
    target: Path | str = SAMPLE

    def run(
        self, code: str, *arguments: str, then: str = "", target: Path | str | None = None
    ) -> pytest.RunResult:
        """Write a file of tests and run it in a process of its own."""
        self.pytester.makepyfile(dedent(code) + dedent(then))
        return self.again(*arguments, target=target)

    def again(self, *arguments: str, target: Path | str | None = None) -> pytest.RunResult:
        """Run what is written already."""
        is_installed = any(each.value == PLUGIN for each in entry_points(group="pytest11"))
        plugin = [] if is_installed else ["-p", PLUGIN]
        return self.pytester.runpytest_subprocess(
            *plugin,
            "-W",
            "error",
            "--strict-markers",
            "--durations=6",
            "-p",
            "no:hypothesispytest",
            "-p",
            "no:schemathesis",
            "--aitdesk-timeout=10",
            f"--aitdesk-target={target or self.target}",
            *arguments,
            timeout=120,
        )

    def page(self, body: str, *, name: str = "app") -> Path:
        """Write a mini-app of one page and return its folder."""
        folder = self.pytester.path / name
        folder.mkdir()
        text = f"<!doctype html><meta charset=utf-8><title>app</title>{body}"
        (folder / "index.html").write_text(text, "utf-8")
        return folder

    def config(self, text: str) -> str:
        """Write an aitdesk.toml and return the option that names it."""
        file = self.pytester.path / "aitdesk.toml"
        file.write_text(text, "utf-8")
        return f"--aitdesk-config={file}"


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Inner:
    """A folder with tests in it; what it runs is none of this run's."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    return Inner(pytester)


@pytest.fixture
def without(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Without:
    """Take a library away from what is run."""
    return Without(pytester.path / "without", monkeypatch, os.environ)


@dataclass
class Without:
    """Takes libraries away."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    environment: Mapping[str, str]

    def __call__(self, name: str) -> None:
        """Take one away."""
        self.folder.mkdir()
        (self.folder / "sitecustomize.py").write_text(_WITHOUT.format(name=name))
        paths = [str(self.folder), self.environment.get("PYTHONPATH", "")]
        self.monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))


@pytest.fixture(scope="session")
def sdk_page() -> Path:
    """The built page that has the whole SDK as `window.sdk`."""
    return SDK_PAGE
