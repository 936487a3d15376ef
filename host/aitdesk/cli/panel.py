"""The groups that `--help` shows the options of a command in."""

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperOption

from aitdesk.config.option import PANELS, RUN

if TYPE_CHECKING:
    from typer._click.core import (
        Context,
        Parameter,
    )  # typer names neither of these as it takes them


class GroupedCommand(TyperCommand):
    """A command whose options are shown in `PANELS`."""

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the parameters, each option with its panel."""
        found = super().get_params(ctx)
        for each in found:
            if isinstance(each, TyperOption) and each.name == "help":
                each.rich_help_panel = RUN
        # Panels are shown in the order in which their first options come.
        return sorted(found, key=_panel_number)


def _panel_number(parameter: "Parameter") -> int:
    panel = getattr(parameter, "rich_help_panel", None)
    return PANELS.index(panel) if panel in PANELS else -1
