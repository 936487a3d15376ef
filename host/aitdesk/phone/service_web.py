"""The transparent web view that Toss may lay over a mini-app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import msgspec

from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.prompts import Prompts
    from aitdesk.phone.sheet import Sheet


class ServiceWebState(State, frozen=True, kw_only=True):
    """Whether each is visible, by the id of its callback."""

    visible: dict[str, bool] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visibility:
    """A web view that came or went."""

    callback_id: str
    is_visible: bool


@dataclass
class ServiceWeb:
    """What is laid over the page now."""

    environment: Environment
    prompts: Prompts
    observable: Observable[ServiceWebState] = field(
        default_factory=lambda: Observable(ServiceWebState())
    )
    changes: Signal[Visibility] = field(default_factory=Signal)

    def __post_init__(self) -> None:
        self._seen: dict[str, bool] = {}
        self.observable.changes.listen(self._tell)

    async def show(self, callback_id: str, url: str) -> None:
        """Lay a web view over the page until a person closes it.

        Differs: the page of Toss is not loaded, its address is shown instead.
        """
        self._set(callback_id, is_visible=True)
        sheet = self._sheet(url)
        try:
            await self.prompts.ask(
                PromptKind.LINK, sheet, allow=Answer("close"), deny=Answer("close")
            )
        finally:
            self._set(callback_id, is_visible=False)

    def _set(self, callback_id: str, *, is_visible: bool) -> None:
        self.observable.update(visible={**self.observable.value.visible, callback_id: is_visible})

    def _tell(self, state: ServiceWebState) -> None:
        before, self._seen = self._seen, dict(state.visible)
        for callback_id, is_visible in state.visible.items():
            if before.get(callback_id, False) != is_visible:
                self.changes.emit(Visibility(callback_id, is_visible))

    def _sheet(self, url: str) -> Sheet:
        from aitdesk.phone.sheet import Choice, Layout, Paragraph, Sheet  # not before it is shown

        say = self.environment.say
        return Sheet(
            layout=Layout.BOTTOM,
            title=say("토스 화면이 열렸어요", "A page of Toss is open"),
            blocks=(Paragraph(text=url, tone="muted"),),
            choices=(Choice(id="close", label=say("닫기", "Close"), role="primary"),),
            dismiss="close",
        )


def transparent_page(url: str) -> tuple[str, str] | None:
    """Return callback id and address of a link that opens one, None for any other link.

    Source: `supertoss://transparent-service-web`, native host 2.10.8.
    """
    parts = urlsplit(url)
    if (parts.scheme, parts.netloc) != ("supertoss", "transparent-service-web"):
        return None
    query = parse_qs(parts.query)
    callback_id = query.get("onVisibilityChangeCallback", [""])[0]
    return callback_id, query.get("url", [""])[0]
