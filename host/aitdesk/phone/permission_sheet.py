"""The dialog that asks for a permission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aitdesk.phone.need import Need
from aitdesk.phone.sheet import Choice, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class _Purpose:
    icon: str
    korean: str
    english: str


_PURPOSES: Final[dict[Need, _Purpose]] = {
    Need("clipboard", "read"): _Purpose("📋", "클립보드를 읽으려고", "read the clipboard"),
    Need("clipboard", "write"): _Purpose("📋", "클립보드에 쓰려고", "write to the clipboard"),
    Need("contacts", "read"): _Purpose("👥", "연락처를 보려고", "see your contacts"),
    Need("contacts", "write"): _Purpose("👥", "연락처를 바꾸려고", "change your contacts"),
    Need("photos", "read"): _Purpose("🖼️", "사진을 보려고", "see your photos"),
    Need("photos", "write"): _Purpose("🖼️", "사진을 저장하려고", "save photos"),
    Need("geolocation", "access"): _Purpose("📍", "위치를 알려고", "know your location"),
    Need("camera", "access"): _Purpose("📷", "카메라를 쓰려고", "use the camera"),
    Need("microphone", "access"): _Purpose("🎙️", "마이크를 쓰려고", "use the microphone"),
}


def permission_sheet(need: Need, *, app_name: str, say: Callable[[str, str], str]) -> Sheet:
    """Return the dialog; `say` picks a text in the phone's language."""
    purpose = _PURPOSES[need]
    return Sheet(
        layout=Layout.ALERT,
        icon=purpose.icon,
        title=say(
            f"'{app_name}'에서 {purpose.korean} 해요",
            f"“{app_name}” would like to {purpose.english}",
        ),
        blocks=(
            Paragraph(
                text=say(
                    "허용하지 않아도 나머지 기능은 쓸 수 있어요.",
                    "If you do not allow it, everything else still works.",
                ),
                tone="muted",
            ),
        ),
        choices=(
            Choice(id="deny", label=say("안하기", "Don’t allow")),
            Choice(id="once", label=say("한 번만 허용", "Allow once")),
            Choice(id="allow", label=say("허용", "Allow"), role="primary"),
        ),
    )
