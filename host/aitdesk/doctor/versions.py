"""What is installed, told without loading any of it into this process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

_TIMEOUT_S = 60
_ENGINE = """
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWebEngineCore import qWebEngineChromiumVersion
print(qWebEngineChromiumVersion())
"""


@dataclass(frozen=True, slots=True)
class EngineVersion:
    """What came of loading the Qt engine in a process of its own."""

    chromium: str | None
    """Chromium's version, None when the engine does not load."""

    failure: str
    """One line that says why it does not load, "" when it does."""


def installed(package: str) -> str | None:
    """Return the version of an installed Python package, None when it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def required(package: str) -> SpecifierSet:
    """Return the versions of a package that aitdesk takes; of one that it does not name, any."""
    try:
        named = metadata.requires("aitdesk") or []
    except metadata.PackageNotFoundError:
        return SpecifierSet()
    requirements = map(Requirement, named)
    # Built metadata holds names in lower case, whatever pyproject.toml has.
    found = (each.specifier for each in requirements if each.name.lower() == package.lower())
    return next(found, SpecifierSet())


def is_fatal_pair(pyside: str, *, python: tuple[int, int]) -> bool:
    """Tell whether this PySide6 kills this Python after some hundreds of slot calls.

    "bool_dealloc: deallocating True or False": a reference-count bug of PySide6 6.12, harmless
    where booleans are immortal (Python 3.12).
    Source: measured with 6.8.3, 6.9.3, 6.10.1, 6.11.0 (sound) and 6.12.0 (dies) on Python 3.11.
    """
    major, minor = (int(part) for part in pyside.split(".")[:2])
    return (major, minor) >= (6, 12) and python < (3, 12)


def load_engine(python: str = sys.executable) -> EngineVersion:
    """Load the Qt engine in a child process of `python` and return its version, or why not.

    Opens no window and needs no display. Takes about 0.3 s. A child that dies is a result too.
    """
    try:
        child = subprocess.run(
            # -P: a file in the current folder must not pass for a module of the engine.
            [python, "-P", "-c", _ENGINE],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return EngineVersion(None, f"loading it took more than {_TIMEOUT_S} s")
    if child.returncode == 0:
        return EngineVersion(child.stdout.strip(), "")
    if child.returncode < 0:
        name = signal.strsignal(-child.returncode) or f"signal {-child.returncode}"
        return EngineVersion(None, f"loading it ended its process ({name})")
    lines = child.stderr.strip().splitlines()
    return EngineVersion(None, lines[-1] if lines else f"loading it ended with {child.returncode}")
