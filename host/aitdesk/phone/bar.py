"""What the mini-app's configuration asks of the navigation bar."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts


Theme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarOptions:
    """`navigationBar` of the configuration, with its defaults (native host 2.10.8).

    A bar with `transparent_background` floats above a page that has the whole screen.
    """

    with_back_button: bool = True
    with_home_button: bool = False
    with_title: bool = True
    transparent_background: bool = False
    theme: Theme = "light"
    menu_theme: Theme = "light"
    """Of the buttons on the right."""


class _ConfiguredBar(msgspec.Struct, frozen=True, rename="camel"):
    with_back_button: bool = True
    with_home_button: bool = False
    with_title: bool = True
    transparent_background: bool = False
    theme: Theme | None = None


def bar_options(app: AppFacts) -> BarOptions:
    """Return the options of the mini-app; those that cannot be read count as none given.

    A game's bar has neither back nor title nor home, and its menu is dark unless the theme is
    named (native host 2.10.8).
    """
    is_game = app.web_view_type == "game"
    try:
        bar = msgspec.convert(json.loads(app.navigation_bar or "{}"), _ConfiguredBar)
    except (msgspec.ValidationError, ValueError):
        bar = _ConfiguredBar()
    return BarOptions(
        with_back_button=bar.with_back_button and not is_game,
        with_home_button=bar.with_home_button and bar.with_title and not is_game,
        with_title=bar.with_title and not is_game,
        transparent_background=bar.transparent_background,
        theme=bar.theme or "light",
        menu_theme=bar.theme or ("dark" if is_game else "light"),
    )
