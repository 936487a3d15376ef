"""`aitdesk smoke`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from aitdesk.checks.smoke.matrix import Matrix
from aitdesk.cli.options import offering
from aitdesk.config.option import CHECK, RUN
from aitdesk.config.options import PreviewOptions

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TARGET]...",
        help="Folders, built projects, .ait files or URLs. Without any: the bundled sample.",
        show_default=False,
    ),
]
MatrixChoice = Annotated[
    Matrix,
    typer.Option(
        help="quick: walk through the first start, load the other states. full: all.",
        rich_help_panel=CHECK,
    ),
]
Paths = Annotated[
    list[str] | None,
    typer.Option(
        "--path",
        help="A path to go to as well. Repeatable.",
        metavar="/PATH",
        show_default=False,
        rich_help_panel=CHECK,
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        help="How long to wait for the page at each step.", metavar="SECONDS", rich_help_panel=CHECK
    ),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        help="A kind of failure that does not count, such as console-error; with :TEXT only those "
        "in which it is found. Repeatable.",
        metavar="KIND[:TEXT]",
        show_default=False,
        rich_help_panel=CHECK,
    ),
]
Out = Annotated[
    Path,
    typer.Option(help="Where report and journals are written.", metavar="DIR", rich_help_panel=RUN),
]
JsonFile = Annotated[
    Path | None,
    typer.Option(
        "--json",
        help="Write the result here too.",
        metavar="FILE",
        show_default=False,
        rich_help_panel=RUN,
    ),
]
JunitFile = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        help="Write the JUnit XML here too.",
        metavar="FILE",
        show_default=False,
        rich_help_panel=RUN,
    ),
]


@offering("smoke")
def smoke(
    targets: Targets = None,
    *,
    matrix: MatrixChoice = Matrix.QUICK,
    path: Paths = None,
    timeout: Timeout = 15.0,
    allow: Allow = None,
    out: Out = Path("aitdesk-smoke"),
    json_: JsonFile = None,
    junit: JunitFile = None,
    **said: Any,  # noqa: ANN401  # each its own
) -> None:
    """Load mini-apps, walk through them, and tell what breaks: no code needed."""
    from rich.console import Console

    from aitdesk.checks.smoke.plan import SmokeOptions, plans
    from aitdesk.checks.smoke.smoke import Smoke
    from aitdesk.system.regular_file import named

    wanted = PreviewOptions(headless=True, **said)
    out = named(out, by="--out")
    asked = SmokeOptions(wanted, matrix, tuple(path or ()), timeout, tuple(allow or ()), out)
    planned = plans(asked, targets or [None])
    console = Console(highlight=False)
    json_ = None if json_ is None else named(json_, by="--json")
    junit = None if junit is None else named(junit, by="--junit")
    raise typer.Exit(Smoke(planned, out, console, json_file=json_, junit_file=junit).run())
