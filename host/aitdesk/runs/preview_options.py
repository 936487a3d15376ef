"""What a run is told, checked against each other and against this machine."""

from __future__ import annotations

import re
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast, get_args

import msgspec

from aitdesk.config.configuration import FILE_NAME, Configuration, find_file
from aitdesk.config.option import options_of, said_or_default
from aitdesk.doctor.display import display
from aitdesk.doctor.libraries import check_libraries
from aitdesk.errors import ConfigError
from aitdesk.miniapp.sdk_version import exact_version, line_of
from aitdesk.miniapp.target import locate
from aitdesk.phone.device import DEFAULT_DEVICES, profile
from aitdesk.phone.entry import scheme_note
from aitdesk.phone.environment import Platform, check_version
from aitdesk.phone.faults import Faults
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.runs.preview import Preview
from aitdesk.server.origin import former_origin, origin, origin_note, stable_port
from aitdesk.session.session_config import SessionConfig
from aitdesk.storage import Install
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aitdesk.config.options import PreviewOptions
    from aitdesk.config.tables import AppTable
    from aitdesk.miniapp.target import Target
    from aitdesk.phone.device import Profile
    from aitdesk.value import Json


_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def prepare(wanted: PreviewOptions) -> Preview:
    """Check the options and the machine, say what was chosen, and return what is to run.

    Raises ConfigError for an option that does not fit, HostError when Qt could not start here.
    """
    settings, notes = chosen(wanted)
    shown = display()
    is_headless = wanted.headless or not shown.usable
    if not is_headless:
        check_libraries(windowed=True)  # before Qt, which would abort without a word
    if is_headless and not wanted.headless:
        notes.append(f"no display ({shown.text}): running offscreen")
    out = wanted.out or (Path("aitdesk-out") if is_headless else None)
    if out is not None:
        out = regular_file.named(out, by="--out")
    settings = replace(
        settings,
        platform="offscreen" if is_headless else shown.platform,
        is_attended=not is_headless,
        saves_in=out / "saved" if out is not None else None,
    )
    for note in notes:
        print(f"aitdesk: {note}", file=sys.stderr)
    doors = (wanted.debug_port, wanted.control_port, wanted.partner_port, wanted.with_server)
    is_reachable = any(each is not None for each in doors)
    return Preview(
        settings,
        out,
        is_single_look=is_headless and not is_reachable,
        control_port=wanted.control_port,
        partner_port=wanted.partner_port,
        with_server=wanted.with_server,
    )


def chosen(wanted: PreviewOptions) -> tuple[SessionConfig, list[str]]:
    """Return what the run is, offscreen, and what is to be said of it. Raises ConfigError."""
    said = wanted.config
    file = regular_file.named(said, by="--config") if said else find_file(beside(wanted.target))
    configuration = Configuration() if file is None else read_file(file)
    device = chosen_device(wanted, configuration)
    configuration = configuration.over(said_tables(wanted, configuration, device=device))
    miniapp = chosen_miniapp(wanted, configuration)
    notes = [*miniapp.notes, *check_options(wanted, configuration, miniapp=miniapp)]
    if file is not None:
        notes.append(f"with {file}")
    return chosen_settings(wanted, configuration, miniapp=miniapp, device=device), notes


def beside(target: str | None) -> str | None:
    """Return the TARGET, or the folder of one that is a file: there its aitdesk.toml may be."""
    if target is None or _URL.match(target):
        return target
    place = regular_file.named(target, by="TARGET")
    return str(place.parent) if place.is_file() else target


def read_file(file: Path) -> Configuration:
    """Return what the file says. Raises ConfigError."""
    from aitdesk.config.file import read  # it knows every part, and there is a file seldom

    return read(file)


def chosen_settings(
    wanted: PreviewOptions, configuration: Configuration, *, miniapp: Target, device: Profile
) -> SessionConfig:
    """Return what the run is, wherever it is shown. Raises ConfigError."""
    install = said_or_default(wanted, "install")
    return SessionConfig(
        miniapp=miniapp,
        origin=wanted.origin,
        origin_before=wanted.origin_before,
        scheme=wanted.scheme,
        device=configuration.device.over(device) if configuration.device else device,
        environment=configuration.environment(),
        configuration=configuration,
        install=Install(install, wanted.home) if wanted.home else Install(install),
        user=check_user(said_or_default(wanted, "user")),
        platform="offscreen",
        is_attended=False,
        has_user_scripts=wanted.user_scripts,
        is_strict=wanted.strict,
        has_device_pixels=wanted.device_pixels,
        debug_port=wanted.debug_port,
    )


def check_options(
    wanted: PreviewOptions, configuration: Configuration, *, miniapp: Target
) -> Iterator[str]:
    """Yield what is to be said of the options. Raises ConfigError for one that does not fit."""
    name = miniapp.facts.name
    if wanted.scheme is not None:
        from aitdesk.phone.sharing import is_share_link  # most runs have no link

        link = wanted.scheme
        if not is_share_link(link) and (note := scheme_note(link, app_name=name)):
            yield note
    yield from check_origin(wanted, miniapp=miniapp)
    check_port(wanted.debug_port, option="--debug-port")
    check_port(wanted.control_port, option="--control-port")
    check_faults(wanted.fault or [])
    said = configuration.tables.get("faults")
    outcomes = said.get("outcomes") if isinstance(said, dict) else None
    if outcomes:
        from aitdesk.api.fault_names import fault_notes, full_registry  # as in check_faults

        yield from fault_notes(msgspec.convert(outcomes, dict[str, str]), full_registry())


