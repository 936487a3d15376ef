"""`aitdesk preview`."""

import gc
from typing import Any

import typer

from aitdesk.cli.options import Target, offering
from aitdesk.config.options import PreviewOptions


@offering("preview")
def preview(target: Target = None, **said: Any) -> None:  # noqa: ANN401  # each its own
    """Open a mini-app as the Toss app would."""
    # A start makes classes and modules that stay: looking for garbage among them costs 10 ms of it.
    # Preview turns it on again once the page is under way.
    gc.disable()
    from aitdesk.runs.preview_options import prepare

    try:
        code = prepare(PreviewOptions(target=target, **said)).run()
    finally:
        gc.enable()
    raise typer.Exit(code)
