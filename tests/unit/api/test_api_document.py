from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.journal import EntryKind
from aitdesk.phone.desktop import Rendered
from aitdesk.phone.environment import Platform
from desk import Desk
from rig import Rig, call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

HELLO = base64.b64encode(b"hello").decode()
FILE: dict[str, Json] = {"data": HELLO, "fileName": "a.txt", "mimeType": "text/plain"}
PDF: dict[str, Json] = {"data": HELLO, "filename": "a.pdf"}


def rig_with(
    desk: Desk, *, toss_version: str = "5.261.0", platform: Platform = Platform.IOS
) -> Rig:
    rig = make_rig(toss_version=toss_version, platform=platform)
    rig.shell.documents.desktop = desk
    return rig


def code(reply: Json) -> Json:
    assert isinstance(reply, dict)
    assert isinstance(reply["value"], dict)
    return reply["value"]["code"]


def test_a_file_is_saved_and_the_answer_is_undefined() -> None:
    desk = Desk()
    got = talk(rig_with(desk), call("saveBase64Data", FILE))
    assert (got, desk.files) == ([resolved("saveBase64Data")], {"/saved/a.txt": b"hello"})


@pytest.mark.parametrize("data", ["", "%", f"data:text/plain;base64,{HELLO}"])
def test_what_is_no_base64_is_invalid_data(data: str) -> None:
    (reply,) = talk(rig_with(Desk()), call("saveBase64Data", {**FILE, "data": data}))
    assert code(reply) == "INVALID_DATA"


@pytest.mark.parametrize("name", ["saveBase64Data", "openPDFViewer"])
@pytest.mark.parametrize("args", [(), (None,), ({},), (HELLO,), ({**FILE, **PDF, "data": 5},)])
def test_arguments_that_do_not_fit_are_an_invalid_request(
    name: str, args: tuple[Json, ...]
) -> None:
    (reply,) = talk(rig_with(Desk()), call(name, *args))
    assert code(reply) == "INVALID_REQUEST"


def test_a_full_disk_rejects_and_is_told_to_the_developer() -> None:
    rig = rig_with(Desk(problem=StoreError("a.txt cannot be saved: make room")))
    (reply,) = talk(rig, call("saveBase64Data", FILE))
    told = rig.recorded(EntryKind.PROBLEM)
    assert (code(reply), told) == (
        "EXECUTION_ERROR",
        [{"text": "a.txt cannot be saved: make room"}],
    )


@pytest.mark.parametrize(
    ("platform", "toss_version", "is_there"),
    [
        (Platform.IOS, "5.215.9", False),
        (Platform.IOS, "5.216.0", True),
        (Platform.ANDROID, "5.217.9", False),
        (Platform.ANDROID, "5.218.0", True),
    ],
)
def test_an_old_toss_saves_nothing_and_says_undefined(
    platform: Platform, toss_version: str, *, is_there: bool
) -> None:
    desk = Desk()
    rig = rig_with(desk, platform=platform, toss_version=toss_version)
    got = talk(rig, call("saveBase64Data", FILE))
    assert (got, bool(desk.files)) == ([resolved("saveBase64Data")], is_there)


def test_the_viewer_answers_only_once_it_is_closed() -> None:
    rig = rig_with(Desk(rendered=Rendered((b"page",), 1)))
    before: list[list[Json]] = []
    after = talk(
        rig, call("openPDFViewer", PDF), lambda: before.append(rig.got()), rig.answer("close")
    )
    assert (before, after) == ([[]], [resolved("openPDFViewer", "CLOSE")])


@pytest.mark.parametrize(("filename", "title"), [("a.pdf", "a.pdf"), ("", "문서"), (None, "문서")])
def test_the_viewer_bears_the_name_of_the_file(filename: Json, title: str) -> None:
    rig = rig_with(Desk(rendered=Rendered((b"page",), 1)))
    talk(rig, call("openPDFViewer", {**PDF, "filename": filename}), rig.answer("close"))
    assert [sheet["title"] for sheet in rig.sheets()] == [title]


def test_what_is_no_pdf_is_invalid_data() -> None:
    (reply,) = talk(rig_with(Desk()), call("openPDFViewer", PDF))
    assert code(reply) == "INVALID_DATA"


def test_a_pdf_that_cannot_be_shown_is_a_viewer_error() -> None:
    (reply,) = talk(rig_with(Desk(rendered="closed")), call("openPDFViewer", PDF))
    assert code(reply) == "PDF_VIEWER_ERROR"


def test_an_old_toss_has_no_viewer() -> None:
    rig = rig_with(Desk(), toss_version="5.260.9")
    text = "토스앱 5.261.0 버전 이상이 필요해요."
    assert talk(rig, call("openPDFViewer", PDF)) == [
        rejected("openPDFViewer", text, code="UNSUPPORTED_APP_VERSION")
    ]
