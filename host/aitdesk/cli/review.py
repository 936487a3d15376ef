"""`aitdesk review`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aitdesk.cli.options import Target
from aitdesk.config.option import CHECK, MINI_APP, RUN


class ReviewLanguage(StrEnum):
    """The language of what is shown."""

    KO = "ko"
    EN = "en"


class FailFrom(StrEnum):
    """From which severity on the exit code is 1."""

    BLOCK = "block"
    WARN = "warn"
    NEVER = "never"


Static = Annotated[
    bool,
    typer.Option("--static", help="Look at the files alone.", rich_help_panel=CHECK),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        help="A rule that does not count, such as V3; with :TEXT only findings in which that is "
        "found. Repeatable.",
        metavar="RULE[:TEXT]",
        show_default=False,
        rich_help_panel=CHECK,
    ),
]
FailOnChoice = Annotated[
    FailFrom,
    typer.Option(help="From which severity on it ends with 1.", rich_help_panel=CHECK),
]
Since = Annotated[
    Path | None,
    typer.Option(
        help="An earlier result of --json, to mark what is new.",
        metavar="FILE",
        show_default=False,
        rich_help_panel=CHECK,
    ),
]
ConsoleTitle = Annotated[
    str | None,
    typer.Option(
        help="The mini-app's name as the console has it.",
        metavar="NAME",
        show_default=False,
        rich_help_panel=MINI_APP,
    ),
]
ConsoleIcon = Annotated[
    str | None,
    typer.Option(
        help="The address of the icon that the console has.",
        metavar="URL",
        show_default=False,
        rich_help_panel=MINI_APP,
    ),
]
AppName = Annotated[
    str | None,
    typer.Option(
        help="The mini-app's name. Default: its configuration's, else the folder's.",
        metavar="NAME",
        show_default=False,
        rich_help_panel=MINI_APP,
    ),
]
Schemes = Annotated[
    list[str] | None,
    typer.Option(
        "--scheme",
        help="The link of a feature that the console has. Repeatable.",
        metavar="URI",
        show_default=False,
        rich_help_panel=MINI_APP,
    ),
]
Lang = Annotated[ReviewLanguage, typer.Option(help="Language of it all.", rich_help_panel=RUN)]


def _file(name: str, help_: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(
        name, help=help_, metavar="FILE", show_default=False, rich_help_panel=RUN
    )
    return found


JsonFile = Annotated[Path | None, _file("--json", "Write the result here.")]
SarifFile = Annotated[Path | None, _file("--sarif", "Write SARIF 2.1.0 here, for code scanning.")]
JunitFile = Annotated[Path | None, _file("--junit", "Write JUnit XML here.")]


def review(
    target: Target = None,
    *,
    static: Static = False,
    allow: Allow = None,
    fail_on: FailOnChoice = FailFrom.BLOCK,
    since: Since = None,
    app_name: AppName = None,
    console_title: ConsoleTitle = None,
    console_icon: ConsoleIcon = None,
    scheme: Schemes = None,
    lang: Lang = ReviewLanguage.EN,
    json_: JsonFile = None,
    sarif: SarifFile = None,
    junit: JunitFile = None,
) -> None:
    """Tell what the store would hold against a mini-app, as far as its files show it."""
    from rich.console import Console

    from aitdesk.checks.review.plan import ReviewOptions, plan
    from aitdesk.checks.review.result import FailOn
    from aitdesk.checks.review.review import Review
    from aitdesk.checks.review.subject import ConsoleFacts

    console = ConsoleFacts(title=console_title, icon=console_icon, schemes=tuple(scheme or ()))
    asked = ReviewOptions(
        target=target,
        app_name=app_name,
        is_static=static,
        language="ko" if lang is ReviewLanguage.KO else "en",
        fail_on=FailOn(fail_on.value),
        allow=tuple(allow or ()),
        console=console,
        since=since,
        json_file=json_,
        sarif_file=sarif,
        junit_file=junit,
    )
    raise typer.Exit(Review(plan(asked), Console(highlight=False)).run())
