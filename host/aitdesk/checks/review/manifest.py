"""What the mini-app's configuration says, and which of it the reader could not tell.

A configuration is a program: a member that is no literal is *unclear*, which is not the same as
missing, and no rule may take it for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from aitdesk.config.tables import declared
from aitdesk.miniapp.project import find_project
from aitdesk.miniapp.project_file import read_text
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aitdesk.config.tables import AppTable
    from aitdesk.miniapp.js_literals import Literal
    from aitdesk.miniapp.target import Target

_LARGEST_BYTES: Final = 256 << 10


class Unclear(Enum):
    """A member that is there, or may be, with a value that only running the file would tell."""

    UNCLEAR = "unclear"


UNCLEAR: Final = Unclear.UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The configuration of a mini-app.

    `file` is what was read, "" when there is none; `text` is its source, "" where every value is
    known (a package has the values themselves). `app` is aitdesk.toml's word where it says
    nothing.
    """

    file: str = ""
    config: Mapping[str, Literal] = field(default_factory=dict)
    text: str = ""
    is_package: bool = False
    app: AppTable | None = None
    place: Path | None = None
    """Where that file lies, None without one."""

    line: str | None = None
    """Which line of the SDK: 2, 3, or None where nothing tells."""

    def value(self, *path: str) -> Literal | Unclear:
        """Return the value at a path of members: None when it is missing, UNCLEAR when unknown."""
        here: Literal = dict(self.config)
        for name in path:
            if not isinstance(here, dict) or name not in here:
                return UNCLEAR if self._may_say(name, inside=path[0]) else None
            here = here[name]
        return here

    def permissions(self) -> frozenset[Need] | Unclear:
        """Return what the manifest declares; UNCLEAR also where there is no manifest."""
        said = self.value("permissions")
        if isinstance(said, list) and all(isinstance(each, dict) for each in said):
            return frozenset(
                Need(str(each.get("name")), str(each.get("access")))
                for each in said
                if isinstance(each, dict)
            )
        if self.app is not None and self.app.permissions is not None:
            entries = (each for entry in self.app.permissions for each in declared(entry))
            return frozenset(Need(each.name, each.access) for each in entries)
        is_known = self.file and said is None and not self.is_package
        return frozenset[Need]() if is_known else UNCLEAR

    def _may_say(self, name: str, *, inside: str) -> bool:
        if self.is_package:
            return inside not in self.config
        if not self.file:
            return True
        return (
            not self.config
            or "..." in self.text
            or bool(re.search(rf"\b{re.escape(name)}\b", self.text))
        )


def manifest_of(target: Target, app: AppTable | None) -> Manifest:
    """Return what a folder's project or a package says. Blocks on the disk."""
    line = None if target.line is None else str(target.line.line)
    if target.package is not None:
        name = target.package.file.name
        config = target.package.config
        return Manifest(
            file=name,
            config=config,
            is_package=True,
            app=app,
            place=target.package.file,
            line=line,
        )
    if target.folder is None:
        return Manifest(app=app, line=line)
    project = find_project(target.folder)
    if not project.config_name:
        return Manifest(app=app, line=line)
    text = read_text(project.folder / project.config_name, most_bytes=_LARGEST_BYTES)
    return Manifest(
        file=project.config_name,
        config=project.config,
        text=text,
        app=app,
        place=project.folder / project.config_name,
        line=line,
    )
