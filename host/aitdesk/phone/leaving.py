"""The question that a game asks before it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.sheet import Choice, Layout, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.environment import Environment

_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28


def close_sheet(name: str, environment: Environment) -> Sheet:
    """Return the dialog of the native host (2.9.2 and newer); a tap outside cancels."""
    say = environment.say
    return Sheet(
        layout=Layout.ALERT,
        title=say(f"{name}{object_particle(name)} 종료할까요?", f"Close {name}?"),
        choices=(
            Choice(id="cancel", label=say("닫기", "Stay")),
            Choice(id="close", label=say("종료하기", "Close"), role="danger"),
        ),
        dismiss="cancel",
    )


def object_particle(word: str) -> str:
    """Return 을 after a final consonant and 를 otherwise; after anything but Korean, 를."""
    last = ord(word[-1]) if word else 0
    has_final = _FIRST_SYLLABLE <= last <= _LAST_SYLLABLE and (last - _FIRST_SYLLABLE) % _FINALS
    return "을" if has_final else "를"
