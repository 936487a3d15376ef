"""Telling a mini-app facts about the person, once the person has agreed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.person import Agreement, FactName
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.person import Person

_LABELS: dict[FactName, tuple[str, str]] = {
    "USER_NAME": ("이름", "Name"),
    "USER_GENDER": ("성별", "Gender"),
    "USER_NATIONALITY": ("국적", "Nationality"),
    "USER_BIRTHDAY": ("생년월일", "Birthday"),
    "USER_PHONE": ("휴대폰 번호", "Phone"),
    "USER_ADDRESS": ("주소", "Address"),
    "USER_EMAIL": ("이메일", "E-mail"),
    "USER_CONSUMPTION_HISTORY": ("소비 내역", "Spending"),
}


async def consented_facts(
    person: Person, key: str, *, is_asked_again: bool, for_call: str
) -> dict[str, str]:
    """Return the facts of a key, asking where nothing is agreed.

    `is_asked_again` lets one who declined be asked again. Raises the documented refusals, and
    StoreError.
    """
    wanted = _terms(person, key, for_call=for_call)
    record = f"consent/{key}"
    agreement = await person.agreements.get(record)
    is_declined = agreement is not None and agreement.status == "declined"
    if is_declined and not is_asked_again:
        raise refusal(for_call, "USER_DECLINED")
    if agreement is None or is_declined:
        agreement = await _ask(person, wanted, key=key, for_call=for_call)
        await person.agreements.put(record, agreement)
        if agreement.status == "declined":
            raise refusal(for_call, "USER_DECLINED")
    facts = person.observable.value.facts
    told = {str(name): facts[name] for name in wanted if name in facts}
    if not told:
        raise refusal(for_call, "CONSENTED_USER_DATA_INVALID_DATA")
    return told


def _terms(person: Person, key: str, *, for_call: str) -> tuple[FactName, ...]:
    terms = person.observable.value.consent_terms
    if not key.strip():
        raise refusal(for_call, "INVALID_REQUEST")
    if terms and key not in terms:
        raise refusal(for_call, "TERMS_NOT_SET")
    return terms.get(key, get_args(FactName))


async def _ask(
    person: Person, wanted: tuple[FactName, ...], *, key: str, for_call: str
) -> Agreement:
    answer = await person.prompts.ask(
        PromptKind.CONSENT,
        _sheet(person, wanted, key=key),
        allow=Answer("agree"),
        deny=Answer("decline"),
        for_call=for_call,
    )
    if answer.choice == "close":
        raise refusal(for_call, "CANCELED")
    return Agreement(status="agreed" if answer.choice == "agree" else "declined")


def _sheet(person: Person, wanted: tuple[FactName, ...], *, key: str) -> Sheet:
    app, say, facts = person.app.display_name, person.environment.say, person.observable.value.facts
    none = {"", "[]"}
    rows = tuple(
        Fact(say(*_LABELS[name]), "–" if facts.get(name, "") in none else facts[name])
        for name in wanted
    )
    return Sheet(
        layout=Layout.BOTTOM,
        icon="📄",
        title=say(f"'{app}'에 내 정보를 줄까요?", f"Give “{app}” these facts about you?"),
        blocks=(
            Paragraph(text="테스트 정보 · Test facts, nobody’s", tone="warning"),
            Facts(rows=(*rows, Fact(say("약관", "Terms"), key))),
        ),
        choices=(
            Choice(id="close", label=say("닫기", "Close")),
            Choice(id="decline", label=say("동의 안 함", "Decline")),
            Choice(id="agree", label=say("동의하기", "Agree"), role="primary"),
        ),
        dismiss="close",
    )
