from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from plugin.conftest import Inner

pytest_plugins = ["pytester"]

CODE = """
    def test_good(miniapp):
        miniapp.page.evaluate("console.log('안녕')")
        miniapp.page.wait_for_timeout(400)
        miniapp.shell.navigate("/iap")
        miniapp.page.wait_for_timeout(400)

    def test_bad(miniapp):
        assert 0

    def test_worse(miniapp, new_miniapp):
        new_miniapp(name="other").page.evaluate("void setTimeout(() => { throw new Error('x') })")

    def test_none():
        assert 0
"""
FILES = ["console.txt", "journal.jsonl", "screenshot.png", "state.json", "strip.png"]
BOTH = sorted(f"{name}-{file}" for name in ("miniapp", "other") for file in FILES)


def left(inner: Inner) -> dict[str, list[str]]:
    folders = (inner.pytester.path / "out").glob("*/")
    return {
        folder.name.split("-")[1]: sorted(file.name for file in folder.iterdir())
        for folder in folders
    }


def run(inner: Inner, mode: str) -> None:
    arguments = (f"--aitdesk-artifacts={mode}", "--aitdesk-output=out")
    inner.run(CODE, *arguments).assert_outcomes(passed=1, failed=3)


@pytest.mark.parametrize(
    ("mode", "tests"), [("off", []), ("retain-on-failure", ["test_bad", "test_worse"])]
)
def test_a_test_leaves_a_folder_of_its_own(inner: Inner, mode: str, tests: list[str]) -> None:
    run(inner, mode)
    assert left(inner) == {name: BOTH if name == "test_worse" else FILES for name in tests}


def test_every_test_leaves_a_folder_that_says_what_happened_and_is_written_anew(
    inner: Inner,
) -> None:
    run(inner, "on")
    assert left(inner) == {"test_bad": FILES, "test_good": FILES, "test_worse": BOTH}
    (folder,) = (inner.pytester.path / "out").glob("*test_good*/")
    says_what_happened(folder)
    (folder / "miniapp-screenshot.png").write_text("of an earlier run")
    inner.again("--aitdesk-artifacts=on", "--aitdesk-output=out", "-k", "good")
    assert left(inner)["test_good"] == FILES


def says_what_happened(folder: Path) -> None:
    entries = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert {"navigation", "loaded", "call"} < {each["kind"] for each in entries}
    assert "안녕" in (folder / "console.txt").read_text("utf-8")
    assert json.loads((folder / "state.json").read_text())["network"]["status"] == "WIFI"
    assert size(folder / "screenshot.png") == (393, 852)
    width_px, height_px = size(folder / "strip.png")
    assert height_px == 480
    assert width_px >= 3 * 220  # the first page, the second one, and the end


def size(file: Path) -> tuple[int, int]:
    with Image.open(BytesIO(file.read_bytes())) as picture:
        return picture.size
