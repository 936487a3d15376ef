"""An option is declared once: what is made of the declaration, and that it fits what is there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, get_args

import msgspec
import typer
from typer.main import get_command

import options_table
from aitdesk.cli.options import offering
from aitdesk.config.file import known_parts
from aitdesk.config.option import (
    ANSWERS,
    NO_PARTS,
    PHONE,
    Option,
    arguments,
    offered_by,
    option,
    options_of,
)
from aitdesk.config.options import PhoneOptions, PreviewOptions, ServedOptions
from aitdesk.config.tables import TABLES
from aitdesk.control.requests import window_body
from aitdesk.driver import Phone, Served
from aitdesk.phone.environment import NEWEST, Operational, Platform
from aitdesk.phone.latency import Pace
from aitdesk.protocol.line import Line
from aitdesk.pytest_plugin import Options
from aitdesk.runs.preview_options import said_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

OPTIONS = options_of(PreviewOptions)


@dataclass(frozen=True, kw_only=True)
class ThemedPhone(PhoneOptions):
    theme: str | None = option(
        "How bright.",
        PHONE,
        ("preview", "serve"),
        choices=("light", "dark"),
        toml=("environment", "theme"),
        plugin="light or dark.",
    )


@dataclass(frozen=True, kw_only=True)
class Themed(PreviewOptions, ThemedPhone):
    pass


def test_an_option_that_is_declared_is_on_the_command_line() -> None:
    said: dict[str, Any] = {}

    @offering("preview", declared=Themed)
    def preview(**options: Any) -> None:  # noqa: ANN401  # each its own
        said.update(options)

    app = typer.Typer()
    app.command()(preview)
    get_command(app).main(["--theme", "dark", "--seed", "3"], standalone_mode=False)
    assert (said["theme"], said["seed"], said["user"]) == ("dark", 3, "default")


def test_one_that_is_declared_of_a_phone_is_read_by_control_with_its_closed_set() -> None:
    members = msgspec.json.schema(window_body(ThemedPhone))["$defs"]["WindowBody"]["properties"]
    assert members["theme"] == {
        "anyOf": [{"enum": ["dark", "light"]}, {"type": "null"}],
        "default": None,
    }


def test_a_body_hands_on_every_option_that_was_said() -> None:
    body = msgspec.convert({"theme": "dark", "os": "ios"}, window_body(ThemedPhone))
    assert body.options() == {"os": "ios", "user": "default", "theme": "dark"}


def test_one_that_names_a_part_of_the_state_is_said_there() -> None:
    assert said_parts(Themed(theme="dark")) == {"environment": {"theme": "dark"}}


def test_one_that_serve_has_is_handed_on_to_it() -> None:
    assert arguments(Themed(theme="dark", seed=3)) == ["--theme=dark"]


def test_one_that_is_declared_is_a_row_of_the_docs() -> None:
    assert (
        "| `--theme light\\|dark` | preview, serve | `[environment]` `theme` "
        "| `--aitdesk-theme` | How bright. |" in options_table.table(Themed)
    )


def test_flags_are_handed_on_where_they_are_not_as_by_default() -> None:
    assert arguments(ServedOptions(strict=True, user_scripts=False)) == [
        "--no-user-scripts",
        "--strict",
    ]
    assert arguments(ServedOptions()) == []


def test_lists_are_handed_on_one_by_one() -> None:
    assert arguments(PreviewOptions(prompts=["allow", "share=deny"])) == [
        "--prompts=allow",
        "--prompts=share=deny",
    ]


def test_smoke_offers_nothing_that_serve_does_not() -> None:
    assert set(offered_by("smoke", PreviewOptions)) - set(offered_by("serve", PreviewOptions)) == (
        set()
    )


def test_what_a_driver_and_the_plugin_may_say_is_what_is_declared() -> None:
    phone, served = set(options_of(PhoneOptions)), set(options_of(ServedOptions))
    assert (
        names(Phone) & set(OPTIONS) - {"prompts"},
        names(Served) & set(OPTIONS),
        names(Options) & set(OPTIONS) - {"prompts"},
    ) == (phone, served, phone | served)


def names(declared: type[Any]) -> set[str]:
    return {each.name for each in fields(declared)}


def test_every_key_of_the_file_that_an_option_names_is_there() -> None:
    tables = {name: set(table.__struct_fields__) for name, table in TABLES.items()}
    tables |= {name: set(members_of(part.type)) for name, part in known_parts().items()}
    named = {each.name: each.toml for each in OPTIONS.values() if each.toml is not None}
    assert {
        name: (table, member)
        for name, (table, member) in named.items()
        if table not in tables or (member is not None and member not in tables[table])
    } == {}


def members_of(state: type[msgspec.Struct]) -> Iterable[str]:
    return state.__struct_fields__


def test_a_table_that_is_no_part_of_the_phone_is_known_as_one() -> None:
    assert set(NO_PARTS) == set(TABLES)


def test_a_closed_set_is_the_one_that_the_phone_has() -> None:
    closed = {name: each.choices for name, each in OPTIONS.items() if each.choices}
    assert closed == {
        "line": tuple(Line),
        "os": tuple(Platform),
        "environment": tuple(Operational),
        "latency": get_args(Pace),
    }


def test_the_default_that_the_help_tells_of_is_the_phones() -> None:
    assert f"Default: {NEWEST}." in OPTIONS["toss_version"].help


def test_an_option_is_found_by_its_flag() -> None:
    shown: Option = options_of(Themed)["theme"]
    assert (shown.flag, OPTIONS["user_scripts"].flag, OPTIONS["strict"].panel) == (
        "--theme",
        "--user-scripts",
        ANSWERS,
    )
