"""One option of a run, and what is made of it: flags, arguments, the options of a class."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

Command: TypeAlias = Literal[
    "preview", "serve", "smoke", "partner", "partner unlink", "partner subscription"
]
"""A command that takes a mini-app."""

MINI_APP, PHONE, ANSWERS = "The mini-app", "The phone", "What it answers"
CHECK, RUN = "The check", "This run"
PANELS: Final = (MINI_APP, PHONE, ANSWERS, CHECK, RUN)
"""The groups that `--help` shows the options in, in their order."""

NO_PARTS: Final = ("app", "device", "smoke", "review")
"""The tables of aitdesk.toml that are no part of the phone's state."""

_OPTION = "option"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option.

    `type` is what the command line reads of a text, `choices` the closed set that it is of, and
    `spelling` the flags where they are not made of the name. `default` is where it begins when
    nothing is said, None where that hangs on something else, of which `help` tells. `toml` is its
    table and member of aitdesk.toml, without a member the table; for a part of the phone's state
    that is also where it goes. `plugin` is its help on pytest's command line, None where it is not
    there.
    """

    name: str
    help: str
    panel: str
    commands: tuple[Command, ...]
    type: type = str
    choices: tuple[str, ...] = ()
    metavar: str | None = None
    spelling: str | None = None
    default: Any = None
    least: int | None = None
    most: int | None = None
    toml: tuple[str, str | None] | None = None
    plugin: str | None = None

    @property
    def flag(self) -> str:
        """How the command line spells it; of two, the one that says yes."""
        return (self.spelling or f"--{self.name.replace('_', '-')}").partition("/")[0]

    @property
    def is_state(self) -> bool:
        """Whether it says a part of the phone's state."""
        return self.toml is not None and self.toml[0] not in NO_PARTS


def option(
    help: str,  # noqa: A002  # as everybody calls it
    panel: str,
    commands: tuple[Command, ...],
    *,
    default: Any = None,  # noqa: ANN401  # each its own
    **more: Any,  # noqa: ANN401  # the other members of Option
) -> Any:  # noqa: ANN401  # a field of whatever type
    """Declare an option as the member of a class; more than one class may have it.

    Who does not say it has False or True for a flag, None for everything else.
    """
    noted = {"help": help, "panel": panel, "commands": commands, "default": default, **more}
    unsaid = default if more.get("type") is bool else None
    return dataclasses.field(default=unsaid, metadata={_OPTION: noted})


def options_of(declared: type[Any]) -> dict[str, Option]:
    """Return the options that a class has, by name, in their order."""
    return {
        each.name: Option(name=each.name, **each.metadata[_OPTION])
        for each in dataclasses.fields(declared)
        if _OPTION in each.metadata
    }


def offered_by(command: Command, declared: type[Any]) -> dict[str, Option]:
    """Return the options of a command, by name."""
    return {name: each for name, each in options_of(declared).items() if command in each.commands}


def said_or_default(said: Any, name: str) -> Any:  # noqa: ANN401  # any class, any option
    """Return what was said of an option, else its default."""
    value = getattr(said, name)
    return options_of(type(said))[name].default if value is None else value


def arguments(said: Any, *, command: Command = "serve") -> list[str]:  # noqa: ANN401  # any class
    """Return what was said as the command line of a command says it, its defaults left out."""
    found: list[str] = []
    for name, each in offered_by(command, type(said)).items():
        value = getattr(said, name)
        if each.type is bool:
            yes, _, no = (each.spelling or each.flag).partition("/")
            found += [] if value in {None, each.default} else [yes if value else no]
        elif isinstance(value, list):
            found += [f"{each.flag}={one}" for one in value]
        elif value is not None:
            found.append(f"{each.flag}={value}")
    return found
