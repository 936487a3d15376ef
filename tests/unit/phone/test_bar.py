from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.app import AppFacts
from aitdesk.phone.bar import BarOptions, bar_options

if TYPE_CHECKING:
    from aitdesk.phone.bar import Theme

LIGHT = '{"theme": "light"}'
HOME = '{"withHomeButton": true, "theme": "dark"}'


@pytest.mark.parametrize(
    ("bar", "options"),
    [
        (None, BarOptions()),
        (HOME, BarOptions(with_home_button=True, theme="dark", menu_theme="dark")),
        ('{"transparentBackground": true}', BarOptions(transparent_background=True)),
        # The button is part of the title.
        ('{"withHomeButton": true, "withTitle": false}', BarOptions(with_title=False)),
        ("[]", BarOptions()),
        ("not JSON", BarOptions()),
        ('{"withTitle": "yes"}', BarOptions()),
        ('{"theme": "blue"}', BarOptions()),
    ],
)
def test_the_configuration_is_followed_where_it_can_be_read(
    bar: str | None, options: BarOptions
) -> None:
    assert bar_options(AppFacts("my-app", "My App", navigation_bar=bar)) == options


@pytest.mark.parametrize(
    ("bar", "theme", "menu"),
    [(None, "light", "dark"), (HOME, "dark", "dark"), (LIGHT, "light", "light")],
)
def test_a_game_has_neither_back_nor_title_nor_home_and_a_menu_of_its_own(
    bar: str | None, theme: Theme, menu: Theme
) -> None:
    app = AppFacts("my-app", "My App", web_view_type="game", navigation_bar=bar)
    assert bar_options(app) == BarOptions(
        with_back_button=False, with_title=False, theme=theme, menu_theme=menu
    )
