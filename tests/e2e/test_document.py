"""Documents through the real SDK: what is saved is a file, what is shown can be read."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Opener

SAVE: Final = """([data, fileName]) =>
  sdk.saveBase64Data({ data, fileName, mimeType: "text/plain" })
    .then((value) => String(value), ({ code }) => code)"""
SAVES_BY_ITSELF: Final = """<!doctype html><script>
  ReactNativeWebView.postMessage(JSON.stringify(
    { type: "method", functionName: "saveBase64Data", eventId: "x",
      args: [{ data: "aGVsbG8=", fileName: "a.txt", mimeType: "text/plain" }] }));
</script>"""
VIEW: Final = """(data) => {
  window.ended = "open";
  sdk.openPDFViewer({ data, filename: "report.pdf" })
    .then((value) => { window.ended = value; }, ({ code }) => { window.ended = code; });
}"""


def start(new_miniapp: Opener, sdk_page: str, home: Path | None = None) -> MiniApp:
    miniapp = new_miniapp(target=sdk_page, home=home)
    expect(miniapp.page.get_by_test_id("sdk-status")).to_have_text("ready")
    return miniapp


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def paper(pages: int) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.new("RGB", (60, 80), (200, 40 * page, 90)) for page in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=72)
    return out.getvalue()


def ended(miniapp: MiniApp) -> object:
    return miniapp.page.evaluate("() => window.ended")


def test_files_are_saved_in_the_folder_of_the_phone_and_never_over_another(
    new_miniapp: Opener, sdk_page: str, tmp_path: Path
) -> None:
    miniapp = start(new_miniapp, sdk_page, tmp_path)
    saved = tmp_path / "saved"
    names = ["메모.txt", "메모.txt", "../../../outside.txt"]
    answers = [
        miniapp.page.evaluate(SAVE, [base64_of(f"text {number}".encode()), name])
        for number, name in enumerate(names)
    ]
    assert answers == ["undefined"] * 3
    assert {file.name: file.read_text() for file in saved.iterdir()} == {
        "메모.txt": "text 0",
        "메모 (2).txt": "text 1",
        "outside.txt": "text 2",
    }
    listed = miniapp.shell.await_entry("state", part="documents")["value"]["saved"]
    assert [file["path"] for file in listed] == [
        str(saved / name) for name in ("메모.txt", "메모 (2).txt", "outside.txt")
    ]


def test_the_command_saves_in_the_folder_of_the_run(look: Looker, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(SAVES_BY_ITSELF, "utf-8")
    saved = look(str(tmp_path)).out / "saved"
    assert {file.name: file.read_text() for file in saved.iterdir()} == {"a.txt": "hello"}


@pytest.mark.parametrize("data", ["", "no Base64", "data:text/plain;base64,aGVsbG8="])
def test_data_that_is_no_base64_is_refused(
    new_miniapp: Opener, sdk_page: str, tmp_path: Path, data: str
) -> None:
    miniapp = start(new_miniapp, sdk_page, tmp_path)
    assert miniapp.page.evaluate(SAVE, [data, "a.txt"]) == "INVALID_DATA"
    assert not (tmp_path / "saved").exists()


def test_a_document_is_shown_page_by_page_until_it_is_closed(
    new_miniapp: Opener, sdk_page: str
) -> None:
    miniapp = start(new_miniapp, sdk_page)
    page = miniapp.page
    page.evaluate(VIEW, base64_of(paper(3)))
    sheet = miniapp.sheet
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("report.pdf")
    size = "({ width, height }) => [width, height]"
    expect(sheet.locator("canvas[width='900']")).to_have_count(3)
    assert [each.evaluate(size) for each in sheet.locator("canvas").all()] == [[900, 1200]] * 3
    assert ended(miniapp) == "open"
    sheet.get_by_test_id("aitdesk-choice-close").click()
    expect(sheet).to_have_count(0)
    page.wait_for_function("() => window.ended !== 'open'")
    assert ended(miniapp) == "CLOSE"


def test_what_is_no_pdf_is_refused(new_miniapp: Opener, sdk_page: str) -> None:
    miniapp = start(new_miniapp, sdk_page)
    miniapp.page.evaluate(VIEW, base64_of(b"no PDF"))
    miniapp.page.wait_for_function("() => window.ended !== 'open'")
    assert ended(miniapp) == "INVALID_DATA"
