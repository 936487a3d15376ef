"""A message of the mini-app's server on the phone: a banner, whose tap leads where it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError
from aitdesk.phone.entry import entry_url
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from aitdesk.engine.window import Chrome
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.messages import Message, Messages

_OPEN = "open"
_CLOSE = "close"


@dataclass
class MessageBanner:
    """Shows each message that arrives; `begin` lets it wait for the person."""

    phone: SimulatedPhone
    chrome: Chrome
    home_url: str
    begin: Callable[[Coroutine[object, object, None]], None]

    def follow(self, messages: Messages) -> None:
        """Show every message from now on."""
        messages.arrived.listen(lambda message: self.begin(self._show(message)))

    async def _show(self, message: Message) -> None:
        answer = await self.phone.prompts.ask(
            PromptKind.MESSAGE, self._sheet(message), allow=Answer(_OPEN), deny=Answer(_CLOSE)
        )
        if answer.choice == _OPEN and message.link:
            try:
                app = self.phone.app
                url = entry_url(
                    self.home_url.rstrip("/"), scheme=message.link, deployment_id=app.deployment_id
                )
            except ConfigError as problem:
                self.phone.problems.emit(f"message {message.template}: {problem}")
                return
            self.chrome.load(url)

    def _sheet(self, message: Message) -> Sheet:
        say = self.phone.environment.say
        return Sheet(
            layout=Layout.ALERT,
            icon="🔔",
            title=message.title,
            blocks=(Paragraph(text=message.body),) if message.body else (),
            choices=(
                Choice(id=_CLOSE, label=say("닫기", "Close")),
                Choice(id=_OPEN, label=say("열기", "Open"), role="primary"),
            ),
            dismiss=_CLOSE,
        )
