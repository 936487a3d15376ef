"""The first script of a page sees the size that the page keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from share import by_share

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Runner
    from e2e.conftest import Opener

WINDOWS = 40
SIZES = """<!doctype html><meta name="viewport" content="width=device-width"><p>Hello<script>
var first = [innerWidth, innerHeight];
addEventListener('load', () => setTimeout(() => console.log(
  'sizes ' + JSON.stringify([first, [innerWidth, innerHeight]])), 50));
</script>"""
IPHONE = [[393, 754], [393, 754]]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(SIZES, "utf-8")
    return tmp_path


@by_share
def test_the_first_script_of_every_window_of_a_driver_sees_its_final_size(
    page: Path, new_miniapp: Opener, share: int
) -> None:
    seen = []
    for _ in range(WINDOWS // share):
        miniapp = new_miniapp(target=page)
        seen.append(miniapp.page.evaluate("[first, [innerWidth, innerHeight]]"))
        miniapp.close()
    assert seen == [IPHONE] * (WINDOWS // share)


def test_the_first_script_of_the_first_window_sees_its_final_size(
    page: Path, run_preview: Runner
) -> None:
    run = run_preview(str(page))
    text: str = run.entry("console", level="info")["text"]
    assert json.loads(text.removeprefix("sizes ")) == IPHONE
