"""navigator.geolocation and copying: the phone's own position, permission and clipboard."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

WHERE = """() => new Promise((done) => {
  const heard = ({ coords, code }) => done(code ?? [coords.latitude, coords.longitude]);
  navigator.geolocation.getCurrentPosition(heard, heard);
})"""
DECLARED = (
    "the page asked for the location and was refused: it has no permission geolocation/access"
)
EARLY = """<script>
  window.early = navigator.clipboard.writeText("x").then(() => "copied", ({ name }) => name);
</script>"""
COPY = """(how) => {
  const button = document.body.appendChild(document.createElement("button"));
  document.querySelector("#copy")?.remove();
  button.id = "copy";
  window.copied = new Promise((done) => (button.onclick = () => done((0, eval)(how))));
  window.put = (text) => {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    return document.execCommand("copy");
  };
}"""


@pytest.fixture(scope="module")
def declaring(tmp_path_factory: pytest.TempPathFactory, sdk_page: str) -> Path:
    """The page with the SDK, as a mini-app that declares permissions."""
    folder = tmp_path_factory.mktemp("declaring")
    shutil.copytree(sdk_page, folder, dirs_exist_ok=True)
    needs = [("geolocation", "access"), ("clipboard", "read"), ("clipboard", "write")]
    listed = ", ".join(f'{{ name: "{name}", access: "{access}" }}' for name, access in needs)
    config = f'export default {{ appName: "declaring", permissions: [{listed}] }};'
    (folder / "granite.config.js").write_text(config, "utf-8")
    html = (folder / "index.html").read_text("utf-8")
    (folder / "index.html").write_text(html.replace("<head>", f"<head>{EARLY}"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, declaring: Path) -> MiniApp:
    granted = ["geolocation", "clipboard"]
    return keep_miniapp(target=declaring, permissions=granted, prompts="allow")


def test_a_page_is_told_where_the_phone_is(kept: MiniApp) -> None:
    kept.shell.set(location={"latitude": 33.5, "longitude": 126.5})
    assert kept.page.evaluate(WHERE) == [33.5, 126.5]
    kept.page.evaluate(
        """window.seen = [];
        window.watch = navigator.geolocation.watchPosition(
          ({ coords }) => seen.push(coords.latitude),
        )"""
    )
    kept.page.wait_for_function("seen.length === 1")
    kept.shell.set(location={"latitude": 34})
    kept.shell.clock.advance(seconds=2)
    kept.page.wait_for_function("seen.length === 2")
    assert kept.page.evaluate("navigator.geolocation.clearWatch(watch), seen") == [33.5, 34]


def test_a_phone_that_cannot_tell_is_code_2(kept: MiniApp) -> None:
    kept.shell.set(location={"is_failing": True})
    assert kept.page.evaluate(WHERE) == 2
    kept.shell.reset("location")


def test_a_refused_permission_is_code_1_and_told(kept: MiniApp) -> None:
    kept.shell.deny("geolocation")
    assert kept.page.evaluate(WHERE) == 1
    assert kept.shell.await_entry("problem", text=DECLARED)
    kept.shell.grant("geolocation")


@pytest.mark.parametrize("how", ["navigator.clipboard.writeText('초대 1')", "put('초대 2')"])
def test_what_a_tap_copies_is_on_the_sdks_clipboard(kept: MiniApp, how: str) -> None:
    kept.page.evaluate(COPY, how)
    kept.page.click("#copy")
    assert kept.page.evaluate("copied.then(() => sdk.getClipboardText())") == how.split("'")[1]


def test_nothing_is_copied_without_a_tap(kept: MiniApp) -> None:
    assert kept.page.evaluate("early") == "NotAllowedError"
