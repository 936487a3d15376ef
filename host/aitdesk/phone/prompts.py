"""Asking a person: every question of the shell passes here, whoever answers it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

from aitdesk.errors import PromptError
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aitdesk.phone.sheet import Sheet
    from aitdesk.value import Json


class PromptKind(StrEnum):
    """What is asked: the name of its policy."""

    PERMISSION = "permission"
    LOGIN = "login"
    PURCHASE = "purchase"
    CHECKOUT = "checkout"
    BILLING = "billing"
    SHARE = "share"
    CAMERA = "camera"
    ALBUM = "album"
    VIRAL = "viral"
    NOTIFICATION = "notification"
    REVIEW = "review"
    AGE = "age"
    CONSENT = "consent"
    CERTIFICATE = "certificate"
    PDF = "pdf"
    AD = "ad"
    LEADERBOARD = "leaderboard"
    GAME_PROFILE = "game_profile"
    CLOSE = "close"
    LINK = "link"
    NOTICE = "notice"
    MESSAGE = "message"
    ALERT = "alert"
    CONFIRM = "confirm"
    PROMPT = "prompt"
    FILE = "file"


Policy: TypeAlias = Literal["ask", "allow", "deny"]
Answerer: TypeAlias = Literal["sheet", "policy", "control", "script"]
MOST_OPEN: Final = 100
"""Questions of the page's calls that are open at once, at most. No phone shows so many."""

HOLDS_PAGE: Final = frozenset({PromptKind.ALERT, PromptKind.CONFIRM, PromptKind.PROMPT})
"""The page that asks stands still until it is answered, and can draw no sheet meanwhile."""

GOES_ALONG: Final = frozenset({"allow", "success"})
REFUSES: Final = frozenset({"deny", "cancel"})
"""What a script says for the answer of a policy, where the sheet has no choice of that name."""


class PromptPolicies(State, frozen=True, kw_only=True):
    """Who answers: `ask` a person, or `allow` or `deny` at once; `kinds` win over `default`."""

    default: Policy = "ask"
    kinds: dict[PromptKind, Policy] = msgspec.field(default_factory=dict)

    def of(self, kind: PromptKind) -> Policy:
        """Return the policy of one kind."""
        return self.kinds.get(kind, self.default)


@dataclass(frozen=True, slots=True)
class Answer:
    """The choice that was taken, and what was picked or filled in by then."""

    choice: str
    values: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One open question. `for_call` is the wire name that asked, "" for the shell's own."""

    id: str
    kind: PromptKind
    sheet: Sheet
    for_call: str


@dataclass(frozen=True, slots=True)
class PromptSettled:
    """A question that is no longer open; `answer` is None when it was withdrawn."""

    prompt: Prompt
    answer: Answer | None
    by: Answerer | None


@dataclass
class _Open:
    prompt: Prompt
    waiter: asyncio.Future[tuple[Answer, Answerer]]
    on_tap: Callable[[Answer], None]
    allow: Answer
    deny: Answer

    def understood(self, said: Answer) -> Answer | None:
        """Return what a script says as an answer of this sheet, None where it is none."""
        if any(choice.id == said.choice for choice in self.prompt.sheet.choices):
            return said
        if said.choice in GOES_ALONG | REFUSES:
            meant = self.allow if said.choice in GOES_ALONG else self.deny
            return Answer(meant.choice, {**meant.values, **said.values})
        return None


@dataclass
class Prompts:
    """The questions that wait for an answer, oldest first."""

    observable: Observable[PromptPolicies] = field(
        default_factory=lambda: Observable(PromptPolicies())
    )
    opened: Signal[Prompt] = field(default_factory=Signal)
    tapped: Signal[tuple[Prompt, Answer]] = field(default_factory=Signal)
    settled: Signal[PromptSettled] = field(default_factory=Signal)
    crowded: Signal[str] = field(default_factory=Signal)
    """That questions are not shown: told once until none is open."""

    expected: list[tuple[PromptKind, Answer]] = field(default_factory=list)
    """Answers that are given to the questions to come, each to the next of its kind."""

    _open: dict[str, _Open] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _is_crowded: bool = False

    @property
    def waiting(self) -> list[Prompt]:
        """Every question that is open."""
        return [each.prompt for each in self._open.values()]

    async def ask(
        self,
        kind: PromptKind,
        sheet: Sheet,
        *,
        allow: Answer,
        deny: Answer,
        for_call: str = "",
        on_tap: Callable[[Answer], None] = lambda _: None,
    ) -> Answer:
        """Ask and return the answer.

        `allow` and `deny` are what the policies answer. `on_tap` hears of each choice that leaves
        the sheet open. A caller that is cancelled withdraws its question. Where very many are open,
        the answer is `deny`.
        """
        prompt = Prompt(f"prompt-{next(self._numbers)}", kind, sheet, for_call)
        policy = self.observable.value.of(kind)
        if policy != "ask":
            answer = allow if policy == "allow" else deny
            self.settled.emit(PromptSettled(prompt, answer, "policy"))
            return answer
        if not self._has_room(for_call):
            return deny
        waiter: asyncio.Future[tuple[Answer, Answerer]] = asyncio.get_running_loop().create_future()
        self._open[prompt.id] = _Open(prompt, waiter, on_tap, allow, deny)
        settled = PromptSettled(prompt, None, None)
        self.opened.emit(prompt)
        self._answer_as_expected(prompt)
        try:
            answer, by = await waiter
            settled = PromptSettled(prompt, answer, by)
            return answer
        finally:
            del self._open[prompt.id]
            self.settled.emit(settled)

    def answer(self, prompt_id: str, answer: Answer, *, by: Answerer) -> None:
        """Answer an open question. Raises PromptError for one that is not, or a foreign choice."""
        found = self._open.get(prompt_id)
        if found is None or found.waiter.done():
            raise PromptError(f"{prompt_id} is not open: {self._listed()}")
        choices = {choice.id: choice for choice in found.prompt.sheet.choices}
        choice = choices.get(answer.choice)
        if choice is None:
            known = ", ".join(choices)
            raise PromptError(f"{prompt_id} has no choice {answer.choice!r}: it has {known}")
        if choice.stays:
            self.tapped.emit((found.prompt, answer))
            found.on_tap(answer)
        else:
            found.waiter.set_result((answer, by))

    def expect(self, kind: PromptKind, answer: Answer) -> None:
        """Answer the next question of the kind, or the one that is open already."""
        self.expected.append((kind, answer))
        for prompt in self.waiting:
            self._answer_as_expected(prompt)

    def _has_room(self, for_call: str) -> bool:
        self._is_crowded = self._is_crowded and bool(self._open)
        # The shell's own, such as whether to close a game, still find room.
        if len(self._open) < (MOST_OPEN if for_call else 2 * MOST_OPEN):
            return True
        if not self._is_crowded:
            self._is_crowded = True
            self.crowded.emit(
                f"{MOST_OPEN} questions wait for an answer already: "
                "more are taken as declined, and not shown"
            )
        return False

    def _answer_as_expected(self, prompt: Prompt) -> None:
        # A choice that leaves the sheet open is followed by the next one.
        while (found := self._next_expected(prompt.kind)) is not None:
            opened = self._open[prompt.id]
            answer = opened.understood(self.expected[found][1])
            if answer is None or opened.waiter.done():
                return
            del self.expected[found]
            self.answer(prompt.id, answer, by="script")

    def _next_expected(self, kind: PromptKind) -> int | None:
        found = (index for index, each in enumerate(self.expected) if each[0] is kind)
        return next(found, None)

    def _listed(self) -> str:
        return ", ".join(self._open) or "nothing is asked now"
