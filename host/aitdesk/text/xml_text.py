"""Text that is put into XML."""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0 cannot hold, whatever a page wrote.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    """Return the text with a replacement for every character that XML 1.0 cannot hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
