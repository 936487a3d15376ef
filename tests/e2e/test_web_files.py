"""A file input asks for album or camera, like any other question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

PAGE = """<!doctype html><title>files</title><input id="one" type="file" accept="image/*">
<input id="camera" type="file" accept="image/*" capture="environment">
<input id="many" type="file" multiple><button id="loose" onclick="loose()">x</button>
<script>
  window.heard = [];
  const listen = (input) => {
    input.onchange = () => heard.push([...input.files].map(({ type }) => type));
    input.oncancel = () => heard.push("cancel");
  };
  document.querySelectorAll("input").forEach(listen);
  function loose() {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/*";
    listen(input);
    input.click();
  }
</script>"""


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "index.html").write_text(PAGE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, target: Path) -> MiniApp:
    return keep_miniapp(target=target, prompts="allow")


def pick(miniapp: MiniApp, *names: str) -> Any:  # noqa: ANN401  # JSON
    """Open one chooser after the other, and return what each of the inputs heard."""
    miniapp.page.evaluate("heard.splice(0)")
    for count, name in enumerate(names, start=1):
        miniapp.page.click(f"#{name}")
        miniapp.page.wait_for_function("(count) => heard.length === count", arg=count)
    return miniapp.page.evaluate("heard")


def test_a_file_input_gets_what_the_person_picks(kept: MiniApp) -> None:
    *single, many = pick(kept, "one", "camera", "loose", "many")
    assert (single, len(many)) == ([["image/jpeg"]] * 3, 10)


def test_a_file_input_keeps_what_it_has_where_nothing_is_picked(kept: MiniApp) -> None:
    pick(kept, "one")
    kept.shell.prompts.policy("deny", "file", "camera")
    assert pick(kept, "one", "camera", "loose", "many") == ["cancel"] * 4
    assert kept.page.evaluate("document.querySelector('#one').files.length") == 1
    kept.shell.reset("prompts")


def test_a_page_that_no_chooser_was_opened_for_gets_no_files(kept: MiniApp) -> None:
    given = kept.page.evaluate(
        """async () => (await fetch(
          "aitdesk-ask://phone/?" + encodeURIComponent('{"asks":"files"}'))).json()"""
    )
    assert given == {"value": []}
