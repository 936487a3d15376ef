"""What hatch runs before it packs: npm makes the sample, the user scripts and the fonts.

Where something is missing the build ends with one line that says what, and no traceback.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parents[1]
MADE = (
    "webapp/sample/dist/index.html",
    "host/aitdesk/engine/page/user_scripts/before.js",
    "host/aitdesk/engine/fonts/built/NOTICE",
)
TOOLS = ("bash", "node", "npm")
OTHERWISE = "or install a wheel of aitdesk, which has all of it"
_NO_NETWORK = re.compile(r"E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|NETUNREACH|TIMEDOUT)")


class PackageBuild(BuildHookInterface):  # type: ignore[type-arg]  # of any builder
    """Makes what is not in version control."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        obstacle = build(ROOT)
        if obstacle is not None:
            sys.exit(f"aitdesk: {obstacle}")


def build(root: Path) -> str | None:
    """Make what is missing or older than its sources; return what stands in the way, one line."""
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    if lacking:
        if all((root / made).is_file() for made in MADE):
            return None  # made elsewhere: there is nothing to compare it with
        return f"{' and '.join(lacking)} not found: install Node 20.19 or newer, {OTHERWISE}"
    done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    if not is_new_enough(done.stdout):
        return f"Node {done.stdout.strip()} is too old: install 20.19 or newer, {OTHERWISE}"
    environment = {**os.environ, "PYTHON": sys.executable}
    made = subprocess.run(
        ["bash", str(root / "scripts" / "setup-webapp"), "package"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return None if made.returncode == 0 else failure(made.stderr)


def is_new_enough(version: str) -> bool:
    """Tell whether this is what webapp/package.json asks for: ^20.19.0 or >=22.12.0."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def failure(said: str) -> str:
    """Return in one line why npm's half failed."""
    if _NO_NETWORK.search(said):
        return f"npm could not reach its registry: look at the network, {OTHERWISE}"
    lines = [line for line in said.splitlines() if not line.startswith("setup: ")]
    why = next((line for line in lines if "error" in line.lower()), "".join(lines[-1:]))
    return f"scripts/setup-webapp failed ({why.strip()[:200]}): run it to see more, {OTHERWISE}"
