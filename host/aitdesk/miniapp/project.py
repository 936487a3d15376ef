"""What a project folder says about its mini-app, told from its files without running them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, get_args

from aitdesk.errors import ConfigError, printable
from aitdesk.miniapp.js_literals import read_config
from aitdesk.miniapp.project_file import member, read_json, read_text, text_at
from aitdesk.miniapp.sdk_version import (
    LEVELS_UP,
    declared_sdk,
    exact_version,
    installed_sdk,
    line_of,
)
from aitdesk.phone.app import TOSS_BLUE, AppFacts, DeclaredPermission, WebViewType
from aitdesk.protocol.line import SdkEvidence
from aitdesk.protocol.sdk_line import SDK_LINES, sdk_line
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aitdesk.miniapp.js_literals import Literal
    from aitdesk.protocol.line import Line

OUTPUT_NAMES = ("dist", "build", "out")
"""Folders in which a project keeps what it built, besides the one that it configures."""

WEB_PART = "web"
"""Where the Toss command line puts the web files below the output folder."""

_LARGEST_CONFIG_BYTES = 256 << 10
_PACKED = ".granite/app.json"
_PACKAGE = "package.json"

APP_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
BRAND_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHOWN_AT_MOST = 80
_UNNAMED = "mini-app"
# What the SDK's configuration fills in (native host 2.10.8) before it becomes the constant's text.
BAR_DEFAULTS = {
    "withBackButton": True,
    "withHomeButton": False,
    "withTitle": True,
    "transparentBackground": False,
}


@dataclass(frozen=True, slots=True)
class Project:
    """A folder's own words about its mini-app; empty where it has none."""

    folder: Path
    config_name: str
    """File name of the configuration that was read, "" without one."""

    config: dict[str, Literal]
    packed: dict[str, Literal]
    package: dict[str, Literal]

    other_config_name: str = ""
    """That of another line's configuration beside it, which was not read."""

    @property
    def outdir(self) -> str:
        """The folder that the configuration names for what is built, "" when it names none."""
        named = text_at(self.config, "outdir") or text_at(self.config, "webBundleDir")
        return str(PurePosixPath(named)) if named else ""

    @property
    def evidence(self) -> SdkEvidence | None:
        """What tells the line: the configuration that was read, else the SDK's version."""
        for each in SDK_LINES.values():
            if self.config_name in each.config_files:
                return SdkEvidence(each.line, self.config_name)
        return _evidence_of_version(self.folder, self.package) if self.is_any else None

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines for the terminal: which of two configurations was read."""
        if not self.other_config_name:
            return ()
        read, other = self.config_name, self.other_config_name
        return (f"{read} is read and {other} is not: {sdk_line(self.evidence).configured}",)

    @property
    def says_its_name(self) -> bool:
        """Whether an app name is written down, rather than only a package's or folder's."""
        return bool(text_at(self.config, "appName") or text_at(self.packed, "appName"))

    @property
    def is_any(self) -> bool:
        """Whether the folder is a project at all."""
        return bool(self.config_name or self.packed or self.package)


def read_project(folder: Path) -> Project:
    """Read the files of one folder; a missing one counts as empty.

    Errors: ConfigError for one that is there and cannot be read.
    """
    package = read_json(folder / _PACKAGE)
    found = {
        line: name
        for line, of_line in SDK_LINES.items()
        if (name := next(filter(_is_in(folder), of_line.config_files), None))
    }
    line = _configured_line(folder, package) if len(found) > 1 else next(iter(found), None)
    config_name = found.pop(line) if line else ""
    return Project(
        folder=folder,
        config_name=config_name,
        config=_read_config(folder / config_name) if config_name else {},
        packed=read_json(folder / _PACKED),
        package=package,
        other_config_name=next(iter(found.values()), ""),
    )


def _is_in(folder: Path) -> Callable[[str], bool]:
    return lambda name: regular_file.is_there(folder / name)


def _read_config(file: Path) -> dict[str, Literal]:
    return read_config(read_text(file, most_bytes=_LARGEST_CONFIG_BYTES))


def _configured_line(folder: Path, package: dict[str, Literal]) -> Line:
    """Return which of both configurations counts: that of SDK 3.x only where it is the SDK."""
    return sdk_line(_evidence_of_version(folder, package)).line


def _evidence_of_version(folder: Path, package: dict[str, Literal]) -> SdkEvidence | None:
    asked = line_of(declared_sdk(package))
    if asked is not None:
        return SdkEvidence(asked, _PACKAGE)
    installed = line_of(installed_sdk(folder) or "")
    return None if installed is None else SdkEvidence(installed, "node_modules")


def find_project(folder: Path) -> Project:
    """Return the project that a served folder belongs to: itself or up to three levels above.

    A package.json above counts only from inside an output folder: another project's may be near.
    """
    nearest = read_project(folder)
    is_output = True
    for place in (folder, *folder.parents[:LEVELS_UP]):
        found = read_project(place)
        if found.config_name or found.packed:
            return found
        if found.is_any and is_output and not nearest.is_any:
            nearest = found
        is_output = is_output and place.name in {*OUTPUT_NAMES, WEB_PART}
    return nearest


def facts_of(project: Project, *, app_name: str | None, fallback: str) -> AppFacts:
    """Return the mini-app's facts; its name is the first of these that there is.

    `app_name` (the command line's), the configuration's, that of `.granite/app.json`,
    package.json's and `fallback`; the last two are made to fit.

    Its capitals are made small: an origin has none. Errors: ConfigError when one of the first
    three is no DNS label.
    """
    name = _name(project, app_name=app_name, fallback=fallback)
    color = text_at(project.config, "brand", "primaryColor")
    view = text_at(project.config, "webViewProps", "type")
    bar = project.config.get("navigationBar")
    return AppFacts(
        name=name,
        display_name=text_at(project.config, "brand", "displayName") or name,
        icon=text_at(project.config, "brand", "icon"),
        primary_color=color if BRAND_COLOR.fullmatch(color) else TOSS_BLUE,
        web_view_type=next((kind for kind in get_args(WebViewType) if kind == view), "partner"),
        needs_tap_for_media=_needs_tap_for_media(project),
        permissions=_permissions(project),
        sdk_version=installed_sdk(project.folder) or exact_version(declared_sdk(project.package)),
        navigation_bar=json.dumps(BAR_DEFAULTS | bar, ensure_ascii=False)
        if isinstance(bar, dict)
        else None,
    )


def name_notes(project: Project, *, app_name: str | None) -> tuple[str, ...]:
    """Return a line for the terminal where the name that was given has capitals."""
    source, name = _said_name(project, app_name=app_name)
    if name == name.lower():
        return ()
    return (f"{source} is used in lower case, {name.lower()}: an origin has no capitals",)


def _needs_tap_for_media(project: Project) -> bool:
    view = member(project.config, "webViewProps") | member(project.config, "webView")
    return view.get("mediaPlaybackRequiresUserAction") is not False


def _name(project: Project, *, app_name: str | None, fallback: str) -> str:
    source, name = _said_name(project, app_name=app_name)
    if name and not APP_NAME.fullmatch(name.lower()):
        shown = printable(name[:_SHOWN_AT_MOST])
        message = (
            f'{source} "{shown}" is no app name: use up to 63 letters, digits and inner hyphens'
        )
        raise ConfigError(message)
    return (
        name.lower() or _fitted(text_at(project.package, "name")) or _fitted(fallback) or _UNNAMED
    )


def _said_name(project: Project, *, app_name: str | None) -> tuple[str, str]:
    """Return where a name is written down, and the name; both empty where none is."""
    said = (
        ("--app-name", app_name),
        (f"appName of {project.config_name}", text_at(project.config, "appName")),
        (f"appName of {_PACKED}", text_at(project.packed, "appName")),
    )
    return next(((source, name) for source, name in said if name), ("", ""))


def _fitted(text: str) -> str:
    """Make a DNS label of a package's or folder's name; "" when nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", text.rpartition("/")[2].lower())
    return words.strip("-")[:63].strip("-")


def _permissions(project: Project) -> tuple[DeclaredPermission, ...]:
    listed = project.config.get("permissions") or project.packed.get("permissions")
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    return tuple(
        DeclaredPermission(name=text_at(entry, "name"), access=text_at(entry, "access"))
        for entry in entries
    )
