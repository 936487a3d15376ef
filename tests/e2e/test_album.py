"""Album and camera through the real SDK: what a person picks, the page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

CONFIG: Final = """
[app]
permissions = ["photos:r", "camera"]
"""
START: Final = "([name, options]) => { window.answer = sdk[name](options); }"
SHOWN: Final = """async () => {
  const items = [await answer].flat();
  const show = async ({ id, dataUri }) => {
    const is_video = dataUri.startsWith("data:video");
    if (is_video) {
      const video = Object.assign(document.createElement("video"), { muted: true, src: dataUri });
      await video.play();
      return [id, video.videoWidth, video.videoHeight];
    }
    const prefix = dataUri.startsWith("data:") ? "" : "data:image/jpeg;base64,";
    const picture = Object.assign(new Image(), { src: prefix + dataUri });
    await picture.decode();
    return [id, picture.naturalWidth, picture.naturalHeight];
  };
  return Promise.all(items.map(show));
}"""
DRAWN: Final = """(item) => {
  const { width, height } = item.parentElement.querySelector("canvas");
  return [width, height];
}"""
CAUGHT: Final = "() => answer.then(() => 'nothing', ({ code }) => code)"


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a mini-app with the usual album says of itself."""
    file = tmp_path_factory.mktemp("album") / "aitdesk.toml"
    file.write_text(CONFIG, "utf-8")
    return file


def start(new_miniapp: Opener, sdk_page: str, config: Path) -> MiniApp:
    miniapp = new_miniapp(target=sdk_page, config=config, prompts={"permission": "allow"})
    expect(miniapp.page.get_by_test_id("sdk-status")).to_have_text("ready")
    return miniapp


def choose(miniapp: MiniApp, choice: str) -> None:
    miniapp.sheet.get_by_test_id(f"aitdesk-choice-{choice}").click()
    expect(miniapp.sheet).to_have_count(0)


def item(miniapp: MiniApp, item_id: str) -> Locator:
    return miniapp.sheet.get_by_test_id(f"aitdesk-item-{item_id}")


def call(miniapp: MiniApp, name: str, **options: object) -> None:
    """Call a function of the SDK and wait for its sheet."""
    miniapp.page.evaluate(START, [name, options])
    expect(miniapp.sheet).to_be_visible()


def test_photos_that_a_person_picks_are_shown_by_the_page(
    new_miniapp: Opener, sdk_page: str, album: Path
) -> None:
    miniapp = start(new_miniapp, sdk_page, album)
    call(miniapp, "fetchAlbumPhotos", maxWidth=320)
    expect(miniapp.sheet.get_by_test_id("aitdesk-choice-add")).to_be_disabled()
    for name in ("10-cat", "01-sea"):
        item(miniapp, f"aitdesk-{name}").check(force=True)
    assert item(miniapp, "aitdesk-10-cat").evaluate(DRAWN) == [240, 240]
    choose(miniapp, "add")
    found = [["aitdesk-10-cat", 320, 320], ["aitdesk-01-sea", 320, 240]]
    assert miniapp.page.evaluate(SHOWN) == found


def test_a_video_plays(new_miniapp: Opener, sdk_page: str, album: Path) -> None:
    miniapp = start(new_miniapp, sdk_page, album)
    call(miniapp, "fetchAlbumItems", types=["PHOTO", "VIDEO"], base64=True)
    for name in ("13-ball", "12-small"):
        item(miniapp, f"aitdesk-{name}").check(force=True)
    choose(miniapp, "add")
    found = [["aitdesk-13-ball", 360, 640], ["aitdesk-12-small", 400, 300]]
    assert miniapp.page.evaluate(SHOWN) == found


def test_a_folder_of_the_desktop_is_the_album(
    new_miniapp: Opener, sdk_page: str, tmp_path: Path
) -> None:
    pictures = tmp_path / "my pictures"
    pictures.mkdir()
    Image.new("RGB", (640, 480), "teal").save(pictures / "내 사진 1.png")
    (pictures / "bad.jpg").write_bytes(b"junk")
    config = tmp_path / "aitdesk.toml"
    config.write_text(f'{CONFIG}[album]\nfolder = "my pictures"\n', "utf-8")
    miniapp = start(new_miniapp, sdk_page, config)
    call(miniapp, "fetchAlbumPhotos", maxWidth=64)
    item(miniapp, "내 사진 1.png").check(force=True)
    choose(miniapp, "add")
    assert miniapp.page.evaluate(SHOWN) == [["내 사진 1.png", 64, 48]]
    miniapp.shell.await_entry("problem", text=f"album: bad.jpg in {pictures} cannot be read")


@pytest.mark.parametrize("name", ["fetchAlbumPhotos", "fetchAlbumItems"])
def test_an_album_that_is_closed_is_empty(
    new_miniapp: Opener, sdk_page: str, album: Path, name: str
) -> None:
    miniapp = start(new_miniapp, sdk_page, album)
    call(miniapp, name)
    miniapp.page.keyboard.press("Escape")
    assert miniapp.page.evaluate("() => answer") == []


def test_the_camera_takes_what_it_shows_or_rejects(
    new_miniapp: Opener, sdk_page: str, album: Path
) -> None:
    miniapp = start(new_miniapp, sdk_page, album)
    call(miniapp, "openCamera", base64=True, maxWidth=300)
    choose(miniapp, "shoot")
    assert miniapp.page.evaluate(SHOWN) == [["aitdesk-shot-1", 300, 400]]
    call(miniapp, "openCamera")
    choose(miniapp, "cancel")
    assert miniapp.page.evaluate(CAUGHT) == "CANCELED"
