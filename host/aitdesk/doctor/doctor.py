"""What of this machine stands in the way: findings, each one line with a remedy.

Changes and creates nothing, and never shows the secret.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import stat
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aitdesk.doctor import font, versions
from aitdesk.doctor.display import display
from aitdesk.doctor.libraries import install_command, missing_libraries
from aitdesk.doctor.sandbox import sandbox_refusal
from aitdesk.engine import fonts, page
from aitdesk.engine.chromium import ROOT_NOTICE
from aitdesk.errors import ConfigError, SecretError
from aitdesk.miniapp.target import SAMPLE_PLACES
from aitdesk.storage import Install, secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aitdesk.engine.page import UserScripts

_PYSIDE = ("PySide6-Essentials", "PySide6-Addons")
_LITTLE_SPACE_MB = 200
_SETUP = "./scripts/setup"


class State(StrEnum):
    """How much a finding matters: nothing to do, better looked at, aitdesk will not run."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line about one topic; `remedy` is a command or sentence, None when nothing is wrong."""

    topic: str
    state: State
    text: str
    remedy: str | None = None


def examine(install: str) -> list[Finding]:
    """Return what was found about this machine and this install. Takes about half a second.

    Errors: ConfigError when `install` is no name of an install.
    """
    phone = Install(install)
    return [
        *packages(),
        engine(),
        sandbox(root=hasattr(os, "geteuid") and os.geteuid() == 0, environ=os.environ),
        screen(),
        libraries(),
        korean(),
        *data_folder(phone),
        *modes(phone),
        install_secret(phone),
        *built(scripts=page.user_scripts()),
    ]


def packages() -> list[Finding]:
    """Find the versions of what is installed, and the pair that is known to die."""
    found = [
        _version("aitdesk"),
        Finding("Python", State.OK, platform.python_version()),
        _version("pywebview"),
        *(_version(name) for name in _PYSIDE),
    ]
    pyside = versions.installed(_PYSIDE[0])
    if pyside is not None and versions.is_fatal_pair(pyside, python=sys.version_info[:2]):
        text = f"{pyside} on Python {platform.python_version()} kills the process after a while"
        found.append(Finding("PySide6", State.PROBLEM, text, _reinstall()))
    return found


def _version(package: str) -> Finding:
    version, wanted = versions.installed(package), versions.pinned(package)
    remedy = f"pip install '{package}=={wanted}'" if wanted else f"pip install {package}"
    if version is None:
        return Finding(package, State.PROBLEM, "is not installed", remedy)
    if wanted not in {None, version}:
        return Finding(package, State.WARNING, f"{version}, tested with {wanted}", remedy)
    return Finding(package, State.OK, version)


def _reinstall() -> str:
    pins = [f"{name}=={versions.pinned(name)}" for name in _PYSIDE]
    return f"pip install --force-reinstall {' '.join(pins)}"


def engine() -> Finding:
    """Load the Qt engine in a process of its own."""
    loaded = versions.load_engine()
    if loaded.chromium is not None:
        return Finding("Chromium", State.OK, loaded.chromium)
    return Finding("Chromium", State.PROBLEM, loaded.failure, _engine_remedy())


def _engine_remedy() -> str:
    try:
        return install_command(missing_libraries(windowed=False)) or _reinstall()
    except ConfigError:
        return _reinstall()


def sandbox(*, root: bool, environ: Mapping[str, str]) -> Finding:
    """Find whether pages are held in Chromium's sandbox."""
    topic = "Sandbox"
    if root:
        return Finding(topic, State.WARNING, ROOT_NOTICE, "run aitdesk as an ordinary user")
    if "QTWEBENGINE_DISABLE_SANDBOX" in environ:
        text = "off, because QTWEBENGINE_DISABLE_SANDBOX is set"
        return Finding(topic, State.WARNING, text, "unset QTWEBENGINE_DISABLE_SANDBOX")
    refusal = sandbox_refusal()
    if refusal is None:
        return Finding(topic, State.OK, "on")
    return Finding(topic, State.WARNING, refusal.text, refusal.remedy)


