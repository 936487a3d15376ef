"""The age range that the person declared to the phone, in the steps that the mini-app asks for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.phone.person import Person, PersonState
    from aitdesk.value import Json

_MOST_GATES = 3
_LEAST_STEP_YEARS = 2


async def share_age_range(
    person: Person, gates: Sequence[float], *, for_call: str
) -> dict[str, Json]:
    """Ask the person to share the range and return what the phone tells the mini-app."""
    state = person.observable.value
    if not _are_gates(gates):
        return _without_range("INVALID_REQUEST")
    if state.age_declaration == "none":
        return _without_range("NOT_AVAILABLE")
    if state.age_declaration == "failed":
        return _without_range("FAILED")
    bounds = age_bounds(state.age_years, gates)
    answer = await person.prompts.ask(
        PromptKind.AGE,
        _sheet(person, bounds),
        allow=Answer("share"),
        deny=Answer("decline"),
        for_call=for_call,
    )
    return (
        _shared(state, bounds) if answer.choice == "share" else _without_range("DECLINED_SHARING")
    )


def age_bounds(age_years: int, gates: Sequence[float]) -> dict[str, int]:
    """Return the gates around an age: the highest that it meets, the lowest that it does not."""
    met = [int(gate) for gate in gates if gate <= age_years]
    unmet = [int(gate) for gate in gates if gate > age_years]
    lower = {"lowerBound": max(met)} if met else {}
    return {**lower, "upperBound": min(unmet)} if unmet else lower


def _are_gates(gates: Sequence[float]) -> bool:
    return (
        1 <= len(gates) <= _MOST_GATES
        and all(gate > 0 and float(gate).is_integer() for gate in gates)
        and all(after - before >= _LEAST_STEP_YEARS for before, after in pairwise(gates))
    )


def _shared(state: PersonState, bounds: dict[str, int]) -> dict[str, Json]:
    return {
        "status": "SHARING",
        **bounds,
        "ageRangeDeclaration": state.age_declaration,
        "activeParentalControls": list(state.parental_controls),
        "isEligibleForAgeFeatures": state.is_eligible_for_age_features,
    }


def _without_range(status: str) -> dict[str, Json]:
    return {"status": status, "activeParentalControls": []}


def _sheet(person: Person, bounds: dict[str, int]) -> Sheet:
    app, say = person.app.display_name, person.environment.say
    lower, upper = bounds.get("lowerBound"), bounds.get("upperBound")
    korean = [f"{lower}세 이상"] if lower else []
    english = [f"{lower} or older"] if lower else []
    if upper:
        korean.append(f"{upper}세 미만")
        english.append(f"under {upper}")
    return Sheet(
        layout=Layout.ALERT,
        icon="🎂",
        title=say(f"'{app}'에 나이 범위를 공유할까요?", f"Share your age range with “{app}”?"),
        blocks=(
            Facts(
                rows=(
                    Fact(say("나이 범위", "Age range"), say(" ".join(korean), ", ".join(english))),
                )
            ),
            Paragraph(text=say("테스트 나이예요.", "A test age: it is nobody’s."), tone="muted"),
        ),
        choices=(
            Choice(id="decline", label=say("공유 안 함", "Don’t share")),
            Choice(id="share", label=say("공유", "Share"), role="primary"),
        ),
        dismiss="decline",
    )
