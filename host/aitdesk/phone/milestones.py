"""Since which version of Toss there is what SDK 3.x has a flag for, before its call is loaded."""

from __future__ import annotations

from typing import Final

from aitdesk.phone.environment import MinVersion, since

ONE_TIME_PURCHASE: Final = MinVersion(android="5.231.1", ios="5.230.0")
"""Since when orders wait to be granted (web-bridge 2.10.8)."""

BILLING: Final = since("5.256.0")
PDF_VIEWER: Final = since("5.261.0")
ALBUM_ITEMS: Final = since("5.261.0")
CONSENTED_FACTS: Final = since("5.264.0")
STORAGE_ITEMS: Final = since("5.270.0")
