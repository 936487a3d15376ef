"""A mini-app on its development server: what is edited shows up in the open window."""

from __future__ import annotations

import shutil
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from e2e.conftest import Opener

READY = "session-title"


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    """A copy of the sample's sources, with the packages of the repository."""
    webapp, copy = repository / "webapp", tmp_path / "webapp"
    leave_out = shutil.ignore_patterns("dist", "node_modules")
    shutil.copytree(webapp / "sample", copy / "sample", ignore=leave_out)
    shutil.copy(webapp / "tsconfig.base.json", copy)
    (copy / "node_modules").symlink_to(webapp / "node_modules")
    return copy / "sample"


@pytest.fixture
def dev_server(project: Path, free_port: Callable[[], int]) -> Iterator[str]:
    """The address of the sample's own development server on the copy."""
    port = str(free_port())
    vite = project.parent / "node_modules" / ".bin" / "vite"
    command = [str(vite), "--host", "127.0.0.1", "--port", port, "--strictPort"]
    with (project / "vite.log").open("w") as log:
        process = subprocess.Popen(command, cwd=project, stdout=log, stderr=log)
    try:
        wait_until(
            lambda: process.poll() is not None or answers(int(port)),
            what=(project / "vite.log").read_text,
        )
        assert process.poll() is None, (project / "vite.log").read_text()
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def answers(port: int) -> bool:
    """Tell whether something listens."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def test_an_edit_reaches_the_open_page_without_a_reload_and_the_bridge_survives_one(
    project: Path, dev_server: str, new_miniapp: Opener
) -> None:
    miniapp = new_miniapp(target=dev_server)
    page = miniapp.page
    expect(page.get_by_test_id("anonymous-hash")).to_be_visible(timeout=30_000)
    page.evaluate("window.isSamePage = true")

    style = project / "src" / "styles" / "session.css"
    style.write_text(f"{style.read_text()}\n.session-title {{ letter-spacing: 7px; }}\n")
    expect(page.get_by_test_id(READY)).to_have_css("letter-spacing", "7px")
    assert page.evaluate("window.isSamePage") is True

    words = project / "src" / "strings.ts"
    greeting = "다시 만나서 반가워요!"
    words.write_text(words.read_text().replace(greeting, "고친 인사말"))
    expect(page.get_by_test_id(READY)).to_have_text("고친 인사말")
    expect(page.get_by_test_id("anonymous-hash")).to_be_visible()
    assert "vite" in page.content()
    assert miniapp.shell.journal("page_error") == []
