"""`aitdesk init`: writes an `aitdesk.toml` that has every key with its default, commented."""

from __future__ import annotations

import inspect
import json
import os
import re
from typing import TYPE_CHECKING

import msgspec

from aitdesk.config.configuration import FILE_NAME
from aitdesk.config.file import known_parts
from aitdesk.config.tables import TABLES, AppTable, ReviewTable, SmokeTable
from aitdesk.errors import ConfigError, printable
from aitdesk.miniapp.project import BAR_DEFAULTS, facts_of, find_project
from aitdesk.phone.device import DEFAULT_DEVICES, profile
from aitdesk.phone.environment import Platform
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.state import as_json
from aitdesk.system import regular_file
from aitdesk.validation.type_words import describe

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone import Part
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.observable import State
    from aitdesk.value import Json

_HEAD = """\
# How aitdesk opens this mini-app. Every key is here with its default: take the # away to say it.
# The command line says it over this file, this file over the mini-app's configuration.
# The tables after [device] are the state that `aitdesk preview --control-port` shows and changes.
"""
_RECORDS = """\
# Records by key: those that stand here are written at each start, whatever was kept."""
_EXAMPLES = {"permissions": '"clipboard/read" = "allowed"'}
_WIDTH = 98


def init(folder: Path) -> Path:
    """Write the file into a folder and return its path. Raises ConfigError where one is."""
    folder = regular_file.named(folder, by="FOLDER")
    if not folder.is_dir():
        raise ConfigError(f"{printable(str(folder))} is no folder: name the mini-app's")
    file = folder / FILE_NAME
    text = composed(folder)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as new:
            new.write(text.encode())
    except FileExistsError:
        raise ConfigError(f"{file} is there already: nothing was changed") from None
    except OSError as problem:
        raise ConfigError(f"{file} cannot be written ({problem.strerror})") from None
    return file


def composed(folder: Path) -> str:
    """Return the text of the file for a mini-app's folder."""
    project = find_project(folder.resolve())
    facts = facts_of(project, app_name=None, fallback=folder.resolve().name)
    members: dict[str, Json] = {
        "line": None if project.evidence is None else int(project.evidence.line)
    }
    app = _table("app", AppTable.__doc__, members | _app_members(facts), wanted=AppTable)
    return "\n".join(
        [
            _HEAD,
            app,
            _device_table(),
            _smoke_table(),
            _review_table(),
            *(_part(name, part) for name, part in known_parts().items()),
        ]
    )


def _app_members(facts: AppFacts) -> dict[str, Json]:
    bar = json.loads(facts.navigation_bar) if facts.navigation_bar else dict(BAR_DEFAULTS)
    return {
        "name": facts.name,
        "sdk_version": facts.sdk_version,
        "display_name": facts.display_name,
        "icon": facts.icon,
        "primary_color": facts.primary_color,
        "web_view_type": facts.web_view_type,
        "permissions": [f"{each.name}:{each.access}" for each in facts.permissions],
        "navigation_bar": {
            re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name): value
            for name, value in bar.items()
            if name in {*BAR_DEFAULTS, "theme"}
        },
    }


def _device_table() -> str:
    phone = profile(DEFAULT_DEVICES[Platform.IOS])
    members: dict[str, Json] = {
        "name": phone.name,
        "os_version": phone.os_version,
        "width_px": phone.width_px,
        "height_px": phone.height_px,
        **{f"inset_{edge}_px": px for edge, px in phone.insets.edges().items()},
    }
    return _table("device", TABLES["device"].__doc__, members)


def _smoke_table() -> str:
    members: dict[str, Json] = {"allow": []}
    return _table("smoke", SmokeTable.__doc__, members, wanted=SmokeTable)


def _review_table() -> str:
    members: dict[str, Json] = {
        "allow": [],
        "console_title": None,
        "console_icon": None,
        "schemes": [],
    }
    return _table("review", ReviewTable.__doc__, members, wanted=ReviewTable)


def _part(name: str, part: Part) -> str:
    if isinstance(part, Ledger):
        return _records(name, part.type)
    members = as_json(part.initial)
    return _table(name, part.type.__doc__, members, wanted=part.type)


def _records(name: str, record: type[State]) -> str:
    wanted = "\n".join(
        f"#   {each.name}: {describe(each.type)}{'' if each.required else ' (may be left out)'}"
        for each in _fields(record)
    )
    example = f"# {_EXAMPLES[name]}\n" if name in _EXAMPLES else ""
    return f"[{name}]\n{_comment(record.__doc__)}\n{_RECORDS}\n{wanted}\n{example}"


def _table(
    name: str,
    said: str | None,
    members: Json,
    *,
    wanted: type[State] | None = None,
) -> str:
    types = {each.encode_name: each.type for each in _fields(wanted)} if wanted else {}
    lines = [
        f"# {key} is not set: {describe(types[key])}"
        if value is None
        else _commented(f"{key} = {_spread(value)}{_hint(types.get(key))}")
        for key, value in (members.items() if isinstance(members, dict) else ())
    ]
    return "\n".join([f"[{name}]", _comment(said), *lines, ""])


def _hint(wanted: msgspec.inspect.Type | None) -> str:
    """Return what else a member may be, where that is a closed set."""
    match wanted:
        case None:
            return ""
        case msgspec.inspect.DictType(key_type=key, value_type=value):
            words = f"{describe(key)} = {describe(value)}"
        case _:
            words = describe(wanted)
    return f"  # {words}" if "one of " in words else ""


def _fields(record: type[State]) -> tuple[msgspec.inspect.Field, ...]:
    info = msgspec.inspect.type_info(record)
    return info.fields if isinstance(info, msgspec.inspect.StructType) else ()


def _comment(said: str | None) -> str:
    """Return a docstring as it was broken, commented."""
    return _commented(inspect.cleandoc(said or ""))


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def _spread(value: Json) -> str:
    """Return a value as TOML, a long list with one item a line."""
    line = toml_value(value)
    if not isinstance(value, list) or len(line) <= _WIDTH:
        return line
    return "[\n" + "".join(f"  {toml_value(item)},\n" for item in value) + "]"


def toml_value(value: Json) -> str:
    """Return a value as TOML; members that are null are left out, for TOML has no such thing."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            # JSON escapes what a basic string must, and DEL besides needs it.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int() | float():
            return repr(value)
        case list():
            return f"[{', '.join(map(toml_value, value))}]"
        case dict():
            members = [
                f"{toml_key(name)} = {toml_value(each)}"
                for name, each in value.items()
                if each is not None
            ]
            return f"{{ {', '.join(members)} }}" if members else "{}"
        case _:
            raise TypeError(f"TOML has no {value!r}")


def toml_key(name: str) -> str:
    """Return a key as TOML."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)
