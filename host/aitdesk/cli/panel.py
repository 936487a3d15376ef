"""The groups that `--help` shows the options of a command in."""

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperOption

if TYPE_CHECKING:
    from typer._click.core import (
        Context,
        Parameter,
    )  # typer names neither of these as it takes them

PANELS = {
    "The mini-app": (
        *("app_name", "line", "sdk_version", "config", "scheme", "origin", "origin_before"),
        "user_scripts",
    ),
    "The phone": ("device", "os", "toss_version", "environment", "locale", "install", "user"),
    "What it answers": ("fault", "prompts", "latency", "seed", "throttle", "strict"),
    "The check": ("matrix", "path", "timeout", "allow"),
    "This run": (
        *("test", "headless", "device_pixels", "out", "json_", "junit", "control_port"),
        *("debug_port", "help"),
    ),
}
"""The options of preview, serve and smoke by the names of their parameters."""

_PANEL_OF = {name: panel for panel, names in PANELS.items() for name in names}


class GroupedCommand(TyperCommand):
    """A command whose options are shown in `PANELS`."""

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the parameters, each option with its panel."""
        found = super().get_params(ctx)
        for each in found:
            if isinstance(each, TyperOption):
                each.rich_help_panel = _PANEL_OF.get(each.name or "")
        # Panels are shown in the order in which their first options come.
        order = list(_PANEL_OF)
        return sorted(found, key=lambda each: order.index(each.name) if each.name in order else -1)
