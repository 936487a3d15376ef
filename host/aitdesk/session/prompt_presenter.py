"""The shell's questions on the page: drawn, journaled, and answered from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.errors import PromptError, WireError
from aitdesk.journal import EntryKind, Journal
from aitdesk.phone.prompts import HOLDS_PAGE, Answer
from aitdesk.protocol import sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.prompts import Prompt, PromptSettled

_TEXT_SHOWN = 200


@dataclass
class PromptPresenter:
    """Takes what the prompts tell to the page. `send` takes a text to the current document.

    Dialogs of the web view's own are drawn by the window, and no page answers one
    (session/web_questions.py).
    """

    shell: SimulatedPhone
    journal: Journal
    send: Callable[[str], None]

    def __post_init__(self) -> None:
        prompts = self.shell.prompts
        prompts.opened.listen(self._opened)
        prompts.tapped.listen(self._tapped)
        prompts.settled.listen(self._settled)

    def draw_all(self) -> None:
        """Draw every open question: a new document has none yet."""
        for prompt in self.shell.prompts.waiting:
            self._draw(prompt)

    def answered(self, text: str) -> None:
        """Hand a person's answer to whoever asked; one that comes too late is dropped."""
        try:
            given = sheet.decode(text)
            if isinstance(given, sheet.Hindered):
                self._hindered(given)
                return
            self._answer(given)
        except (WireError, PromptError) as problem:
            self.journal.add(EntryKind.DROPPED, reason=str(problem), text=text[:_TEXT_SHOWN])

    def _answer(self, given: sheet.Answered) -> None:
        held = {each.id for each in self.shell.prompts.waiting if each.kind in HOLDS_PAGE}
        if given.id in held:
            raise PromptError(f"{given.id} is drawn by the window alone")
        self.shell.prompts.answer(given.id, Answer(given.choice, given.values), by="sheet")

    def _hindered(self, told: sheet.Hindered) -> None:
        does = {"removed": "takes the sheet away", "covered": "covers the sheet"}[told.hindered]
        for prompt in self.shell.prompts.waiting:
            if prompt.id == told.id:
                text = f"the page {does} again and again: no person can answer {prompt.id}"
                self.journal.add(
                    EntryKind.PROBLEM, text=f"{text} ({prompt.kind}), which stays open"
                )

    def _opened(self, prompt: Prompt) -> None:
        self.journal.add(
            EntryKind.PROMPT,
            prompt=prompt.id,
            step="opened",
            asks=prompt.kind,
            title=prompt.sheet.title,
            for_call=prompt.for_call,
            choices=[choice.id for choice in prompt.sheet.choices],
        )
        self._draw(prompt)

    def _draw(self, prompt: Prompt) -> None:
        if prompt.kind in HOLDS_PAGE:
            return
        environment = self.shell.environment
        self.send(
            sheet.drawn(
                prompt.id,
                prompt.sheet,
                platform=environment.platform,
                language=environment.say("ko", "en"),
                color=self.shell.app.primary_color,
            )
        )

    def _tapped(self, tap: tuple[Prompt, Answer]) -> None:
        prompt, answer = tap
        self.journal.add(EntryKind.PROMPT, prompt=prompt.id, step="tapped", choice=answer.choice)

    def _settled(self, settled: PromptSettled) -> None:
        prompt, answer = settled.prompt, settled.answer
        if answer is None:
            self.journal.add(EntryKind.PROMPT, prompt=prompt.id, step="withdrawn", asks=prompt.kind)
        else:
            self.journal.add(
                EntryKind.PROMPT,
                prompt=prompt.id,
                step="answered",
                asks=prompt.kind,
                choice=answer.choice,
                values=answer.values,
                by=settled.by,
            )
        if settled.by != "policy" and prompt.kind not in HOLDS_PAGE:
            self.send(sheet.withdrawn(prompt.id))
