"""Whether Chromium's whole sandbox can work here.

Without user namespaces the Qt engine still runs, with the other half of it: a page's process has
its system calls filtered, but shares the user's and the processes' namespace (measured, 6.11.0).
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The two steps of Chromium's zygote, in a process of one thread as the kernel demands:
# CLONE_NEWUSER, then CLONE_NEWPID | CLONE_NEWNET inside. Ubuntu's AppArmor refuses the second.
_TRIAL = """
import ctypes, sys
unshare = ctypes.CDLL(None).unshare
sys.exit(1 if unshare(0x10000000) or unshare(0x60000000) else 0)
"""
_TRIAL_TIMEOUT_S = 10

_SETTINGS = {
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "user.max_user_namespaces": ("0", "15000"),
}
"""By name of the kernel's setting: the value that refuses, and one that does not."""


@dataclass(frozen=True, slots=True)
class SandboxRefusal:
    """Why there is no sandbox, and what to do; one line each."""

    text: str
    remedy: str


def sandbox_refusal(settings: Path = Path("/proc/sys")) -> SandboxRefusal | None:
    """Return why an unprivileged process gets half a sandbox, None for a whole one (or not Linux).

    Tries for real in a child process (about 40 ms), then looks for the setting that refused.
    """
    if sys.platform != "linux" or _is_allowed():
        return None
    return explain(_read(settings))


def explain(values: Mapping[str, str]) -> SandboxRefusal:
    """Return what to change, given the kernel's settings by name."""
    for name, (refusing, allowing) in _SETTINGS.items():
        if values.get(name) == refusing:
            text = f"half of it: user namespaces are refused by {name}={refusing}"
            return SandboxRefusal(text, f"sudo sysctl -w {name}={allowing}")
    return SandboxRefusal(
        "half of it: user namespaces are refused here, as containers often do",
        "allow them, for Docker with --security-opt seccomp=unconfined",
    )


def _is_allowed() -> bool:
    command = [sys.executable, "-I", "-S", "-c", _TRIAL]
    try:
        return subprocess.run(command, timeout=_TRIAL_TIMEOUT_S, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _read(settings: Path) -> dict[str, str]:
    files = {name: settings.joinpath(*name.split(".")) for name in _SETTINGS}
    return {name: file.read_text().strip() for name, file in files.items() if file.exists()}
