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


class DiagnosisState(StrEnum):
    """How much a finding matters: nothing to do, better looked at, aitdesk will not run."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line about one topic; `remedy` is a command or sentence, None when nothing is wrong."""

    topic: str
    state: DiagnosisState
    text: str
    remedy: str | None = None


def examine(install: str) -> list[Diagnosis]:
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


def packages() -> list[Diagnosis]:
    """Find the versions of what is installed, and the pair that is known to die."""
    found = [
        _version("aitdesk"),
        Diagnosis("Python", DiagnosisState.OK, platform.python_version()),
        _version("pywebview"),
        *(_version(name) for name in _PYSIDE),
    ]
    pyside = versions.installed(_PYSIDE[0])
    if pyside is not None and versions.is_fatal_pair(pyside, python=sys.version_info[:2]):
        text = f"{pyside} on Python {platform.python_version()} kills the process after a while"
        found.append(Diagnosis("PySide6", DiagnosisState.PROBLEM, text, _reinstall()))
    return found


def _version(package: str) -> Diagnosis:
    version, wanted = versions.installed(package), versions.required(package)
    remedy = f"pip install '{package}{wanted}'"
    if version is None:
        return Diagnosis(package, DiagnosisState.PROBLEM, "is not installed", remedy)
    if version not in wanted:
        return Diagnosis(
            package, DiagnosisState.WARNING, f"{version}, where {wanted} was tested", remedy
        )
    return Diagnosis(package, DiagnosisState.OK, version)


def _reinstall() -> str:
    pins = [f"'{name}{versions.required(name)}'" for name in _PYSIDE]
    return f"pip install --force-reinstall {' '.join(pins)}"


def engine() -> Diagnosis:
    """Load the Qt engine in a process of its own."""
    loaded = versions.load_engine()
    if loaded.chromium is not None:
        return Diagnosis("Chromium", DiagnosisState.OK, loaded.chromium)
    return Diagnosis("Chromium", DiagnosisState.PROBLEM, loaded.failure, _engine_remedy())


def _engine_remedy() -> str:
    try:
        return install_command(missing_libraries(windowed=False)) or _reinstall()
    except ConfigError:
        return _reinstall()


def sandbox(*, root: bool, environ: Mapping[str, str]) -> Diagnosis:
    """Find whether pages are held in Chromium's sandbox."""
    topic = "Sandbox"
    if root:
        return Diagnosis(
            topic, DiagnosisState.WARNING, ROOT_NOTICE, "run aitdesk as an ordinary user"
        )
    if "QTWEBENGINE_DISABLE_SANDBOX" in environ:
        text = "off, because QTWEBENGINE_DISABLE_SANDBOX is set"
        return Diagnosis(topic, DiagnosisState.WARNING, text, "unset QTWEBENGINE_DISABLE_SANDBOX")
    refusal = sandbox_refusal()
    if refusal is None:
        return Diagnosis(topic, DiagnosisState.OK, "on")
    return Diagnosis(topic, DiagnosisState.WARNING, refusal.text, refusal.remedy)


def screen() -> Diagnosis:
    """Find where a window would be shown."""
    found = display()
    if found.usable:
        return Diagnosis("Display", DiagnosisState.OK, found.text)
    remedy = "runs offscreen; for a window, start aitdesk from a desktop session"
    return Diagnosis("Display", DiagnosisState.WARNING, found.text, remedy)


def libraries() -> Diagnosis:
    """Find the shared libraries that are missing, each with its Debian package."""
    topic = "Libraries"
    try:
        missing = missing_libraries(windowed=display().usable)
    except ConfigError as error:
        return Diagnosis(topic, DiagnosisState.PROBLEM, str(error), _reinstall())
    if not missing:
        return Diagnosis(topic, DiagnosisState.OK, "all that the engine needs")
    named = [f"{each.library} ({each.package or 'package unknown'})" for each in missing]
    remedy = install_command(missing) or "install what has these files, then look again"
    return Diagnosis(topic, DiagnosisState.PROBLEM, f"missing: {', '.join(named)}", remedy)


