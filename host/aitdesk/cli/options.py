"""The options of the commands, made of what is declared in `config/options.py`."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import update_wrapper
from typing import Annotated, Any

import typer

from aitdesk.config.option import Command, Option, offered_by, options_of
from aitdesk.config.options import PreviewOptions

_INSTALL = options_of(PreviewOptions)["install"]
Install = Annotated[str, typer.Option(help=_INSTALL.help, metavar=_INSTALL.metavar)]
Target = Annotated[
    str | None,  # typer reads it at run time
    typer.Argument(
        help="A folder with index.html, a project that was built, an .ait file, or an http(s) "
        "URL. Without it: the bundled sample.",
        show_default=False,
    ),
]


def offering(
    command: Command, *, declared: type[Any] = PreviewOptions
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a function, as typer looks at it, the options of a command for its `**said`."""

    def offer(function: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(function, eval_str=True)
        kept = [each for each in own.parameters.values() if each.kind is not each.VAR_KEYWORD]
        more = [_parameter(each) for each in offered_by(command, declared).values()]

        def run(*said: Any, **options: Any) -> None:  # noqa: ANN401  # each its own
            function(*said, **options)

        update_wrapper(run, function)
        run.__annotations__ = {}
        run.__signature__ = own.replace(parameters=[*kept, *more])  # type: ignore[attr-defined]  # typer reads it
        return run

    return offer


def _parameter(option: Option) -> inspect.Parameter:
    """Return an option as a parameter that typer understands."""
    kind: Any = StrEnum(option.name, list(option.choices)) if option.choices else option.type
    is_unset = option.default is None
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=option.default,
        annotation=Annotated[
            kind | None if is_unset else kind,
            typer.Option(
                *filter(None, [option.spelling]),
                help=option.help,
                metavar=option.metavar,
                min=option.least,
                max=option.most,
                show_default=not is_unset,
                rich_help_panel=option.panel,
            ),
        ],
    )
