"""The phone's clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.aliases import from_members
from aitdesk.api.decorators import Params, in_3x, method
from aitdesk.phone.environment import Platform
from aitdesk.phone.need import Need
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


class CopiedText(Params, array_like=True, frozen=True):
    """[text]."""

    text: str


@method("getClipboardText", needs=Need("clipboard", "read"))
async def get_clipboard_text(shell: SimulatedPhone) -> str:
    """Return what was copied last.

    Reply: the text; "" when there is none.
    Errors: "getClipboardText permission error" for a refusal; NO_PERMISSION when undeclared.
    Differs: the simulated phone has a clipboard of its own; with `uses_desktop` the desktop's.
    Source: getClipboardText.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    return await shell.clipboard.text()


@in_3x(args=from_members("text"))
@method("setClipboardText", needs=Need("clipboard", "write"))
async def set_clipboard_text(
    shell: SimulatedPhone, params: CopiedText
) -> dict[str, str] | Undefined:
    """Copy a text.

    Reply: {text} on iOS; undefined on Android (assumed). It is typed as void. In 3.x it is asked
      with {text}.
    Errors: "setClipboardText permission error" for a refusal; NO_PERMISSION when undeclared.
    Source: setClipboardText.d.ts, web-bridge 2.10.8; native host 2.10.8; iOS seen on a device; SDK
      3.x build 3.0.5 to 3.6.0.
    """
    await shell.clipboard.copy(params.text)
    return {"text": params.text} if shell.environment.platform is Platform.IOS else UNDEFINED
