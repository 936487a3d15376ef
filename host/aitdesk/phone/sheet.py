"""What a sheet shows: a closed set of blocks, which page/sheet.js draws. No pixel, no question.

Every text here is already in the phone's language. Pictures are bytes; the wire makes them base64.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

import msgspec


class Layout(StrEnum):
    """Where a sheet stands."""

    ALERT = "alert"  # a box in the middle: the system asks
    BOTTOM = "bottom"  # rises from the bottom edge: Toss asks
    SCREEN = "screen"  # covers everything: a viewer, an advertisement, a camera


class Block(msgspec.Struct, frozen=True, kw_only=True, tag_field="block", omit_defaults=True):
    """One part of a sheet's body, from top to bottom."""


class Paragraph(Block, frozen=True, kw_only=True, tag="paragraph"):
    """A text; line feeds are kept."""

    text: str
    tone: Literal["body", "muted", "strong", "warning"] = "body"


class Fact(msgspec.Struct, frozen=True):
    """One row of Facts."""

    label: str
    value: str


class Facts(Block, frozen=True, kw_only=True, tag="facts"):
    """Labels with their values, such as what is bought and its price."""

    rows: tuple[Fact, ...]


class Picture(Block, frozen=True, kw_only=True, tag="picture"):
    """One picture across the sheet. With `taps` a tap on it is that choice."""

    image: bytes
    media_type: str
    alt: str
    taps: str | None = None


class Pages(Block, frozen=True, kw_only=True, tag="pages"):
    """Pictures below each other in a scroller: the pages of a document."""

    images: tuple[bytes, ...]
    media_type: str
    alt: str


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that can be picked. `badge` is a short text in its corner, such as a duration."""

    id: str
    label: str
    detail: str = ""
    image: bytes | None = None
    media_type: str = ""
    badge: str = ""
    is_picked: bool = False


class Grid(Block, frozen=True, kw_only=True, tag="grid"):
    """Pictures to pick from, in three columns: `values["picked"]` is the list of ids, in the
    order of picking."""

    items: tuple[Item, ...]
    at_most: int


class SheetOptions(Block, frozen=True, kw_only=True, tag="options"):
    """Rows to pick from: `values["picked"]` is the list of ids. `at_most` 1 of several draws radio
    buttons."""

    items: tuple[Item, ...]
    at_most: int


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a ranking."""

    rank: int
    name: str
    score: str
    is_me: bool = False


class Ranking(Block, frozen=True, kw_only=True, tag="ranking"):
    """A leaderboard."""

    rows: tuple[Score, ...]


class Stars(Block, frozen=True, kw_only=True, tag="stars"):
    """Five stars: `values["stars"]` is 1 to 5, absent when none was touched."""

    label: str


class Countdown(Block, frozen=True, kw_only=True, tag="countdown"):
    """Time that passes before a choice with `waits` can be taken. `label` holds "{s}"."""

    ms: int
    label: str


class Field(Block, frozen=True, kw_only=True, tag="field"):
    """A text that can be changed: `values["text"]`. Only the web view's own dialogs have one."""

    text: str


AnyBlock: TypeAlias = (
    Paragraph | Facts | Picture | Pages | Grid | SheetOptions | Ranking | Stars | Countdown | Field
)


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A button. `waits`: until the countdown has ended. `stays`: a tap does not close the sheet.

    `needs_pick`: only once something of a grid or of options is picked.
    """

    id: str
    label: str
    role: Literal["primary", "secondary", "danger"] = "secondary"
    waits: bool = False
    stays: bool = False
    needs_pick: bool = False


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole sheet. `dismiss` is the choice that Escape, back and a tap outside stand for; None
    when the sheet cannot be put away without an answer. `icon` is a short text (one emoji)."""

    layout: Layout
    title: str
    choices: tuple[Choice, ...]
    blocks: tuple[AnyBlock, ...] = ()
    dismiss: str | None = None
    icon: str = ""
    tone: Literal["plain", "advertisement"] = "plain"
