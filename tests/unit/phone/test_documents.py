from __future__ import annotations

import asyncio
import base64

import pytest

from aitdesk.errors import ApiError, StoreError
from aitdesk.phone.desktop import JPEG, NoDesktop, Rendered
from aitdesk.phone.documents import Documents, DocumentsState, Saved
from aitdesk.phone.environment import Environment
from aitdesk.phone.prompts import Prompts
from aitdesk.phone.sheet import Pages, Paragraph
from desk import Desk

HELLO = base64.b64encode(b"hello").decode()


def documents(desk: Desk | NoDesktop) -> Documents:
    made = Documents(Environment(locale="en"), Prompts(), desk)
    made.prompts.observable.update(default="allow")
    return made


def code_of(failing: Documents, data: str) -> str | None:
    with pytest.raises(ApiError) as refused:
        asyncio.run(failing.view(data, title=""))
    return refused.value.code


def test_what_is_saved_is_listed() -> None:
    here = documents(Desk())
    asyncio.run(here.save(HELLO, file_name="a.txt", mime_type="text/plain"))
    here.observable.update(folder="/mine")
    asyncio.run(here.save(HELLO, file_name="b.txt", mime_type="text/\ud800"))
    assert here.observable.value == DocumentsState(
        folder="/mine",
        saved=(
            Saved(path="/saved/a.txt", mime_type="text/plain", size_bytes=5),
            Saved(path="/mine/b.txt", mime_type="text/?", size_bytes=5),
        ),
    )


@pytest.mark.parametrize(
    "data",
    ["", "=", "a", "ab", "!!!!", "한글", f"data:text/plain;base64,{HELLO}", f"{HELLO}\n", "\ud800"],
)
def test_what_is_no_base64_is_not_saved(data: str) -> None:
    desk = Desk()
    with pytest.raises(ApiError) as refused:
        asyncio.run(documents(desk).save(data, file_name="a.txt", mime_type="text/plain"))
    assert (refused.value.code, desk.files) == ("INVALID_DATA", {})


def test_what_the_disk_refuses_is_not_listed() -> None:
    here = documents(Desk(problem=StoreError("full")))
    with pytest.raises(StoreError, match="full"):
        asyncio.run(here.save(HELLO, file_name="a.txt", mime_type="text/plain"))
    assert here.observable.value == DocumentsState()


@pytest.mark.parametrize(
    ("title", "pages", "count", "shown", "notes"),
    [
        ("a.pdf", (b"1", b"2"), 2, "a.pdf", ()),
        ("", (b"1",), 40, "Document", (Paragraph(text="The first 1 of 40 pages.", tone="muted"),)),
    ],
)
def test_a_document_is_shown_with_its_name_and_what_is_left_out(
    title: str, pages: tuple[bytes, ...], count: int, shown: str, notes: tuple[Paragraph, ...]
) -> None:
    desk = Desk(rendered=Rendered(pages, count))
    here, sheets = documents(desk), list[object]()
    here.prompts.settled.listen(
        lambda settled: sheets.append((settled.prompt.sheet.title, settled.prompt.sheet.blocks))
    )
    asyncio.run(here.view(HELLO, title=title))
    drawn = Pages(images=pages, media_type=JPEG, alt=shown)
    assert (sheets, desk.asked) == ([(shown, (drawn, *notes))], [("pages", b"hello", 30)])


def test_what_cannot_be_shown_is_refused_with_the_reason() -> None:
    damaged, closed = documents(Desk(rendered="damaged")), documents(Desk(rendered="closed"))
    codes = (code_of(damaged, HELLO), code_of(closed, HELLO), code_of(closed, ""))
    assert codes == ("INVALID_DATA", "PDF_VIEWER_ERROR", "INVALID_DATA")


def test_a_phone_without_a_desktop_saves_and_shows_nothing() -> None:
    here = documents(NoDesktop())
    with pytest.raises(StoreError, match=r"a\.txt cannot be saved"):
        asyncio.run(here.save(HELLO, file_name="a.txt", mime_type="text/plain"))
    assert code_of(here, HELLO) == "PDF_VIEWER_ERROR"


def test_a_folder_has_a_name() -> None:
    with pytest.raises(ValueError, match=r"documents\.folder is empty"):
        DocumentsState(folder="")
