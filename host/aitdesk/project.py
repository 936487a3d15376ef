"""What a project folder says about its mini-app, told from its files without running them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from aitdesk.errors import ConfigError
from aitdesk.granite_config import read_config
from aitdesk.shell.app import TOSS_BLUE, AppFacts, DeclaredPermission, WebViewType

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.granite_config import Literal

OUTPUT_NAMES = ("dist", "build", "out")
"""Folders in which a project keeps what it built, besides its own `outdir`."""

WEB_PART = "web"
"""Where the Toss command line puts the web files below the output folder."""

_CONFIGS = tuple(f"granite.config.{ending}" for ending in ("ts", "mts", "js", "cjs"))
_PACKED = ".granite/app.json"
_PACKAGE = "package.json"
_SDK = "node_modules/@apps-in-toss/web-framework/package.json"
_LEVELS_UP = 3

APP_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
BRAND_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
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

    @property
    def outdir(self) -> str:
        """The `outdir` of the configuration, "" when it names none."""
        return _text(self.config, "outdir")

    @property
    def says_its_name(self) -> bool:
        """Whether an app name is written down, rather than only a package's or folder's."""
        return bool(_text(self.config, "appName") or _text(self.packed, "appName"))

    @property
    def is_any(self) -> bool:
        """Whether the folder is a project at all."""
        return bool(self.config_name or self.packed or self.package)


def read_project(folder: Path) -> Project:
    """Read the files of one folder; a missing or unreadable one counts as empty."""
    config_name = next((name for name in _CONFIGS if (folder / name).is_file()), "")
    return Project(
        folder=folder,
        config_name=config_name,
        config=read_config(_read(folder / config_name)) if config_name else {},
        packed=_read_json(folder / _PACKED),
        package=_read_json(folder / _PACKAGE),
    )


def find_project(folder: Path) -> Project:
    """Return the project that a served folder belongs to: itself or up to three levels above.

    A package.json above counts only from inside an output folder: another project's may be near.
    """
    nearest = read_project(folder)
    is_output = True
    for place in (folder, *folder.parents[:_LEVELS_UP]):
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

    Errors: ConfigError when one of the first three is no DNS label.
    """
    name = _name(project, app_name=app_name, fallback=fallback)
    color = _text(project.config, "brand", "primaryColor")
    view = _text(project.config, "webViewProps", "type")
    bar = project.config.get("navigationBar")
    return AppFacts(
        name=name,
        display_name=_text(project.config, "brand", "displayName") or name,
        icon=_text(project.config, "brand", "icon"),
        primary_color=color if BRAND_COLOR.fullmatch(color) else TOSS_BLUE,
        web_view_type=next((kind for kind in get_args(WebViewType) if kind == view), "partner"),
        permissions=_permissions(project),
        sdk_version=_sdk_version(project.folder),
        navigation_bar=json.dumps(BAR_DEFAULTS | bar, ensure_ascii=False)
        if isinstance(bar, dict)
        else None,
    )


def _name(project: Project, *, app_name: str | None, fallback: str) -> str:
    said = (
        ("--app-name", app_name),
        (f"appName of {project.config_name}", _text(project.config, "appName")),
        (f"appName of {_PACKED}", _text(project.packed, "appName")),
    )
    for source, name in said:
        if name and not APP_NAME.fullmatch(name):
            message = (
                f'{source} "{name}" is no app name: use up to 63 lower-case letters, digits '
                "and inner hyphens"
            )
            raise ConfigError(message)
        if name:
            return name
    return _fitted(_text(project.package, "name")) or _fitted(fallback) or _UNNAMED


def _fitted(text: str) -> str:
    """Make a DNS label of a package's or folder's name; "" when nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", text.rpartition("/")[2].lower())
    return words.strip("-")[:63].strip("-")


def _permissions(project: Project) -> tuple[DeclaredPermission, ...]:
    listed = project.config.get("permissions") or project.packed.get("permissions")
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    return tuple(
        DeclaredPermission(name=_text(entry, "name"), access=_text(entry, "access"))
        for entry in entries
    )


def _sdk_version(folder: Path) -> str | None:
    for place in (folder, *folder.parents[:_LEVELS_UP]):
        version = _text(_read_json(place / _SDK), "version")
        if version:
            return version
    return None


def _text(tree: dict[str, Literal], *path: str) -> str:
    """Return the text at a path of members, "" when there is none."""
    here: Literal = tree
    for name in path:
        here = here.get(name) if isinstance(here, dict) else None
    return here if isinstance(here, str) else ""


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _read_json(file: Path) -> dict[str, Literal]:
    try:
        found: Literal = json.loads(_read(file))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
