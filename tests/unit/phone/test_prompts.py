from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import PromptError
from aitdesk.phone.prompts import Answer, PromptKind, PromptPolicies, Prompts, PromptSettled
from aitdesk.phone.sheet import Choice, Layout, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = Sheet(
    layout=Layout.ALERT,
    title="May it?",
    choices=(
        Choice(id="no", label="No"),
        Choice(id="look", label="Look", stays=True),
        Choice(id="yes", label="Yes"),
    ),
)


def ask(
    prompts: Prompts,
    *steps: Callable[[], None],
    on_tap: Callable[[Answer], None] = lambda _: None,
) -> Answer:
    """Ask, take the steps while the question is open, and return the answer."""

    async def run() -> Answer:
        asking = asyncio.create_task(
            prompts.ask(
                PromptKind.PERMISSION, SHEET, allow=Answer("yes"), deny=Answer("no"), on_tap=on_tap
            )
        )
        await asyncio.sleep(0)
        for step in steps:
            step()
        return await asking

    return asyncio.run(run())


def test_a_question_waits_for_its_answer() -> None:
    prompts = Prompts()
    given = Answer("yes", {"picked": ["a"]})
    answer = ask(prompts, lambda: prompts.answer("prompt-1", given, by="sheet"))
    assert (answer, prompts.waiting) == (given, [])


@pytest.mark.parametrize(("policy", "choice"), [("allow", "yes"), ("deny", "no")])
def test_a_policy_answers_at_once_and_nothing_is_drawn(policy: str, choice: str) -> None:
    prompts, opened = Prompts(), list[object]()
    prompts.opened.listen(opened.append)
    prompts.observable.update(default=policy)
    assert (ask(prompts), opened) == (Answer(choice), [])


def test_the_policy_of_a_kind_wins_over_the_general_one() -> None:
    policies = PromptPolicies(default="deny", kinds={PromptKind.PERMISSION: "allow"})
    assert (policies.of(PromptKind.PERMISSION), policies.of(PromptKind.AD)) == ("allow", "deny")


def test_a_tap_that_stays_is_told_and_leaves_the_question_open() -> None:
    prompts, taps = Prompts(), list[Answer]()
    answer = ask(
        prompts,
        lambda: prompts.answer("prompt-1", Answer("look"), by="sheet"),
        lambda: prompts.answer("prompt-1", Answer("no"), by="sheet"),
        on_tap=taps.append,
    )
    assert (taps, answer) == ([Answer("look")], Answer("no"))


def test_it_is_told_how_each_question_was_settled() -> None:
    prompts, settled = Prompts(), list[PromptSettled]()
    prompts.settled.listen(settled.append)
    ask(prompts, lambda: prompts.answer("prompt-1", Answer("no"), by="control"))
    assert [(each.prompt.id, each.answer, each.by) for each in settled] == [
        ("prompt-1", Answer("no"), "control")
    ]


def test_whoever_gives_up_waiting_withdraws_the_question() -> None:
    prompts, settled = Prompts(), list[PromptSettled]()
    prompts.settled.listen(settled.append)

    async def give_up() -> None:
        asking = asyncio.create_task(
            prompts.ask(PromptKind.AD, SHEET, allow=Answer("yes"), deny=Answer("no"))
        )
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.wait([asking])

    asyncio.run(give_up())
    assert ([(each.answer, each.by) for each in settled], prompts.waiting) == ([(None, None)], [])


def test_only_an_open_question_can_be_answered() -> None:
    prompts = Prompts()
    with pytest.raises(PromptError) as caught:
        prompts.answer("prompt-1", Answer("yes"), by="sheet")
    assert str(caught.value) == "prompt-1 is not open: nothing is asked now"


def test_only_a_choice_of_the_sheet_can_be_taken() -> None:
    prompts, problems = Prompts(), list[str]()

    def take_another() -> None:
        with pytest.raises(PromptError) as caught:
            prompts.answer("prompt-1", Answer("maybe"), by="control")
        problems.append(str(caught.value))
        prompts.answer("prompt-1", Answer("no"), by="control")

    ask(prompts, take_another)
    assert problems == ["prompt-1 has no choice 'maybe': it has no, look, yes"]


def test_a_second_answer_finds_nothing_open() -> None:
    prompts = Prompts()

    def twice() -> None:
        prompts.answer("prompt-1", Answer("yes"), by="sheet")
        with pytest.raises(PromptError):
            prompts.answer("prompt-1", Answer("no"), by="sheet")

    assert ask(prompts, twice) == Answer("yes")


def test_an_expected_answer_is_given_to_the_next_question_of_its_kind_once() -> None:
    prompts, settled = Prompts(), list[PromptSettled]()
    prompts.settled.listen(settled.append)
    prompts.expect(PromptKind.PERMISSION, Answer("yes"))
    prompts.expect(PromptKind.SHARE, Answer("yes"))
    first = ask(prompts)
    second = ask(prompts, lambda: prompts.answer("prompt-2", Answer("no"), by="sheet"))
    told = [(each.by, each.answer) for each in settled]
    assert (first, second, told, prompts.expected) == (
        Answer("yes"),
        Answer("no"),
        [("script", Answer("yes")), ("sheet", Answer("no"))],
        [(PromptKind.SHARE, Answer("yes"))],
    )


def test_expected_answers_are_given_to_an_open_question_and_may_leave_it_open() -> None:
    prompts, taps = Prompts(), list[Answer]()

    def expect() -> None:
        prompts.expect(PromptKind.PERMISSION, Answer("look"))
        prompts.expect(PromptKind.PERMISSION, Answer("yes"))

    assert (ask(prompts, expect, on_tap=taps.append), taps) == (Answer("yes"), [Answer("look")])


def test_an_expected_choice_that_the_sheet_does_not_have_stays_expected() -> None:
    prompts = Prompts()
    prompts.expect(PromptKind.PERMISSION, Answer("buy"))
    answer = ask(prompts, lambda: prompts.answer("prompt-1", Answer("no"), by="sheet"))
    assert (answer, prompts.expected) == (Answer("no"), [(PromptKind.PERMISSION, Answer("buy"))])


@pytest.mark.parametrize(
    ("said", "given"),
    [("allow", "yes"), ("success", "yes"), ("deny", "no"), ("cancel", "no"), ("no", "no")],
)
def test_a_script_may_say_what_a_policy_would_instead_of_a_choice(said: str, given: str) -> None:
    prompts = Prompts()
    prompts.expect(PromptKind.PERMISSION, Answer(said, {"note": 1}))
    answer = ask(prompts)
    assert (answer, prompts.expected) == (Answer(given, {"note": 1}), [])
