"""Inviting friends out of the address book, for a reward each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import msgspec

from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Fact, Facts, Item, Layout, Paragraph, Sheet, SheetOptions

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aitdesk.phone.contacts import ContactPerson, Contacts
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.prompts import Prompts

CloseReason: TypeAlias = Literal["clickBackButton", "noReward"]


class Module(State, frozen=True, kw_only=True):
    """A share reward of the console: what each friend brings, and for how many there is some."""

    reward_amount: Annotated[float, msgspec.Meta(ge=0)] = 1
    reward_unit: str = "하트"
    max_invites: Annotated[int, msgspec.Meta(ge=0)] = 5


class InvitationsState(State, frozen=True, kw_only=True):
    """The modules by id, and who was invited in this run: numbers by module id.

    Any other id is the `default` module.
    """

    default: Module = Module()
    modules: dict[str, Module] = msgspec.field(default_factory=dict)
    invited: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    def module(self, module_id: str) -> Module:
        """Return the module of that id."""
        return self.modules.get(module_id, self.default)


@dataclass(frozen=True, slots=True)
class InvitationReward:
    """What one friend brought."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Closed:
    """How the sheet ended: what this visit brought, and how many friends can still be invited."""

    reason: CloseReason
    sent: int
    amount: float
    sendable: int
    unit: str


@dataclass
class Invitations:
    """The friends that one person can invite."""

    contacts: Contacts
    environment: Environment
    prompts: Prompts
    observable: Observable[InvitationsState] = field(
        default_factory=lambda: Observable(InvitationsState())
    )

    def candidates(self, module_id: str) -> dict[str, ContactPerson]:
        """Return by number who can still be invited; nobody once the rewards are used up."""
        state = self.observable.value
        invited = state.invited.get(module_id, ())
        if len(invited) >= state.module(module_id).max_invites:
            return {}
        people = self.contacts.observable.value.people
        return {each.phone_number: each for each in people if each.phone_number not in invited}

    def sendable(self, module_id: str) -> int:
        """Return how many friends can still be invited."""
        state = self.observable.value
        left = state.module(module_id).max_invites - len(state.invited.get(module_id, ()))
        return min(left, len(self.candidates(module_id)))

    async def invite(self, module_id: str) -> AsyncGenerator[InvitationReward | Closed, None]:
        """Let the person invite friends; yield each reward, and at last how it ended."""
        module, sent = self.observable.value.module(module_id), 0
        reason: CloseReason = "noReward"
        while self.sendable(module_id):
            chosen = await self._choose(module_id, module)
            if chosen is None:
                reason = "clickBackButton"
                break
            for number in chosen:
                self._note(module_id, number)
                sent += 1
                yield InvitationReward(module.reward_amount, module.reward_unit)
        amount, sendable = sent * module.reward_amount, self.sendable(module_id)
        yield Closed(reason, sent, amount, sendable, module.reward_unit)

    def _note(self, module_id: str, number: str) -> None:
        invited = self.observable.value.invited
        mine = (*invited.get(module_id, ()), number)
        self.observable.update(invited={**invited, module_id: mine})

    async def _choose(self, module_id: str, module: Module) -> list[str] | None:
        """Return the numbers that were picked, None when the person goes back."""
        candidates = self.candidates(module_id)
        answer = await self.prompts.ask(
            PromptKind.VIRAL,
            self._sheet(module, candidates, left=self.sendable(module_id)),
            allow=Answer("invite", {"picked": [next(iter(candidates))]}),
            deny=Answer("back"),
            for_call="contactsViral",
        )
        if answer.choice != "invite":
            return None
        picked = answer.values.get("picked")
        known = [each for each in candidates if isinstance(picked, list) and each in picked]
        return known[: self.sendable(module_id)]

    def _sheet(self, module: Module, candidates: dict[str, ContactPerson], *, left: int) -> Sheet:
        say = self.environment.say
        items = tuple(
            Item(id=number, label=each.name, detail=number) for number, each in candidates.items()
        )
        reward = f"{module.reward_amount:g} {module.reward_unit}"
        return Sheet(
            layout=Layout.SCREEN,
            icon="💌",
            title=say("친구에게 공유하고 리워드 받기", "Share with friends for a reward"),
            blocks=(
                Paragraph(
                    text=say(
                        "테스트 초대예요. 아무에게도 보내지 않아요.",
                        "This is a test. Nothing is sent to anyone.",
                    ),
                    tone="warning",
                ),
                Facts(
                    rows=(
                        Fact(say("한 명당 리워드", "Reward for each"), reward),
                        Fact(say("남은 초대", "Invitations left"), str(left)),
                    )
                ),
                SheetOptions(items=items, at_most=left),
            ),
            choices=(
                Choice(id="back", label=say("뒤로", "Back")),
                Choice(id="invite", label=say("공유", "Share"), role="primary", needs_pick=True),
            ),
            dismiss="back",
        )
