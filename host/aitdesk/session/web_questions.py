"""What a page asks past the SDK, as any web page does: put to the phone, and answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aitdesk.engine.web_listener import Dialog
from aitdesk.errors import HostError, PromptError, WireError
from aitdesk.journal import EntryKind, Journal
from aitdesk.phone.environment import Platform
from aitdesk.phone.link import leaves_page
from aitdesk.phone.prompts import HOLDS_PAGE, Answer
from aitdesk.phone.sheet import Field, Paragraph
from aitdesk.protocol import web_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.engine.window import Chrome
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.prompts import Prompt, PromptSettled
    from aitdesk.phone.web_dialog import DialogName
    from aitdesk.protocol.web_question import WebQuestion
    from aitdesk.value import Json

_TEXT_SHOWN = 200
_GONE: Final[Json] = {"gone": True}

_NO_LOCATION = (
    "the page asked for the location and was refused: it has no permission geolocation/access"
)
_NOT_OWN = "the phone is asked by the mini-app's own pages alone"
_REWRITTEN = (
    "the page replaced itself with document.open or document.write: on a phone the bridge is gone"
)


@dataclass
class WebQuestions:
    """The WebListener of one window. Lives on the session's loop.

    `origins` are the mini-app's own: of others nobody knows whose they are, and none is asked for.
    `hand_out` gives a link to the phone.
    """

    shell: SimulatedPhone
    journal: Journal
    chrome: Chrome
    origins: frozenset[str]
    hand_out: Callable[[str], object]
    _choosers: int = 0
    _refused: set[str] = field(default_factory=set)
    _open: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        prompts = self.shell.prompts
        prompts.opened.listen(self._draw)
        prompts.settled.listen(self._settled)

    def asked(self, number: int, text: str, *, origin: str) -> None:
        """Put it to the phone; what is no question is answered with nothing."""
        try:
            question = web_question.decode(text)
        except WireError as problem:
            self.journal.add(EntryKind.DROPPED, reason=str(problem), text=text[:_TEXT_SHOWN])
            self.chrome.answer_page(number, _GONE)
            return
        if origin not in self.origins:
            self._refuse(question, origin)
            self.chrome.answer_page(number, _GONE)
            return
        task = asyncio.get_running_loop().create_task(self._answer(number, question, origin))
        self._open[number] = task
        task.add_done_callback(lambda _: self._open.pop(number, None))

    def withdrew(self, number: int) -> None:
        """Take the question back."""
        if (task := self._open.get(number)) is not None:
            task.cancel()

    def wanted_window(self, url: str) -> None:
        """Do what the platform's web view does with an address for a window of its own.

        Source: react-native-webview: iOS loads it in the same contents, Android hands it out.
        """
        if not url or url == "about:blank":
            self._tell("the page opened a window without an address: a phone has none to show")
        elif leaves_page(url) or self.shell.environment.platform is Platform.ANDROID:
            self.hand_out(url)
        else:
            self.journal.add(EntryKind.STATE, text=f"a new window opens in this one: {url}")
            self.chrome.load(url)

    def wanted_download(self, name: str) -> None:
        """Say that nothing is saved."""
        self._tell(
            f"the page wanted to download {name}: a phone's web view saves nothing, "
            "saveBase64Data does"
        )

    def wanted_files(self) -> None:
        """Let the page ask once: it cannot by itself."""
        self._choosers += 1

    def left_unsaved(self) -> None:
        """Say what became of `beforeunload`."""
        if self.shell.environment.platform is Platform.IOS:
            text = "beforeunload: iOS asks nobody, the page is left"
            self.journal.add(EntryKind.STATE, text=text)
        else:
            self._tell("beforeunload: Android asks whether to leave; here the page is left")

    def took(self, dialog: str, choice: str, field: str | None) -> None:
        """Hand a person's answer to whoever asked; one that comes too late is dropped."""
        values: dict[str, Json] = {} if field is None else {"text": field}
        try:
            self.shell.prompts.answer(dialog, Answer(choice, values), by="sheet")
        except PromptError as problem:
            self.journal.add(EntryKind.DROPPED, reason=str(problem), text=choice)

    def stop(self) -> None:
        """Take every question back."""
        for task in self._open.values():
            task.cancel()

    def _refuse(self, question: WebQuestion, origin: str) -> None:
        # Once for each kind: a frame may ask for ever.
        if question.asks not in self._refused:
            self._refused.add(question.asks)
            text = f"a document of {origin} asked for {question.asks} and was refused: {_NOT_OWN}"
            self.journal.add(EntryKind.PROBLEM, text=text)

    def _draw(self, prompt: Prompt) -> None:
        # The page that asks can draw nothing.
        if prompt.kind not in HOLDS_PAGE:
            return
        blocks = prompt.sheet.blocks
        self.chrome.show_dialog(
            Dialog(
                id=prompt.id,
                platform=self.shell.environment.platform,
                title=prompt.sheet.title,
                text="\n".join(each.text for each in blocks if isinstance(each, Paragraph)),
                field=next((each.text for each in blocks if isinstance(each, Field)), None),
                choices=tuple((choice.id, choice.label) for choice in prompt.sheet.choices),
                dismiss=prompt.sheet.dismiss,
            )
        )

    def _settled(self, settled: PromptSettled) -> None:
        if settled.prompt.kind in HOLDS_PAGE:
            self.chrome.hide_dialog(settled.prompt.id)

    async def _answer(self, number: int, question: WebQuestion, origin: str) -> None:
        try:
            answer: Json = {"value": await self._value(question, origin)}
        except HostError as problem:
            self.journal.add(EntryKind.PROBLEM, text=f"{question.asks}: {problem}")
            answer = _GONE
        self.chrome.answer_page(number, answer)

    def _tell(self, text: str) -> None:
        self.journal.add(EntryKind.PROBLEM, text=text)

    async def _value(self, question: WebQuestion, origin: str) -> Json:
        match question.asks:
            case "rewrite":
                self._tell(_REWRITTEN)
                return None
            case "copy":
                await self.shell.clipboard.copy(question.text)
                return None
            case "files":
                return await self._files(question)
            case "position":
                return await self._position(question)
            case "alert" | "confirm" | "prompt" as name:
                return await self._dialog(name, question, origin)

    async def _files(self, question: WebQuestion) -> Json:
        from aitdesk.phone.web_files import choose_files  # as with dialogs

        if not self._choosers:
            self._tell("the page asked for files without a file input, and was given none")
            return []
        self._choosers -= 1
        return await choose_files(
            self.shell,
            accept=question.accept,
            is_multiple=question.is_multiple,
            is_capture=question.capture is not None,
        )

    async def _position(self, question: WebQuestion) -> Json:
        from aitdesk.phone.web_position import REFUSED, web_position  # as with dialogs

        place = await web_position(
            self.shell.location, is_high=question.is_high, is_later=question.since > 0
        )
        if place == {"code": REFUSED}:
            self._tell(_NO_LOCATION)
        return place

    async def _dialog(self, name: DialogName, question: WebQuestion, origin: str) -> Json:
        from aitdesk.phone.web_dialog import ask_web_dialog  # most pages have none

        return await ask_web_dialog(
            name,
            question.text,
            preset=question.preset,
            origin=origin,
            prompts=self.shell.prompts,
            environment=self.shell.environment,
        )
