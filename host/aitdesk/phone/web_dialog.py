"""alert, confirm and prompt of a page: the web view's own dialogs, which the system draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from aitdesk.phone.environment import Platform
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Field, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.prompts import Prompts

DialogName: TypeAlias = Literal["alert", "confirm", "prompt"]

KINDS: Final[dict[DialogName, PromptKind]] = {
    "alert": PromptKind.ALERT,
    "confirm": PromptKind.CONFIRM,
    "prompt": PromptKind.PROMPT,
}


async def ask_web_dialog(
    name: DialogName,
    text: str,
    *,
    preset: str,
    origin: str,
    prompts: Prompts,
    environment: Environment,
) -> bool | str | None:
    """Ask, and return what the page's function does: nothing, yes or no, a text or nothing.

    `deny` acknowledges an alert, which has one button. A prompt's text is `values["text"]`, its
    preset where nobody changed it.
    """
    answer = await prompts.ask(
        KINDS[name],
        _sheet(name, text, preset=preset, origin=origin, environment=environment),
        allow=Answer("ok"),
        deny=Answer("ok" if name == "alert" else "cancel"),
        for_call=name,
    )
    if name == "alert":
        return None
    if name == "confirm":
        return answer.choice == "ok"
    said = answer.values.get("text", preset)
    return said if answer.choice == "ok" and isinstance(said, str) else None


def _sheet(
    name: DialogName, text: str, *, preset: str, origin: str, environment: Environment
) -> Sheet:
    """Return what the system draws.

    Source: the native host's web view is react-native-webview, whose iOS half gives an empty title
    and the fixed labels Ok and Cancel; on Android the system's own dialog names the page (assumed
    from AOSP's).
    """
    say, is_ios = environment.say, environment.platform is Platform.IOS
    ok, cancel = ("Ok", "Cancel") if is_ios else (say("확인", "OK"), say("취소", "Cancel"))
    title = "" if is_ios else say(f"‘{origin}’ 페이지 내용:", f"The page at “{origin}” says:")
    choices = (Choice(id="ok", label=ok, role="primary"),)
    return Sheet(
        layout=Layout.ALERT,
        title=title,
        blocks=(Paragraph(text=text), *((Field(text=preset),) if name == "prompt" else ())),
        choices=choices if name == "alert" else (Choice(id="cancel", label=cancel), *choices),
        # Android's dialogs go away at back; iOS's want an answer.
        dismiss=None if is_ios else ("ok" if name == "alert" else "cancel"),
    )
