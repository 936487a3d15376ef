"""How Chromium is started inside the Qt engine: its flags, and what they depend on.

Imports neither Qt nor webview: the engine reads its flags once, before the first window.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.errors import HostError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.server.mapped_host import MappedHost

ENVIRONMENT = "QTWEBENGINE_CHROMIUM_FLAGS"
ROOT_NOTICE = "Running as root, so Chromium's sandbox is off: open only pages that you trust."

# Chromium would tell of every service that a desktop has and a container lacks.
_QUIET = "--log-level=3"
# Qt's own setting holds back media elements alone: an AudioContext would run before any tap.
_AUTOPLAY = "--autoplay-policy={}"
_TAPPED, _ALWAYS = "document-user-activation-required", "no-user-gesture-required"
# Without a GPU, and always offscreen, a page would otherwise get no WebGL. Once WebGL is there,
# Chromium would compose the page the same way, and a window on a display would stay empty.
_SOFTWARE_WEBGL = (
    "--ignore-gpu-blocklist",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
)
_RESOLVER = "--host-resolver-rules"
_TRUSTED = "--ignore-certificate-errors-spki-list"
# Chromium takes only the last of a repeated one; Qt adds to these what it needs itself.
_LISTS = (
    "--enable-features",
    "--disable-features",
    "--enable-blink-features",
    "--disable-blink-features",
)
# A DevTools port of Chromium's own is open to every user of the machine.
_REFUSED = ("--remote-debugging-port", "--remote-debugging-address", "--remote-allow-origins")
# Qt would let every web page that finds the port connect to it; no page has this origin.
_NO_ORIGIN = "--remote-allow-origins=https://aitdesk.invalid"
_SMALL_SHARED_MEMORY_MB = 256
# Qt's own rule (QtWebEngine 6.11): spaces divide, only double quotes hold together.
_FLAG = re.compile(r'(?:"[^"]*"|[^\s"])+')


@dataclass(frozen=True, slots=True)
class Flags:
    """What to start Chromium with."""

    text: str
    """The value of the variable ENVIRONMENT."""

    notices: tuple[str, ...] = ()
    """Lines that the developer must see."""


def chromium_flags(
    *,
    root: bool,
    mapped: Sequence[MappedHost] = (),
    inherited: str = "",
    has_gpu: bool = False,
    is_shared_memory_small: bool = False,
    needs_tap_for_media: bool = True,
) -> Flags:
    """Return Chromium's flags: ours, then the user's `inherited` ones, which therefore win.

    Flags that are lists are joined into one, ours (resolver rules, trusted keys) first, because
    Chromium takes only the last of a repeated flag. What would open DevTools is left out.

    Source: measured with QtWebEngine 6.11.0 (Chromium 140), which opens no connection of its own,
    so nothing here needs to keep it quiet.
    """
    lists: dict[str, list[str]] = {}
    if mapped:
        lists[_RESOLVER] = [f"MAP {each.host} 127.0.0.1:{each.port}" for each in mapped]
        lists[_TRUSTED] = [each.spki_sha256 for each in mapped]
    kept, notices = [], [ROOT_NOTICE] if root else []
    for flag in _FLAG.findall(inherited):
        name, _, value = flag.replace('"', "").partition("=")
        if name in lists or name in _LISTS:
            lists.setdefault(name, []).append(value)
        elif name in _REFUSED:
            notices.append(f"{name} would open DevTools to everybody: use --debug-port instead")
        else:
            kept.append(flag)
    ours = ["--no-sandbox"] if root else []
    # Chromium crashes when /dev/shm is full; containers often have 64 MB, and one page took 46.
    ours += ["--disable-dev-shm-usage"] if is_shared_memory_small else []
    autoplay = _AUTOPLAY.format(_TAPPED if needs_tap_for_media else _ALWAYS)
    ours += [_QUIET, _NO_ORIGIN, autoplay]
    ours += [] if has_gpu else _SOFTWARE_WEBGL
    joined = [f'{name}="{",".join(values)}"' for name, values in lists.items()]
    flags = [*(flag for flag in ours if flag not in kept), *joined, *kept]
    return Flags(text=" ".join(flags), notices=tuple(notices))


def check_unchanged(flags: Flags) -> None:
    """Raise HostError when the engine that has just started got other flags than these.

    Whatever else in this process adds its own could grant a page what nobody was asked for.
    """
    found = os.environ.get(ENVIRONMENT)
    if found != flags.text:
        message = f"{ENVIRONMENT} was changed while the engine started: {found}, not {flags.text}"
        raise HostError(message)


def has_gpu(devices: Path = Path("/dev/dri")) -> bool:
    """Tell whether Chromium can draw on a graphics card; off Linux there always is one."""
    return sys.platform != "linux" or any(devices.glob("renderD*"))


def is_shared_memory_small(folder: Path = Path("/dev/shm")) -> bool:  # noqa: S108  # only looked at
    """Tell whether Chromium should keep its shared memory elsewhere than in /dev/shm (Linux)."""
    try:
        return shutil.disk_usage(folder).free < _SMALL_SHARED_MEMORY_MB * 1024 * 1024
    except OSError:
        return True
