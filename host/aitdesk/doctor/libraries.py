"""The shared libraries that the Qt engine needs and this machine lacks.

Asks the machine's own loader, as `ldd` does, and imports neither Qt nor PySide6: Qt ends the
process when its platform plugin cannot be loaded.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from aitdesk.doctor.display import display
from aitdesk.errors import ConfigError, HostError

_LOADERS = {"x86_64": "/lib64/ld-linux-x86-64.so.2", "aarch64": "/lib/ld-linux-aarch64.so.1"}
"""By machine; PySide6 exists for no other on Linux."""

_ENGINE = ("QtWebEngineWidgets.abi3.so", "Qt/libexec/QtWebEngineProcess")
_OFFSCREEN = ("Qt/plugins/platforms/libqoffscreen.so",)
_XCB = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
)
_WAYLAND = (
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    "Qt/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
)

PACKAGES = Path(__file__).parents[1] / "phone" / "profiles" / "debian.toml"
"""Which package has which library."""

_INSTALLED = Path("/var/lib/dpkg/info")


@dataclass(frozen=True, slots=True)
class Missing:
    """A shared library that the loader does not find."""

    library: str
    """File name, such as "libnss3.so"."""

    package: str | None
    """The Debian or Ubuntu package that has it, None when we know none."""


def missing_libraries(*, windowed: bool, package: Path | None = None) -> list[Missing]:
    """Return what the engine needs and the machine lacks, each library once; [] off Linux.

    `windowed` looks at the plugin for the display in use (X11 when there is none) instead of the
    offscreen one. `package` is PySide6's folder, by default where it is installed.

    Errors: ConfigError when PySide6 is not installed.
    """
    if sys.platform != "linux":
        return []
    folder = package or pyside_folder()
    files = [folder / name for name in (*_ENGINE, *_plugins(windowed=windowed))]
    loader = Path(_LOADERS.get(platform.machine(), "/lib/ld.so"))
    if not loader.exists():
        return [Missing(loader.name, "libc6")]
    lacking = _unresolved([file for file in files if file.exists()], loader=loader)
    return with_packages(lacking) if lacking else []


def check_libraries(*, windowed: bool) -> None:
    """Raise HostError, which names what is missing and how to install it; else do nothing."""
    missing = missing_libraries(windowed=windowed)
    if missing:
        names = ", ".join(each.library for each in missing)
        command = install_command(missing) or "aitdesk doctor tells more"
        raise HostError(f"this machine lacks {names}: {command}")


def pyside_folder() -> Path:
    """Return the folder of the PySide6 package, without importing it.

    Errors: ConfigError when it is not installed.
    """
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError("PySide6 is not installed; `pip install aitdesk` brings it")
    return Path(next(iter(spec.submodule_search_locations)))


def with_packages(libraries: list[str], *, installed: Path = _INSTALLED) -> list[Missing]:
    """Return each library with its package, named as this release of Debian or Ubuntu does.

    `installed` is where dpkg keeps its lists of what is installed.
    """
    # Loaded late: a machine that lacks nothing starts without it.
    import tomllib

    tables = tomllib.loads(PACKAGES.read_text("utf-8"))
    packages: dict[str, str] = dict(tables["packages"])
    # Such names exist only since Debian 13 and Ubuntu 24.04, and there on every machine.
    if next(installed.glob("*t64*.list"), None) is not None:
        renamed: dict[str, str] = tables["t64"]
        packages = {library: renamed.get(name, name) for library, name in packages.items()}
    return [Missing(library, packages.get(library)) for library in libraries]


def install_command(missing: list[Missing]) -> str | None:
    """Return the command that installs what is missing, None when no package is known for any."""
    packages = dict.fromkeys(each.package for each in missing if each.package)
    return f"apt install {' '.join(packages)}" if packages else None


def _plugins(*, windowed: bool) -> tuple[str, ...]:
    if not windowed:
        return _OFFSCREEN
    return _WAYLAND if display().platform.startswith("wayland") else _XCB


def _unresolved(files: list[Path], *, loader: Path) -> list[str]:
    """Return the names that the loader does not find for these files, all asked at once."""
    # What ldd sets: the loader then prints what it would load, and runs nothing.
    env = {**os.environ, "LD_TRACE_LOADED_OBJECTS": "1"}
    asked = [
        subprocess.Popen(
            [loader, file], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for file in files
    ]
    lines = [line for child in asked for line in child.communicate()[0].splitlines()]
    names = [line.split()[0] for line in lines if line.endswith("=> not found")]
    return list(dict.fromkeys(names))