def korean() -> Diagnosis:
    """Find a font for Korean text: ours on Linux, the system's elsewhere."""
    if sys.platform == "linux" and fonts.are_built():
        return Diagnosis("Korean font", DiagnosisState.OK, "Pretendard, which comes with aitdesk")
    name = font.korean_font()
    if name is None:
        return Diagnosis(
            "Korean font", DiagnosisState.WARNING, "none: Korean text shows boxes", font.REMEDY
        )
    return Diagnosis("Korean font", DiagnosisState.OK, name)


def data_folder(phone: Install) -> list[Diagnosis]:
    """Find whether the install's folder can be written, and how much space is left."""
    # Not Path.exists: what may not be looked at counts as not there, instead of raising.
    there = next(each for each in (phone.folder, *phone.folder.parents) if os.access(each, os.F_OK))
    elsewhere = "or choose another folder with AITDESK_HOME"
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        text = f"{there} {'cannot be written' if there.is_dir() else 'is not a folder'}"
        remedy = f"make it a folder that you may write, {elsewhere}"
        return [Diagnosis("Data folder", DiagnosisState.PROBLEM, text, remedy)]
    text = str(phone.home) if phone.home.exists() else f"{phone.home}, made on first use"
    return [Diagnosis("Data folder", DiagnosisState.OK, text), _space(there, elsewhere=elsewhere)]


def _space(folder: Path, *, elsewhere: str) -> Diagnosis:
    free_mb = shutil.disk_usage(folder).free // (1024 * 1024)
    if free_mb < _LITTLE_SPACE_MB:
        return Diagnosis(
            "Free space", DiagnosisState.WARNING, f"{free_mb} MB", f"free some, {elsewhere}"
        )
    return Diagnosis("Free space", DiagnosisState.OK, f"{free_mb} MB")


def modes(phone: Install) -> list[Diagnosis]:
    """Find what of this install other people on this machine could read or change."""
    if os.name != "posix":
        return []
    wanted = {phone.folder: 0o700, phone.secret_file: 0o600}
    found = (_mode(path, wanted=mode) for path, mode in wanted.items())
    return [finding for finding in found if finding is not None]


def _mode(path: Path, *, wanted: int) -> Diagnosis | None:
    if not os.access(path, os.F_OK):
        return None
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode == wanted:
        return None
    text = f"{path} has mode {mode:04o}, not {wanted:04o}"
    return Diagnosis(
        "Permissions", DiagnosisState.WARNING, text, f"chmod {wanted:o} {shlex.quote(str(path))}"
    )


def install_secret(phone: Install) -> Diagnosis:
    """Find whether the install's secret can be used; tell its fingerprint only."""
    topic = f"Install {phone.name}"
    try:
        found = secret.load(phone)
    except SecretError as error:
        remedy = secret.remedy(phone)
        return Diagnosis(
            topic, DiagnosisState.PROBLEM, str(error).removesuffix(f"; {remedy}"), remedy
        )
    if found is None:
        return Diagnosis(topic, DiagnosisState.OK, "no identity yet, made on first use")
    return Diagnosis(topic, DiagnosisState.OK, f"identity {secret.fingerprint(found)}")


def built(
    *, scripts: UserScripts | None, places: tuple[Path, ...] = SAMPLE_PLACES
) -> list[Diagnosis]:
    """Find what scripts/setup makes: the sample in one of these places, and the user scripts."""
    sample = Diagnosis("Sample", DiagnosisState.OK, "built")
    if not any((place / "index.html").is_file() for place in places):
        sample = Diagnosis("Sample", DiagnosisState.WARNING, "is not built", _SETUP)
    if scripts is not None:
        return [sample, Diagnosis("User scripts", DiagnosisState.OK, "built")]
    text = "not built: pages run without what the phone runs around them"
    return [sample, Diagnosis("User scripts", DiagnosisState.WARNING, text, _SETUP)]
