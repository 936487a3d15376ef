"""The folder that a test leaves: pictures, journal, console and state of its mini-apps."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from aitdesk.pytest_plugin.strip import strip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aitdesk.driver import Evidence

_LONGEST = 120
_DIGITS = 8


def folder_name(nodeid: str) -> str:
    """Return the name of a test's folder: legible, and its own."""
    name = re.sub(r"[^\w.-]+", "-", nodeid.replace(".py::", "-")).strip("-.")
    # Two tests may differ only in what no file's name can hold.
    digest = hashlib.sha256(nodeid.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{name[:_LONGEST]}-{digest}"


def write(output: Path, nodeid: str, evidences: Sequence[Evidence]) -> Path:
    """Write the folder of a test and return it; what an earlier run left there is replaced."""
    folder = output / folder_name(nodeid)
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (output / ".gitignore").open("x") as ignored:
        ignored.write("*\n")
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
    for evidence in evidences:
        first = "" if len(evidences) == 1 else f"{evidence.name}-"
        for name, content in _files(evidence).items():
            (folder / f"{first}{name}").write_bytes(content)
    return folder


def _files(evidence: Evidence) -> dict[str, bytes]:
    lines = (json.dumps(each, ensure_ascii=False) for each in evidence.entries)
    files = {
        "journal.jsonl": "".join(f"{each}\n" for each in lines).encode("utf-8", "replace"),
        "console.txt": evidence.console().encode("utf-8", "replace"),
    }
    if evidence.state is not None:
        files["state.json"] = json.dumps(evidence.state, ensure_ascii=False, indent=2).encode()
    if evidence.screenshot is not None:
        files["screenshot.png"] = evidence.screenshot
    pictures = [*evidence.pictures, *([evidence.screenshot] if evidence.screenshot else [])]
    if pictures:
        files["strip.png"] = strip(pictures)
    return files
