"""What Toss does with a person who opens a game: greets, or does not let it be played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.phone.environment import Platform
from aitdesk.phone.prompts import PromptKind
from aitdesk.phone.welcome import welcome

if TYPE_CHECKING:
    from aitdesk.engine.window import Chrome
    from aitdesk.phone import SimulatedPhone

STORES: Final = {
    Platform.IOS: "https://apps.apple.com/app/id839333328",
    Platform.ANDROID: "https://play.google.com/store/apps/details?id=viva.republica.toss",
}
"""Where Toss is updated (native host 2.10.8)."""

WELCOME_MS: Final = 1_500
"""How long the greeting stands; it is as long as the status row flashes a text."""


async def greet(shell: SimulatedPhone, chrome: Chrome) -> None:
    """Greet in the status row, or close the game.

    Differs: one who makes no profile is asked again at once, on the phone at the next touch; and
    the page is not dimmed while the profile is fetched.
    """
    reached = await welcome(shell.game)
    while (
        reached.step == "blocked"
        and shell.prompts.observable.value.of(PromptKind.GAME_PROFILE) == "ask"
    ):
        reached = await welcome(shell.game)
    if reached.toast:
        chrome.flash(reached.toast)
        await shell.clock.sleep(WELCOME_MS / 1000)
        shell.game.overlay_gone.set()
    if reached.step == "update":
        shell.links.open(STORES[shell.environment.platform])
    if reached.step in ("update", "leave"):
        shell.navigation.close()
