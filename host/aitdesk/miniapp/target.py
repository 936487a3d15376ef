"""What was given on the command line, and what is therefore loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aitdesk.errors import ConfigError, printable
from aitdesk.miniapp.deployment import LARGEST_PAGE_BYTES, deployment_id
from aitdesk.miniapp.project import (
    OUTPUT_NAMES,
    WEB_PART,
    Project,
    facts_of,
    find_project,
    name_notes,
    read_project,
)
from aitdesk.miniapp.project_file import read_text
from aitdesk.phone.entry import origin_of
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from aitdesk.miniapp.ait import Package
    from aitdesk.phone.app import AppFacts
    from aitdesk.protocol.line import SdkEvidence

SAMPLE_NAME = "aitdesk-sample"
SAMPLE_PLACES = (
    Path(__file__).parents[3] / "webapp" / "sample" / "dist",
    Path(__file__).parents[1] / "sample" / "dist",
)
"""Where the bundled sample is: in a checkout, in an installed package."""

_ROOT_PAGE = "index.html"
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SERVER = re.compile(r"[\w.-]+:\d+(/.*)?")
_SOURCE_SCRIPT = re.compile(
    r"<script[^<>]{1,1000}src=[\"']?([^\"'\s>]{1,1000}\.(?:tsx?|mts|jsx))\b", re.IGNORECASE
)
_PACKAGE_ENDING = ".ait"


@dataclass(frozen=True, slots=True)
class Target:
    """A mini-app to load: exactly one of `folder`, `package` and `url` is there."""

    facts: AppFacts

    folder: Path | None = None
    """Absolute path of the folder whose index.html is the root page."""

    package: Package | None = None
    """An `.ait` file whose web files are yet to be unpacked."""

    url: str | None = None
    """Address of a running server, as it was given."""

    line: SdkEvidence | None = None
    """Which line of the SDK it has, and what told it; None when nothing does."""

    notes: tuple[str, ...] = ()
    """Lines for the terminal: what was chosen, and why."""


def locate(
    target: str | None,
    *,
    app_name: str | None = None,
    line: SdkEvidence | None = None,
    sample_places: tuple[Path, ...] = SAMPLE_PLACES,
) -> Target:
    """Find what TARGET means: a folder, a project's built one, a package, a URL, or the sample.

    `line` is the developer's word on the SDK's line, over all other evidence. Blocks on the disk.

    Errors: ConfigError, one line, for a TARGET or name that does not fit.
    """
    found = _found(target, app_name=app_name, sample_places=sample_places)
    if line is not None:
        return replace(found, line=line, notes=(*found.notes, _told(line)))
    if found.line is not None or found.folder is None:
        return found
    # most mini-apps say it in a file of their own
    from aitdesk.miniapp.sdk_detection import evidence_in_scripts

    evidence = evidence_in_scripts(found.folder)
    return (
        found
        if evidence is None
        else replace(found, line=evidence, notes=(*found.notes, _told(evidence)))
    )


def _told(line: SdkEvidence) -> str:
    return f"SDK {line.line}.x, by {line.told_by}"


def _found(target: str | None, *, app_name: str | None, sample_places: tuple[Path, ...]) -> Target:
    if target is None:
        return _sample(sample_places, app_name=app_name)
    link = _URL.match(target)
    if link is not None:
        return _server(target, protocol=link[1].lower(), app_name=app_name)
    folder = regular_file.named(target, by="TARGET")
    shown = printable(target)
    if not target or not folder.exists():
        hint = f"; did you mean http://{target}?" if _SERVER.fullmatch(target) else ""
        wanted = "give a folder, an .ait file or an http(s) URL"
        message = f'TARGET "{shown}" is not there: {wanted}{hint}'
        raise ConfigError(message)
    if folder.suffix.lower() == _PACKAGE_ENDING and folder.is_file():
        return _packed(folder.resolve(), app_name=app_name)
    if not folder.is_dir():
        hint = (
            str(folder.parent)
            if folder.name == _ROOT_PAGE
            else "the folder that was built, or its .ait"
        )
        message = f"TARGET {shown} is a file: give {printable(hint)}"
        raise ConfigError(message)
    return _folder(folder.resolve(), app_name=app_name)


def _sample(places: tuple[Path, ...], *, app_name: str | None) -> Target:
    for place in places:
        if regular_file.is_there(place / _ROOT_PAGE):
            folder = place.resolve()
            name = app_name or SAMPLE_NAME
            project = find_project(folder)
            facts = facts_of(project, app_name=name, fallback=name)
            notes = name_notes(project, app_name=name)
            return _deployed(facts, folder, owner=project, notes=notes)
    message = "the bundled sample is not built: run ./scripts/setup in the checkout of aitdesk"
    raise ConfigError(message)


def _server(url: str, *, protocol: str, app_name: str | None) -> Target:
    if protocol in {"intoss", "intoss-private"}:
        message = f"TARGET {url} is an entry link: pass it as --scheme, and a folder as TARGET"
        raise ConfigError(message)
    if protocol not in {"http", "https"}:
        message = f"TARGET {url} cannot be loaded: give an http(s) URL or a folder"
        raise ConfigError(message)
    host = origin_of(url).partition("://")[2]
    if re.search(r"[\s\\]", url) or "@" in urlsplit(url).netloc:
        message = f"TARGET {url} is no plain URL: write it without spaces, backslashes and users"
        raise ConfigError(message)
    project = read_project(Path.cwd())
    facts = facts_of(project, app_name=app_name, fallback=host)
    notes = name_notes(project, app_name=app_name)
    if not (app_name or project.says_its_name):
        notes = (_named(facts),)
    # A development host says so, and puts no deployment id into the page's URL (2.10.8).
    facts = replace(facts, deployment_id="local")
    return Target(facts, url=url, line=project.evidence, notes=(*notes, *project.notes))


def _packed(file: Path, *, app_name: str | None) -> Target:
    from aitdesk.miniapp.ait import read_package  # a folder needs no ZIP

    package = read_package(file)
    said = Project(
        folder=file.parent, config_name=file.name, config=package.config, packed={}, package={}
    )
    facts = replace(
        facts_of(said, app_name=app_name, fallback=file.stem),
        deployment_id=package.deployment_id,
        sdk_version=package.sdk_version,
    )
    notes = (*package.notes, *name_notes(said, app_name=app_name))
    return Target(facts, package=package, line=package.evidence, notes=notes)


def _named(facts: AppFacts) -> str:
    return f"the mini-app's name is {facts.name}; --app-name gives another"


def _folder(folder: Path, *, app_name: str | None) -> Target:
    project = read_project(folder)
    built = _built_folders(project)
    has_root_page = regular_file.is_there(folder / _ROOT_PAGE)
    notes: tuple[str, ...] = ()
    if built and (project.is_any or not has_root_page):
        chosen = max(built, key=_built_at)
        names = ", ".join(str(place.relative_to(folder)) for place in built)
        why = f"the newest of {names}" if len(built) > 1 else "what the project built"
        notes = (f"serving {chosen}: {why}",)
    elif has_root_page:
        chosen = folder
    else:
        where = ", ".join(f"{name}/" for name in OUTPUT_NAMES)
        shown = printable(str(folder))
        message = (
            f"TARGET {shown} has no {_ROOT_PAGE}, nor has its {where}: build the mini-app first"
        )
        raise ConfigError(message)
    _refuse_outside(chosen)
    _refuse_source(chosen)
    owner = find_project(chosen)
    facts = facts_of(owner, app_name=app_name, fallback=_speaking_name(folder))
    if not (app_name or owner.says_its_name):
        notes += (_named(facts),)
    notes += name_notes(owner, app_name=app_name)
    return _deployed(facts, chosen, owner=owner, notes=notes)


def _deployed(
    facts: AppFacts, folder: Path, *, owner: Project, notes: tuple[str, ...] = ()
) -> Target:
    try:
        facts = replace(facts, deployment_id=deployment_id(folder, root_page=_ROOT_PAGE))
    except OSError as problem:
        place = printable(str(folder))
        raise ConfigError(f"TARGET {place} cannot be read ({problem.strerror})") from None
    return Target(facts, folder=folder, line=owner.evidence, notes=(*notes, *owner.notes))


def _speaking_name(folder: Path) -> str:
    """Return the first name upwards that is not just where built files are put."""
    names = (place.name for place in (folder, *folder.parents))
    return next((name for name in names if name not in {*OUTPUT_NAMES, WEB_PART}), "")


def _built_folders(project: Project) -> list[Path]:
    """Return the folders of a project that hold a root page, in the order of their names."""
    names = dict.fromkeys((project.outdir or OUTPUT_NAMES[0], *OUTPUT_NAMES))
    places = [project.folder / name / part for name in names for part in ("", WEB_PART)]
    return [
        place
        for place in places
        if regular_file.is_there(place / _ROOT_PAGE)
        and place.resolve().is_relative_to(project.folder)
    ]


def _built_at(folder: Path) -> int:
    return (folder / _ROOT_PAGE).stat().st_mtime_ns


def _refuse_outside(folder: Path) -> None:
    """Refuse a root page that would not be served: a link that leads out of the folder."""
    page = folder / _ROOT_PAGE
    if not page.resolve().is_relative_to(folder.resolve()):
        message = f"{printable(str(page))} is a link out of its folder: what it means is not served"
        raise ConfigError(message)


def _refuse_source(folder: Path) -> None:
    """Refuse a root page that a bundler has yet to work on: no engine runs TypeScript."""
    page = read_text(folder / _ROOT_PAGE, most_bytes=LARGEST_PAGE_BYTES)
    script = _SOURCE_SCRIPT.search(page)
    if script is not None:
        message = (
            f"{folder / _ROOT_PAGE} loads the source {script[1]}: build the project first, "
            "or give the URL of its development server"
        )
        raise ConfigError(message)