def screen() -> Finding:
    """Find where a window would be shown."""
    found = display()
    if found.usable:
        return Finding("Display", State.OK, found.text)
    remedy = "runs offscreen; for a window, start aitdesk from a desktop session"
    return Finding("Display", State.WARNING, found.text, remedy)


def libraries() -> Finding:
    """Find the shared libraries that are missing, each with its Debian package."""
    topic = "Libraries"
    try:
        missing = missing_libraries(windowed=display().usable)
    except ConfigError as error:
        return Finding(topic, State.PROBLEM, str(error), _reinstall())
    if not missing:
        return Finding(topic, State.OK, "all that the engine needs")
    named = [f"{each.library} ({each.package or 'package unknown'})" for each in missing]
    remedy = install_command(missing) or "install what has these files, then look again"
    return Finding(topic, State.PROBLEM, f"missing: {', '.join(named)}", remedy)


def korean() -> Finding:
    """Find a font for Korean text: ours on Linux, the system's elsewhere."""
    if sys.platform == "linux" and fonts.are_built():
        return Finding("Korean font", State.OK, "Pretendard, which comes with aitdesk")
    name = font.korean_font()
    if name is None:
        return Finding("Korean font", State.WARNING, "none: Korean text shows boxes", font.REMEDY)
    return Finding("Korean font", State.OK, name)


def data_folder(phone: Install) -> list[Finding]:
    """Find whether the install's folder can be written, and how much space is left."""
    # Not Path.exists: what may not be looked at counts as not there, instead of raising.
    there = next(each for each in (phone.folder, *phone.folder.parents) if os.access(each, os.F_OK))
    elsewhere = "or choose another folder with AITDESK_HOME"
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        text = f"{there} {'cannot be written' if there.is_dir() else 'is not a folder'}"
        remedy = f"make it a folder that you may write, {elsewhere}"
        return [Finding("Data folder", State.PROBLEM, text, remedy)]
    text = str(phone.home) if phone.home.exists() else f"{phone.home}, made on first use"
    return [Finding("Data folder", State.OK, text), _space(there, elsewhere=elsewhere)]


def _space(folder: Path, *, elsewhere: str) -> Finding:
    free_mb = shutil.disk_usage(folder).free // (1024 * 1024)
    if free_mb < _LITTLE_SPACE_MB:
        return Finding("Free space", State.WARNING, f"{free_mb} MB", f"free some, {elsewhere}")
    return Finding("Free space", State.OK, f"{free_mb} MB")


def modes(phone: Install) -> list[Finding]:
    """Find what of this install other people on this machine could read or change."""
    if os.name != "posix":
        return []
    wanted = {phone.folder: 0o700, phone.secret_file: 0o600}
    found = (_mode(path, wanted=mode) for path, mode in wanted.items())
    return [finding for finding in found if finding is not None]


def _mode(path: Path, *, wanted: int) -> Finding | None:
    if not os.access(path, os.F_OK):
        return None
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode == wanted:
        return None
    text = f"{path} has mode {mode:04o}, not {wanted:04o}"
    return Finding("Permissions", State.WARNING, text, f"chmod {wanted:o} {shlex.quote(str(path))}")


def install_secret(phone: Install) -> Finding:
    """Find whether the install's secret can be used; tell its fingerprint only."""
    topic = f"Install {phone.name}"
    try:
        found = secret.load(phone)
    except SecretError as error:
        remedy = secret.remedy(phone)
        return Finding(topic, State.PROBLEM, str(error).removesuffix(f"; {remedy}"), remedy)
    if found is None:
        return Finding(topic, State.OK, "no identity yet, made on first use")
    return Finding(topic, State.OK, f"identity {secret.fingerprint(found)}")


def built(
    *, scripts: UserScripts | None, places: tuple[Path, ...] = SAMPLE_PLACES
) -> list[Finding]:
    """Find what scripts/setup makes: the sample in one of these places, and the user scripts."""
    sample = Finding("Sample", State.OK, "built")
    if not any((place / "index.html").is_file() for place in places):
        sample = Finding("Sample", State.WARNING, "is not built", _SETUP)
    if scripts is not None:
        return [sample, Finding("User scripts", State.OK, "built")]
    text = "not built: pages run without what the phone runs around them"
    return [sample, Finding("User scripts", State.WARNING, text, _SETUP)]
