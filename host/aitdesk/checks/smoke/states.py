"""The states that break mini-apps most, each as a phone that a window is opened with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aitdesk.checks.smoke.matrix import Matrix
from aitdesk.phone.device import DEFAULT_DEVICES
from aitdesk.phone.environment import Platform
from aitdesk.phone.need import VALID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.value import Json

OLD_TOSS: Final = "5.207.0"
"""Below every gate of the SDK."""

FIRST: Final = "first-start"
SECOND: Final = "second-start"

_KEYS: Final = ("getAnonymousKey", "getUserKeyForGame")


@dataclass(frozen=True, slots=True)
class SmokeState:
    """One state: what the window is opened with, and whether it is walked through."""

    name: str
    is_walked: bool
    window: Mapping[str, Json] = field(default_factory=dict)
    patch: Mapping[str, Json] = field(default_factory=dict)
    answer: str = "allow"
    """How every sheet is answered."""

    may_close: bool = False
    """The mini-app may end itself: it can do nothing here."""

    def body(self, prompts: Mapping[str, Json], *, home: str | None) -> dict[str, Json]:
        """Return what `POST /windows` gets; `prompts` is what aitdesk.toml says of the sheets."""
        said = prompts.get("default", "ask")
        answer = said if said != "ask" and self.answer == "allow" else self.answer
        kinds = prompts.get("kinds")
        # Back on the first page of a game asks whether to leave: it stays, and is looked at.
        kinds = {"close": "deny", **(kinds if isinstance(kinds, dict) else {})}
        sheets: Json = {"default": answer, "kinds": kinds}
        place = {} if home is None else {"home": home}
        return {**self.window, **place, "state": {"prompts": sheets, **self.patch}}


def states(matrix: Matrix, platform: Platform) -> tuple[SmokeState, ...]:
    """Return the states of a matrix; `platform` is the one that the others have."""
    whole = matrix is Matrix.FULL
    other = Platform.IOS if platform is Platform.ANDROID else Platform.ANDROID
    denied: Json = {need.key: {"status": "denied"} for need in sorted(VALID, key=str)}
    return (
        SmokeState(FIRST, is_walked=True),
        SmokeState(SECOND, is_walked=whole),
        SmokeState("denied", whole, patch={"permissions": denied}, answer="deny", may_close=True),
        SmokeState("no-anonymous-key", whole, patch=_faulty("undefined"), may_close=True),
        SmokeState("anonymous-key-error", whole, patch=_faulty("ERROR"), may_close=True),
        SmokeState("old-toss", whole, {"toss_version": OLD_TOSS}, may_close=True),
        SmokeState("other-platform", whole, {"os": other.value, "device": DEFAULT_DEVICES[other]}),
    )


def _faulty(outcome: str) -> dict[str, Json]:
    return {"faults": {"outcomes": dict.fromkeys(_KEYS, outcome)}}
