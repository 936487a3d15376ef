"""The options of `aitdesk preview`, checked against each other and against this machine."""

from __future__ import annotations

import re
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

from aitdesk.errors import ConfigError
from aitdesk.host import Settings
from aitdesk.machine.display import display
from aitdesk.machine.libraries import check_libraries
from aitdesk.miniapp import locate, origin, stable_port
from aitdesk.preview import Preview
from aitdesk.shell.device import DEFAULT_DEVICES, profile
from aitdesk.shell.entry import scheme_note
from aitdesk.shell.environment import NEWEST, Environment, Operational, Platform, check_version
from aitdesk.shell.faults import Faults
from aitdesk.store import Install


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options of the command, as they were given."""

    target: str | None = None
    app_name: str | None = None
    device: str | None = None
    os: str | None = None
    toss_version: str = NEWEST
    environment: str = Operational.TOSS
    locale: str = "ko-KR"
    scheme: str | None = None
    origin: str | None = None
    install: str = "default"
    user: str = "default"
    faults: list[str] = field(default_factory=list)
    is_headless: bool = False
    out: Path | None = None
    debug_port: int | None = None
    has_user_scripts: bool = True
    is_strict: bool = False


def prepare(wanted: Wanted) -> Preview:
    """Check the options and the machine, say what was chosen, and return what is to run.

    Raises ConfigError for an option that does not fit, HostError when Qt could not start here.
    """
    device = profile(wanted.device or DEFAULT_DEVICES[Platform(wanted.os or Platform.IOS)])
    miniapp = locate(wanted.target, app_name=wanted.app_name)
    notes = [*miniapp.notes]
    if wanted.scheme is not None:
        notes += filter(None, [scheme_note(wanted.scheme, app_name=miniapp.facts.name)])
    origin(wanted.origin, app=miniapp, port=stable_port(miniapp.facts.name))
    check_port(wanted.debug_port)
    shown = display()
    is_headless = wanted.is_headless or not shown.usable
    if not is_headless:
        check_libraries(windowed=True)  # before Qt, which would abort without a word
    settings = Settings(
        miniapp=miniapp,
        origin=wanted.origin,
        scheme=wanted.scheme,
        device=device,
        environment=Environment(
            platform=Platform(wanted.os or device.platform),
            operational=Operational(wanted.environment),
            toss_version=check_version(wanted.toss_version),
            locale=check_locale(wanted.locale),
        ),
        faults=check_faults(wanted.faults),
        install=Install(wanted.install),
        user=check_user(wanted.user),
        platform="offscreen" if is_headless else shown.platform,
        is_attended=not is_headless,
        has_user_scripts=wanted.has_user_scripts,
        is_strict=wanted.is_strict,
        debug_port=wanted.debug_port,
    )
    if is_headless and not wanted.is_headless:
        notes.append(f"no display ({shown.text}): running offscreen")
    for note in notes:
        print(f"aitdesk: {note}", file=sys.stderr)
    out = wanted.out or (Path("aitdesk-out") if is_headless else None)
    return Preview(settings, out, is_single_look=is_headless and wanted.debug_port is None)


def check_locale(tag: str) -> str:
    """Return the tag; raise ConfigError for what is no language tag."""
    if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", tag) is None:
        message = f"--locale {tag!r} is no language tag: write it like ko-KR"
        raise ConfigError(message)
    return tag


def check_user(name: str) -> str:
    """Return the name; raise ConfigError when it is empty."""
    if not name:
        raise ConfigError("--user needs a name")
    return name


def check_port(port: int | None) -> None:
    """Raise ConfigError when the port is taken: Chromium would only log it."""
    if port is not None:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError as problem:
            message = f"--debug-port {port} cannot be used ({problem.strerror}): give another"
            raise ConfigError(message) from None


def check_faults(texts: list[str]) -> Faults:
    """Return the faults; raise ConfigError for a name that this shell does not answer."""
    faults = Faults.parse(texts)
    if not faults.outcomes:  # the usual start need not load the handlers before the engine
        return faults
    from aitdesk.api import FAMILIES
    from aitdesk.registry import Kind, Registry

    registry = Registry(FAMILIES)
    for name in faults.outcomes:
        if registry.find(Kind.METHOD, name) is None:
            message = (
                f"--fault {name}: no such call here; getAnonymousKey and others are in README.md"
            )
            raise ConfigError(message)
    return faults
