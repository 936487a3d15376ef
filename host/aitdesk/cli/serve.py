"""`aitdesk serve`."""

from typing import Annotated, Any

import typer

from aitdesk.cli.options import Target, offering
from aitdesk.config.option import RUN
from aitdesk.config.options import PreviewOptions

Test = Annotated[
    bool,
    typer.Option(
        "--test",
        help="A fresh phone, offscreen, with control and DevTools open: for tests of yours.",
        rich_help_panel=RUN,
    ),
]
WithInput = Annotated[
    bool,
    typer.Option("--ends-with-input", help="End when the standard input does.", hidden=True),
]
Idle = Annotated[bool, typer.Option("--idle", help="Leave the first window empty.", hidden=True)]


@offering("serve")
def serve(
    target: Target = None,
    *,
    test: Test = False,
    ends_with_input: WithInput = False,
    idle: Idle = False,
    **said: Any,  # noqa: ANN401  # each its own
) -> None:
    """Serve a mini-app to tests; prints one line of JSON that says where."""
    from aitdesk.errors import ConfigError
    from aitdesk.runs.serve import Service

    if not test:
        raise ConfigError("serve needs --test: for a window, run aitdesk preview")
    wanted = PreviewOptions(
        target=target, headless=True, **{**said, "debug_port": said["debug_port"] or 0}
    )
    raise typer.Exit(Service(wanted, ends_with_input=ends_with_input, is_idle=idle).run())
