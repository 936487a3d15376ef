"""The lines of the SDK: everything that passes between page and shell hangs on which one it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Line(StrEnum):
    """A line, by the number that starts its newest versions."""

    GRANITE = "2"
    """SDK 1.x and 2.x, which send the same messages."""

    WEBVIEW_BRIDGE = "3"
    """SDK 3.x."""


@dataclass(frozen=True, slots=True)
class SdkEvidence:
    """What tells the line of a mini-app, such as a file of its project."""

    line: Line
    told_by: str