def check_origin(wanted: PreviewOptions, *, miniapp: Target) -> Iterator[str]:
    """Yield what is to be said of the origin. Raises ConfigError for one that does not fit."""
    port = stable_port(miniapp.facts.name)
    here = origin(wanted.origin, app=miniapp, port=port, scheme=wanted.scheme)
    former_origin(wanted.origin_before, app=miniapp, current=here)
    is_by_version = wanted.origin in {None, "auto", "production", "private"}
    if miniapp.url is None and is_by_version and (note := origin_note(miniapp)):
        yield note


def chosen_miniapp(wanted: PreviewOptions, configuration: Configuration) -> Target:
    """Return the mini-app, with the file's facts over its own and the command line's name."""
    app = configuration.app
    name = wanted.app_name or (app.name if app else None)
    found = locate(wanted.target, app_name=name, line=said_line(wanted, app))
    facts = replace(app.over(found.facts), name=found.facts.name) if app else found.facts
    if wanted.sdk_version is not None:
        facts = replace(facts, sdk_version=wanted.sdk_version)
    return replace(found, facts=facts)


def said_line(wanted: PreviewOptions, app: AppTable | None) -> SdkEvidence | None:
    """Return the line of the SDK that the command line names, else the file.

    A version names its line. Raises ConfigError for one that is none, or of another line.
    """
    version = said_version(wanted)
    if wanted.line is not None:
        said_first = Line(wanted.line)
        if version is not None and version is not said_first:
            message = f"--sdk-version {wanted.sdk_version} is not of --line {wanted.line}: give one"
            raise ConfigError(message)
        return SdkEvidence(said_first, "--line")
    if version is not None:
        return SdkEvidence(version, "--sdk-version")
    said = None if app is None else line_of(str(app.line or app.sdk_version or ""))
    return None if said is None else SdkEvidence(said, FILE_NAME)


def said_version(wanted: PreviewOptions) -> Line | None:
    """Return the line of --sdk-version. Raises ConfigError for what is no version."""
    if wanted.sdk_version is None:
        return None
    if exact_version(wanted.sdk_version) is None:
        message = f"--sdk-version {wanted.sdk_version} is no version: write it like 3.0.3"
        raise ConfigError(message)
    return line_of(wanted.sdk_version)


def chosen_device(wanted: PreviewOptions, configuration: Configuration) -> Profile:
    """Return the phone: the command line's, the file's, else the one of the platform."""
    said = configuration.device
    name = wanted.device or (said.name if said else None)
    platform = Platform(wanted.os) if wanted.os else configuration.environment().platform
    return profile(name or DEFAULT_DEVICES[platform])


def said_tables(
    wanted: PreviewOptions, configuration: Configuration, *, device: Profile
) -> dict[str, Json]:
    """Return what the command line says of the shell's state. Raises ConfigError."""
    tables = said_parts(wanted)
    surroundings = tables.setdefault("environment", {})
    said = configuration.tables.get("environment")
    is_platform_said = isinstance(said, dict) and "platform" in said
    if wanted.os or wanted.device or not is_platform_said:
        surroundings["platform"] = wanted.os or device.platform.value
    return {name: cast("Json", table) for name, table in tables.items()}


def said_parts(wanted: PreviewOptions) -> dict[str, dict[str, Json]]:
    """Return what is said of the parts of the state, by the table that each option names."""
    tables: dict[str, dict[str, Json]] = {}
    for name, each in options_of(type(wanted)).items():
        value = getattr(wanted, name)
        if each.toml is None or not each.is_state or value is None:
            continue
        table, member = each.toml
        read = _READ[name](value) if name in _READ else value
        tables.setdefault(table, {}).update(read if member is None else {member: read})
    return tables


def said_policies(texts: list[str]) -> dict[str, Json]:
    """Read `ask` or `permission=deny` texts. Raises ConfigError for anything else."""
    if not texts:
        return {"kinds": {}}
    from aitdesk.phone.prompts import Policy, PromptKind  # not before somebody says something

    policies: dict[str, Json] = {}
    kinds: dict[str, Json] = {}
    for text in texts:
        kind, separator, policy = text.rpartition("=")
        if policy not in get_args(Policy):
            message = f"--prompts {text}: choose one of {', '.join(get_args(Policy))}"
            raise ConfigError(message)
        if separator and kind not in list(PromptKind):
            from aitdesk.validation.validation_errors import near  # only once there is one

            message = f"--prompts {text}: no such kind{near(kind, list(PromptKind))}"
            raise ConfigError(message)
        if separator:
            kinds[kind] = policy
        else:
            policies["default"] = policy
    return {**policies, "kinds": kinds}


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


def check_port(port: int | None, *, option: str) -> None:
    """Raise ConfigError when the port is taken: Chromium would only log it."""
    if port:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError as problem:
            message = f"{option} {port} cannot be used ({problem.strerror}): give another"
            raise ConfigError(message) from None


def check_faults(texts: list[str]) -> None:
    """Raise ConfigError for a name that is not answered here."""
    if texts:  # the usual start need not load the handlers before the engine
        from aitdesk.api.fault_names import find_fault_mistakes, full_registry

        outcomes = Faults.parse(texts).outcomes
        wrong = find_fault_mistakes(outcomes, full_registry())
        if wrong:
            lines = (f"--fault {name}: {mistake}" for name, mistake in wrong.items())
            raise ConfigError("\n".join(lines))


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "toss_version": check_version,
    "locale": check_locale,
    "fault": lambda texts: Faults.parse(texts).outcomes,
    "prompts": said_policies,
}
"""What makes the member of an option's value; each raises ConfigError for one that does not fit."""
