"""Files that the mini-app saves and documents that it shows."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.phone.desktop import JPEG
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.sheet import Choice, Layout, Pages, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.desktop import Desktop, Rendered
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.prompts import Prompts

Asker: TypeAlias = Literal["saveBase64Data", "openPDFViewer"]

PAGES_AT_MOST = 30


class Saved(State, frozen=True, kw_only=True):
    """A file that was saved: where it lies on this desktop, and what the mini-app calls it."""

    path: str
    mime_type: str
    size_bytes: int


class DocumentsState(State, frozen=True, kw_only=True):
    """Where files are saved: a folder of this desktop, None for the one of the run.

    `saved` is what was saved since the start, oldest first.
    """

    folder: str | None = None
    saved: tuple[Saved, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for a folder without a name."""
        if self.folder is not None and not self.folder.strip():
            raise ValueError("documents.folder is empty: name a folder, or leave it out")


@dataclass
class Documents:
    """The files of this run."""

    environment: Environment
    prompts: Prompts
    desktop: Desktop
    observable: Observable[DocumentsState] = field(
        default_factory=lambda: Observable(DocumentsState())
    )

    async def save(self, data: str, *, file_name: str, mime_type: str) -> None:
        """Write a file. Raises INVALID_DATA for no Base64, StoreError where it cannot be written.

        `file_name` is a wish: the file gets a name that is free and that no system minds.
        """
        content = _decoded(data, for_call="saveBase64Data")
        path = await self.desktop.save(
            self.observable.value.folder, name=file_name, content=content
        )
        # A page can send half a character, which no file of the state could hold.
        kind = mime_type.encode(errors="replace").decode()
        saved = Saved(path=path, mime_type=kind, size_bytes=len(content))
        self.observable.update(saved=(*self.observable.value.saved, saved))

    async def view(self, data: str, *, title: str) -> None:
        """Show a PDF until it is closed. Raises INVALID_DATA and PDF_VIEWER_ERROR."""
        pdf = _decoded(data, for_call="openPDFViewer")
        rendered = await self.desktop.pages(pdf, at_most=PAGES_AT_MOST)
        if rendered == "damaged":
            raise refusal("openPDFViewer", "INVALID_DATA")
        if rendered == "closed":
            raise refusal("openPDFViewer", "PDF_VIEWER_ERROR")
        close = Answer("close")
        await self.prompts.ask(
            PromptKind.PDF,
            self._sheet(rendered, title=title),
            allow=close,
            deny=close,
            for_call="openPDFViewer",
        )

    def _sheet(self, rendered: Rendered, *, title: str) -> Sheet:
        say, shown, count = self.environment.say, len(rendered.pages), rendered.count
        alt = title or say("문서", "Document")
        note = Paragraph(
            text=say(f"{count}쪽 중 처음 {shown}쪽이에요.", f"The first {shown} of {count} pages."),
            tone="muted",
        )
        return Sheet(
            layout=Layout.SCREEN,
            title=alt,
            blocks=(
                Pages(images=rendered.pages, media_type=JPEG, alt=alt),
                *((note,) if shown < count else ()),
            ),
            choices=(Choice(id="close", label=say("닫기", "Close"), role="primary"),),
            dismiss="close",
        )


def _decoded(data: str, *, for_call: Asker) -> bytes:
    try:
        # Strict, as the phone that was measured: no prefix, no line feed, all padding.
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content:
        raise refusal(for_call, "INVALID_DATA")
    return content
