"""What a page can read from the folder that it was served from, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

OUTSIDE = "the content of a file outside"
ROOT_PAGE = "<!doctype html><title>root page</title>"
READ = """async ([path, headers]) => {
  const answer = await fetch(path, { headers });
  return { status: answer.status, type: answer.headers.get("content-type"),
           range: answer.headers.get("content-range"), text: await answer.text() };
}"""


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, tmp_path_factory: pytest.TempPathFactory) -> MiniApp:
    place = tmp_path_factory.mktemp("served")
    folder, outside = place / "folder", place / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(OUTSIDE)
    (place / "folder-secret.txt").write_text(OUTSIDE)
    (folder / "index.html").write_text(ROOT_PAGE)
    (folder / "letters.txt").write_text("abcdefghij")
    (folder / "code.wasm").write_bytes(b"\0asm\1\0\0\0")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    return keep_miniapp(target=folder, app_name="served")


def read(miniapp: MiniApp, path: str, **headers: str) -> dict[str, Any]:
    answer: dict[str, Any] = miniapp.page.evaluate(READ, [path, headers])
    return answer


@pytest.mark.parametrize(
    "path",
    [
        "/../outside/secret.txt",
        "/%2e%2e/outside/secret.txt",
        "/..%2foutside%2fsecret.txt",
        "/%252e%252e/outside/secret.txt",
        "/..%5coutside%5csecret.txt",
        "/..%2ffolder-secret.txt",
        "/letters.txt%00",
        "/link.txt",
        "/linked/secret.txt",
        "//etc/hostname",
        "/%2fetc%2fhostname",
    ],
)
def test_nothing_outside_the_folder_can_be_read(path: str, miniapp: MiniApp) -> None:
    answer = read(miniapp, f"https://served.apps.tossmini.com{path}")
    assert answer["text"] == ROOT_PAGE


@pytest.mark.parametrize("path", ["/unknown", "/deep/down/here", "/missing.js", "/?page=2"])
def test_what_is_no_file_is_answered_with_the_root_page(path: str, miniapp: MiniApp) -> None:
    html = {"status": 200, "type": "text/html; charset=utf-8", "range": None, "text": ROOT_PAGE}
    assert read(miniapp, path) == html


def test_a_missing_file_is_told(miniapp: MiniApp) -> None:
    read(miniapp, "/picture.png")
    miniapp.shell.await_entry("missing", path="/picture.png")


def test_wasm_has_its_type(miniapp: MiniApp) -> None:
    assert read(miniapp, "/code.wasm")["type"] == "application/wasm"


def test_a_range_of_a_file_can_be_read(miniapp: MiniApp) -> None:
    answer = read(miniapp, "/letters.txt", range="bytes=2-4")
    assert (answer["status"], answer["text"]) == (206, "cde")
    assert answer["range"] == "bytes 2-4/10"
