"""What was given on the command line, and what is therefore loaded, and from which origin."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aitdesk.deployment import deployment_id
from aitdesk.errors import ConfigError
from aitdesk.project import (
    OUTPUT_NAMES,
    WEB_PART,
    Project,
    facts_of,
    find_project,
    read_project,
)
from aitdesk.shell.entry import origin_of

if TYPE_CHECKING:
    from aitdesk.shell.app import AppFacts

SAMPLE_NAME = "aitdesk-sample"
SAMPLE_PLACES = (
    Path(__file__).parents[2] / "webapp" / "sample" / "dist",
    Path(__file__).parent / "sample" / "dist",
)
"""Where the bundled sample is: in a checkout, in an installed package."""

_ROOT_PAGE = "index.html"
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SERVER = re.compile(r"[\w.-]+:\d+(/.*)?")
_SOURCE_SCRIPT = re.compile(
    r"<script[^>]+src=[\"']?([^\"'\s>]+\.(?:tsx?|mts|jsx))\b", re.IGNORECASE
)
_DNS_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]{1,63})*")
# Below the ports that systems hand out on their own, above those that need rights.
_FIRST_PORT, _PORTS = 20000, 10000


@dataclass(frozen=True, slots=True)
class MiniApp:
    """A mini-app to load: exactly one of `folder` and `url` is there."""

    facts: AppFacts

    folder: Path | None = None
    """Absolute path of the folder whose index.html is the root page."""

    url: str | None = None
    """Address of a running server, as it was given."""

    notes: tuple[str, ...] = ()
    """Lines for the terminal: what was chosen, and why."""


def locate(
    target: str | None,
    *,
    app_name: str | None = None,
    sample_places: tuple[Path, ...] = SAMPLE_PLACES,
) -> MiniApp:
    """Find what TARGET means: a folder, a project's built folder, a URL, or (None) the sample.

    Blocks on the disk. Errors: ConfigError, one line, for a TARGET or name that does not fit.
    """
    if target is None:
        return _sample(sample_places, app_name=app_name)
    link = _URL.match(target)
    if link is not None:
        return _server(target, protocol=link[1].lower(), app_name=app_name)
    folder = Path(target).expanduser()
    if not target or not folder.exists():
        hint = f"; did you mean http://{target}?" if _SERVER.fullmatch(target) else ""
        message = f'TARGET "{target}" is not there: give a folder or an http(s) URL{hint}'
        raise ConfigError(message)
    if not folder.is_dir():
        hint = str(folder.parent) if folder.name == _ROOT_PAGE else "the folder that was built"
        message = f"TARGET {target} is a file: give {hint}"
        raise ConfigError(message)
    return _folder(folder.resolve(), app_name=app_name)


def origin(choice: str | None, *, app: MiniApp, port: int) -> str:
    """Return the origin of the page, such as `https://my-app.apps.tossmini.com`.

    `choice` is `production` (a folder's default), `private`, `local` (`port` of 127.0.0.1) or an
    https origin. A URL TARGET has its own origin.

    Errors: ConfigError for another choice, and for any choice with a URL TARGET.
    """
    if app.url is not None:
        if choice is not None:
            message = f"--origin {choice} needs a folder: {app.url} is loaded as it is"
            raise ConfigError(message)
        return origin_of(app.url)
    match "production" if choice is None else choice:
        case "production":
            return f"https://{app.facts.name}.apps.tossmini.com"
        case "private":
            return f"https://{app.facts.name}.private-apps.tossmini.com"
        case "local":
            return f"http://127.0.0.1:{port}"
        case other:
            return _https_origin(other)


def stable_port(app_name: str) -> int:
    """Return the port to prefer for a mini-app: with `--origin local` its storage hangs on it."""
    return _FIRST_PORT + zlib.crc32(app_name.encode()) % _PORTS


def _https_origin(choice: str) -> str:
    wanted = "production, private, local or an https origin such as https://my-app.example.com"
    message = f"--origin {choice} is none of {wanted}"
    if not choice.lower().startswith("https://"):
        raise ConfigError(message)
    found = origin_of(choice)
    parts = urlsplit(choice)
    has_more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if has_more or not _is_dns_name(parts.hostname or ""):
        raise ConfigError(message)
    return found


def _is_dns_name(host: str) -> bool:
    """Whether a certificate and a resolver rule can be for it: no address, no raw Unicode."""
    try:
        ip_address(host)
    except ValueError:
        return _DNS_NAME.fullmatch(host) is not None
    return False


def _sample(places: tuple[Path, ...], *, app_name: str | None) -> MiniApp:
    for place in places:
        if (place / _ROOT_PAGE).is_file():
            folder = place.resolve()
            name = app_name or SAMPLE_NAME
            facts = facts_of(find_project(folder), app_name=name, fallback=name)
            return _deployed(facts, folder)
    message = "the bundled sample is not built: run ./scripts/setup in the checkout of aitdesk"
    raise ConfigError(message)


def _server(url: str, *, protocol: str, app_name: str | None) -> MiniApp:
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
    notes = () if app_name or project.says_its_name else (_named(facts),)
    # A development host says so, and puts no deployment id into the page's URL (2.10.8).
    return MiniApp(replace(facts, deployment_id="local"), url=url, notes=notes)


def _named(facts: AppFacts) -> str:
    return f"the mini-app's name is {facts.name}; --app-name gives another"


def _folder(folder: Path, *, app_name: str | None) -> MiniApp:
    project = read_project(folder)
    built = _built_folders(project)
    has_root_page = (folder / _ROOT_PAGE).is_file()
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
        message = (
            f"TARGET {folder} has no {_ROOT_PAGE}, nor has its {where}: build the mini-app first"
        )
        raise ConfigError(message)
    _refuse_source(chosen)
    owner = find_project(chosen)
    facts = facts_of(owner, app_name=app_name, fallback=_speaking_name(folder))
    if not (app_name or owner.says_its_name):
        notes += (_named(facts),)
    return _deployed(facts, chosen, notes=notes)


def _deployed(facts: AppFacts, folder: Path, *, notes: tuple[str, ...] = ()) -> MiniApp:
    found = deployment_id(folder, root_page=_ROOT_PAGE)
    return MiniApp(replace(facts, deployment_id=found), folder=folder, notes=notes)


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
        if (place / _ROOT_PAGE).is_file() and place.resolve().is_relative_to(project.folder)
    ]


def _built_at(folder: Path) -> int:
    return (folder / _ROOT_PAGE).stat().st_mtime_ns


def _refuse_source(folder: Path) -> None:
    """Refuse a root page that a bundler has yet to work on: no engine runs TypeScript."""
    page = (folder / _ROOT_PAGE).read_text("utf-8", "replace")
    script = _SOURCE_SCRIPT.search(page)
    if script is not None:
        message = (
            f"{folder / _ROOT_PAGE} loads the source {script[1]}: build the project first, "
            "or give the URL of its development server"
        )
        raise ConfigError(message)
