"""Whether a window can be shown here, found out before Qt, which would end the process.

Imports neither Qt nor webview.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.doctor import xserver

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT_S = 2.0
_WITHOUT_WINDOW = frozenset({"offscreen", "minimal", "minimalegl"})


@dataclass(frozen=True, slots=True)
class Display:
    """Where a window can be shown, if anywhere."""

    usable: bool
    """True when Qt can show a window that a person sees."""

    platform: str
    """The name for QT_QPA_PLATFORM; "offscreen" when there is no usable display."""

    text: str
    """One line: the display, or why there is none."""


def display(environ: Mapping[str, str] | None = None) -> Display:
    """Return the display that Qt would use, given the environment (the process's by default).

    An X or Wayland server counts only when it can be connected to; a second one is tried when
    the first cannot. Raises nothing. Takes about a millisecond, seconds when a server hangs.
    """
    if sys.platform == "darwin":
        return Display(usable=True, platform="cocoa", text="the macOS desktop")
    if sys.platform == "win32":
        return Display(usable=True, platform="windows", text="the Windows desktop")
    env = os.environ if environ is None else environ
    reasons = []
    for platform in _candidates(env):
        reason = _refusal(platform, environ=env)
        if reason is None:
            return Display(usable=True, platform=platform, text=_name(platform, environ=env))
        reasons.append(reason)
    text = "; ".join(reasons) or "neither WAYLAND_DISPLAY nor DISPLAY is set"
    return Display(usable=False, platform="offscreen", text=text)


def _candidates(environ: Mapping[str, str]) -> list[str]:
    """Return the platforms to try in Qt's order, Wayland first."""
    wanted = environ.get("QT_QPA_PLATFORM")
    if wanted:  # "wayland;xcb:option=1": several by preference, each with options
        return [name.partition(":")[0] for name in wanted.split(";")]
    found = {"wayland": environ.get("WAYLAND_DISPLAY"), "xcb": environ.get("DISPLAY")}
    return [platform for platform, value in found.items() if value]


def _refusal(platform: str, *, environ: Mapping[str, str]) -> str | None:
    """Return why the platform shows no window, None when it does or when that is up to the user."""
    if platform in _WITHOUT_WINDOW:
        return f"QT_QPA_PLATFORM={platform} asks for none"
    if platform == "xcb":
        name = environ.get("DISPLAY")
        return xserver.refusal(name, environ=environ) if name else "DISPLAY is not set"
    if platform.startswith("wayland"):
        return _wayland_refusal(environ)
    return None


def _wayland_refusal(environ: Mapping[str, str]) -> str | None:
    # libwayland's own default, see wl_display_connect(3).
    name = environ.get("WAYLAND_DISPLAY") or "wayland-0"
    folder = environ.get("XDG_RUNTIME_DIR")
    if folder is None and not name.startswith("/"):
        return f"WAYLAND_DISPLAY={name} needs XDG_RUNTIME_DIR, which is not set"
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(_TIMEOUT_S)
        try:
            link.connect(str(Path(folder or "/", name)))
        except OSError as error:
            return f"WAYLAND_DISPLAY={name} cannot be reached: {error.strerror or error}"
    return None


def _name(platform: str, *, environ: Mapping[str, str]) -> str:
    if platform == "xcb":
        return f"X11, DISPLAY={environ['DISPLAY']}"
    if platform.startswith("wayland"):
        return f"Wayland, {environ.get('WAYLAND_DISPLAY') or 'wayland-0'}"
    return f"QT_QPA_PLATFORM={platform}"
