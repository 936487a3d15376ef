from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.contacts import ContactPerson
from aitdesk.phone.invitation import Closed, InvitationReward, Invitations, Module
from aitdesk.phone.prompts import Answer
from rig import make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.phone.prompts import Policy

PEOPLE = tuple(ContactPerson(name=name, phone_number=name) for name in "abc")
HEART = InvitationReward(2, "heart")
BACK = Answer("back")


def phone(
    *, max_invites: int = 2, invited: tuple[str, ...] = (), policy: Policy = "ask"
) -> Invitations:
    shell = make_shell()
    shell.prompts.observable.update(default=policy)
    shell.contacts.observable.update(people=PEOPLE)
    module = Module(reward_amount=2, reward_unit="heart", max_invites=max_invites)
    shell.invitations.observable.update(modules={"m": module}, invited={"m": invited})
    return shell.invitations


def pick(*numbers: object) -> Answer:
    return Answer("invite", {"picked": list(numbers)})  # type: ignore[arg-type]  # a page may send anything


def invite(invitations: Invitations, *answers: Answer) -> list[InvitationReward | Closed]:
    """Open the sheet, answer it, and return all that was told."""

    async def follow() -> list[InvitationReward | Closed]:
        async with aclosing(invitations.invite("m")) as told:
            return [each async for each in told]

    async def run() -> list[InvitationReward | Closed]:
        following = asyncio.create_task(follow())
        for answer in answers:
            await quiet()
            prompts = invitations.prompts
            prompts.answer(prompts.waiting[0].id, answer, by="sheet")
        return await asyncio.wait_for(following, 1)

    return asyncio.run(run())


def went_back(*, sent: int, sendable: int) -> Closed:
    return Closed("clickBackButton", sent, sent * 2, sendable, "heart")


def used_up(*, sent: int) -> Closed:
    return Closed("noReward", sent, sent * 2, 0, "heart")


@pytest.mark.parametrize(
    ("max_invites", "invited", "answers", "told"),
    [
        (2, (), [BACK], [went_back(sent=0, sendable=2)]),
        (9, (), [BACK], [went_back(sent=0, sendable=3)]),
        (2, (), [pick("a"), BACK], [HEART, went_back(sent=1, sendable=1)]),
        (2, (), [pick("a"), pick("b")], [HEART, HEART, used_up(sent=2)]),
        (2, (), [pick("b", "a")], [HEART, HEART, used_up(sent=2)]),
        (2, ("a",), [pick("b", "c")], [HEART, used_up(sent=1)]),
        (2, ("a",), [pick("a"), BACK], [went_back(sent=0, sendable=1)]),
        (9, ("a", "b"), [pick("c")], [HEART, used_up(sent=1)]),
        (2, ("a", "b"), [], [used_up(sent=0)]),
        (0, (), [], [used_up(sent=0)]),
        (2, (), [pick("x", {}, 1), BACK], [went_back(sent=0, sendable=2)]),
        (2, (), [Answer("invite"), BACK], [went_back(sent=0, sendable=2)]),
    ],
)  # fmt: skip
def test_each_friend_brings_a_reward_until_none_is_left_or_the_person_goes_back(
    max_invites: int,
    invited: tuple[str, ...],
    answers: list[Answer],
    told: list[InvitationReward | Closed],
) -> None:
    invitations = phone(max_invites=max_invites, invited=invited)
    assert invite(invitations, *answers) == told


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("allow", [HEART, HEART, used_up(sent=2)]),
        ("deny", [went_back(sent=0, sendable=2)]),
    ],
)
def test_the_policies_invite_whom_they_can_or_nobody(
    policy: Policy, told: list[InvitationReward | Closed]
) -> None:
    assert invite(phone(policy=policy)) == told


def test_who_was_invited_is_not_offered_again() -> None:
    invitations = phone()
    invite(invitations, pick("b"), BACK)
    assert list(invitations.candidates("m")) == ["a", "c"]


def test_modules_do_not_share_their_invitations() -> None:
    invitations = phone(invited=("a", "b"))
    assert (invitations.sendable("m"), invitations.sendable("another")) == (0, 3)


def test_a_module_that_is_not_set_up_is_the_default_one() -> None:
    invitations = phone()
    assert invitations.observable.value.module("another") == Module()
