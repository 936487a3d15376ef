"""Reading `aitdesk.toml`: every mistake in it at once, each with its line.

It knows every part of the shell, so it is loaded only where there is a file.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, cast

import msgspec

from aitdesk.api.fault_names import find_fault_mistakes, full_registry
from aitdesk.config.configuration import FILE_NAME, Configuration
from aitdesk.config.lines import key_lines
from aitdesk.config.tables import TABLES, AppTable, DeviceTable, ReviewTable, SmokeTable
from aitdesk.errors import ConfigError
from aitdesk.phone import make_shell
from aitdesk.phone.app import AppFacts
from aitdesk.phone.device import DEFAULT_DEVICES, profile
from aitdesk.phone.environment import Environment, Platform
from aitdesk.phone.state_errors import find_state_mistakes
from aitdesk.system.regular_file import named
from aitdesk.system.regular_file import read as read_bytes
from aitdesk.validation.validation_errors import Mistake, find_mistakes, near

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aitdesk.phone import Part
    from aitdesk.phone.vault import Vault
    from aitdesk.validation.type_words import Steps

PATHS = (
    ("album", "folder"),
    ("camera", "picture"),
    ("documents", "folder"),
    ("location", "gpx_file"),
)
"""Members that name a place on this desktop: relative to the file that says so."""

_LARGEST_BYTES = 64 << 10
# tomllib's time grows with the square of a key's parts.
_MOST_DOTS = 500
_SYNTAX = re.compile(r"(?P<text>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def read(file: Path) -> Configuration:
    """Read a file. Raises ConfigError with one line for every mistake in it."""
    try:
        content = read_bytes(file, most_bytes=_LARGEST_BYTES)
        text = content.decode().replace("\r\n", "\n")
        _check_dots(file, text)
        tables = tomllib.loads(text)
    except OSError as problem:
        raise ConfigError(f"{file} cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is no UTF-8: save it as UTF-8") from None
    except RecursionError:
        raise ConfigError(f"{file} is nested too deeply: nothing that it can say is") from None
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(_syntax_line(file, str(problem), text)) from None
    mistakes = _find_mistakes(tables)
    if mistakes:
        lines = key_lines(text)
        told = sorted((_line_of(each.path, lines), each.line()) for each in mistakes)
        raise ConfigError("\n".join(f"{file}:{line}: {text}" for line, text in told))
    app = msgspec.convert(tables.pop("app", {}), AppTable)
    device = msgspec.convert(tables.pop("device", {}), DeviceTable)
    smoke = msgspec.convert(tables.pop("smoke", {}), SmokeTable)
    review = msgspec.convert(tables.pop("review", {}), ReviewTable)
    placed = _with_places(tables, file.parent)
    return Configuration(app=app, device=device, smoke=smoke, review=review, tables=placed)


def _check_dots(file: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise ConfigError(f"{file}:{number}: more than {_MOST_DOTS} dots in one line")


def known_parts() -> Mapping[str, Part]:
    """Return the parts of a shell that nobody uses, for their names, types and first values."""
    shell = make_shell(
        app=AppFacts("my-app", "My App"),
        profile=profile(DEFAULT_DEVICES[Platform.IOS]),
        environment=Environment(),
        vault=cast("Vault", None),  # a record is neither read nor written
        user="",
        scheme="",
        device_id="",
    )
    return shell.parts()


def _find_mistakes(tables: dict[str, Any]) -> list[Mistake]:  # as TOML decodes them
    parts = known_parts()
    known = {name: value for name, value in tables.items() if name in parts}
    found = find_state_mistakes(parts, known)
    for name, value in tables.items():
        if name in TABLES:
            inside = find_mistakes(value, TABLES[name])
            found += [Mistake((name, *each.path), each.text) for each in inside]
        elif name not in parts:
            hint = near(name, [*TABLES, *parts])
            found.append(Mistake((name,), f"no such table{hint}"))
    if not found and "faults" in tables:
        names = find_fault_mistakes(tables["faults"].get("outcomes", {}), full_registry())
        found += [Mistake(("faults", "outcomes", name), text) for name, text in names.items()]
    return found


def _with_places(tables: dict[str, Any], folder: Path) -> dict[str, Any]:  # as TOML decodes them
    for part, member in PATHS:
        place = tables.get(part, {}).get(member)
        if place:
            said = named(place, by=f"{member} in [{part}] of {folder / FILE_NAME}")
            tables[part][member] = str((folder / said).resolve())
    return tables


def _line_of(path: Steps, lines: Mapping[Steps, int]) -> int:
    """Return the line of a place, or of the nearest one around it that stands in the file."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _syntax_line(file: Path, told: str, text: str) -> str:
    found = _SYNTAX.fullmatch(told)
    if found is None:
        return f"{file}:1: {told}"
    last = text.count("\n") + 1
    return f"{file}:{found['line'] or last}: {found['text']}"
