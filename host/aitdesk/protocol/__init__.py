"""Text from and to the page, one module a line of the SDK; `frames` is what both turn it into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.protocol import granite, webview_bridge
from aitdesk.protocol.frames import Receipt
from aitdesk.protocol.sdk_line import SDK_LINES
from aitdesk.protocol.text import parse

if TYPE_CHECKING:
    from aitdesk.protocol.frames import FromPage, ToPage


def decode(text: str) -> FromPage:
    """Return the message in the text, whichever line it is of; raise WireError for anything else.

    A message of SDK 3.x names its copy of the SDK, one of 1.x and 2.x its function.
    """
    message = parse(text)
    if "bridgeId" in message and "functionName" not in message:
        return webview_bridge.decode(message)
    return granite.decode(message)


def encode(frame: ToPage) -> str:
    """Return the text that takes the frame to the page, in the line that it came from."""
    via = frame.to.via if isinstance(frame, Receipt) else frame.via
    return SDK_LINES[via.line].encode(frame)
