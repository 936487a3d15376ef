"""How Chromium is started inside the Qt engine: its flags, and what they depend on.

Imports neither Qt nor webview: the engine reads its flags once, before the first window.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT_NOTICE = "Running as root, so Chromium's sandbox is off: open only pages that you trust."

# Chromium would tell of every service that a desktop has and a container lacks.
_QUIET = "--log-level=3"
# Without a GPU, and always offscreen, a page would otherwise get no WebGL. Once WebGL is there,
# Chromium would compose the page the same way, and a window on a display would stay empty.
_SOFTWARE_WEBGL = (
    "--ignore-gpu-blocklist",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
)
_RESOLVER = "--host-resolver-rules"
_TRUSTED = "--ignore-certificate-errors-spki-list"
_SMALL_SHARED_MEMORY_MB = 256
# Qt's own rule (QtWebEngine 6.11): spaces divide, only double quotes hold together.
_FLAG = re.compile(r'(?:"[^"]*"|[^\s"])+')


@dataclass(frozen=True, slots=True)
class Mapped:
    """A host name that leads to our loopback server."""

    host: str
    port: int

    spki_sha256: str
    """Base64 SHA-256 of the server's public key. Answering the engine's certificate error
    instead would not do: service workers register only where there was no error."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9.-]+", self.host):
            message = f"{self.host!r} is not a host name: use letters, digits, dots and hyphens"
            raise ConfigError(message)


@dataclass(frozen=True, slots=True)
class Flags:
    """What to start Chromium with."""

    text: str
    """The value for QTWEBENGINE_CHROMIUM_FLAGS."""

    notice: str | None
    """One line that the developer must see, None for nothing."""


def chromium_flags(
    *,
    root: bool,
    mapped: Sequence[Mapped] = (),
    inherited: str = "",
    has_gpu: bool = False,
    is_shared_memory_small: bool = False,
) -> Flags:
    """Return Chromium's flags: ours, then the user's `inherited` ones, which therefore win.

    Of the two flags that are lists (resolver rules, trusted keys) ours come first in one list
    with the user's, because Chromium takes only the last of a repeated flag.

    Source: measured with QtWebEngine 6.11.0 (Chromium 140), which opens no connection of its own,
    so nothing here needs to keep it quiet.
    """
    lists: dict[str, str] = {}
    if mapped:
        lists[_RESOLVER] = ",".join(f"MAP {each.host} 127.0.0.1:{each.port}" for each in mapped)
        lists[_TRUSTED] = ",".join(each.spki_sha256 for each in mapped)
    kept = []
    for flag in _FLAG.findall(inherited):
        name, _, value = flag.replace('"', "").partition("=")
        if name in lists:
            lists[name] = f"{lists[name]},{value}"
        else:
            kept.append(flag)
    ours = ["--no-sandbox"] if root else []
    # Chromium crashes when /dev/shm is full; containers often have 64 MB, and one page took 46.
    ours += ["--disable-dev-shm-usage"] if is_shared_memory_small else []
    ours += [_QUIET] if has_gpu else [_QUIET, *_SOFTWARE_WEBGL]
    joined = [f'{name}="{value}"' for name, value in lists.items()]
    flags = [*(flag for flag in ours if flag not in kept), *joined, *kept]
    return Flags(text=" ".join(flags), notice=ROOT_NOTICE if root else None)


def has_gpu(devices: Path = Path("/dev/dri")) -> bool:
    """Tell whether Chromium can draw on a graphics card; off Linux there always is one."""
    return sys.platform != "linux" or any(devices.glob("renderD*"))


def is_shared_memory_small(folder: Path = Path("/dev/shm")) -> bool:  # noqa: S108  # only looked at
    """Tell whether Chromium should keep its shared memory elsewhere than in /dev/shm (Linux)."""
    try:
        return shutil.disk_usage(folder).free < _SMALL_SHARED_MEMORY_MB * 1024 * 1024
    except OSError:
        return True
