"""The person's address book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from aitdesk.phone.observable import Observable, State

# Nobody's: words that say so for names, and numbers of 010-0000, which no subscriber has.
_MADE_UP_NAMES: Final = (
    "가짜 김하나", "가짜 김두리", "가짜 김세찬", "가짜 이네온", "가짜 이다섯", "가짜 이여섯",
    "가짜 박일곱", "가짜 박여덟", "가짜 박아홉", "가짜 최열매", "가짜 최보기", "가짜 최견본",
    "가짜 정예시", "가짜 정연습", "가짜 정시험", "가짜 강모형", "가짜 강가상", "가짜 조그림",
    "가짜 조인형", "가짜 윤상상", "가짜 윤허구", "가짜 장난감", "가짜 장식품", "가짜 임시로",
    "가짜 한번만", "가짜 오류나", "가짜 서빙고", "가짜 신기루", "가짜 권선징", "가짜 황당무",
)  # fmt: skip


class ContactPerson(State, frozen=True, kw_only=True):
    """One entry. The number as it is written, such as 010-0000-0000."""

    name: str
    phone_number: str


def _made_up() -> tuple[ContactPerson, ...]:
    return tuple(
        ContactPerson(name=name, phone_number=f"010-0000-{number:04}")
        for number, name in enumerate(_MADE_UP_NAMES, start=1)
    )


class ContactsState(State, frozen=True, kw_only=True):
    """Everyone in it, in order."""

    people: tuple[ContactPerson, ...] = _made_up()


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Some entries, and where the next ones begin; None at the end."""

    entries: tuple[ContactPerson, ...]
    next_offset: int | None


@dataclass
class Contacts:
    """The address book now."""

    observable: Observable[ContactsState] = field(
        default_factory=lambda: Observable(ContactsState())
    )

    def page(self, *, size: int, offset: int, contains: str = "") -> ContactPage:
        """Return `size` entries from `offset` on, of those whose name contains the text."""
        wanted = contains.casefold()
        found = [each for each in self.observable.value.people if wanted in each.name.casefold()]
        end = offset + size
        return ContactPage(tuple(found[offset:end]), end if end < len(found) else None)
