"""Permissions through the real SDK: what the page is told, and what the guarded calls give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from aitdesk.phone.error_catalog import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter

CONFIG: Final = """
[app]
permissions = ["clipboard:rw", "contacts:r", "geolocation"]
"""
GPX: Final = """<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="0" lon="0"><time>2026-01-01T00:00:00Z</time></trkpt>
<trkpt lat="0" lon="1"><time>2026-01-01T10:00:00Z</time></trkpt>
</trkseg></trk></gpx>"""
START: Final = "([name, ...args]) => { window.answer = sdk[name](...args); }"
# How a promise ended: its value, or what of the error a mini-app looks at.
ENDED: Final = """() => answer.then((value) => ({ value }), (error) => ({
  name: error.name, message: error.message, code: error.code ?? null }))"""
IS_SDK_ERROR: Final = "() => answer.catch((e) => e instanceof sdk.GetClipboardTextPermissionError)"
STATUSES: Final = """(names) => Promise.all(names.map((name) => sdk[name].getPermission()))"""
FOLLOW: Final = """(options) => {
  window.told = [];
  const tell = (key) => (value) => told.push([key, value.name ?? value.coords.latitude]);
  const [onEvent, onError] = [tell("event"), tell("error")];
  window.stop = sdk.startUpdateLocation({ options, onEvent, onError });
}"""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the mini-app declares, in one file for all, so that they share a process."""
    file = tmp_path_factory.mktemp("config") / "aitdesk.toml"
    file.write_text(CONFIG, "utf-8")
    return file


def start(opener: Opener, sdk_page: str, config: Path, **options: object) -> MiniApp:
    miniapp = opener(target=sdk_page, config=config, **options)
    expect(miniapp.page.get_by_test_id("sdk-status")).to_have_text("ready")
    return miniapp


def call(miniapp: MiniApp, name: str, *arguments: object, choice: str | None = None) -> object:
    """Call the SDK, answer the sheet that comes if a choice is named, and return how it ended."""
    miniapp.page.evaluate(START, [name, *arguments])
    if choice is not None:
        miniapp.sheet.get_by_test_id(f"aitdesk-choice-{choice}").click()
    return miniapp.page.evaluate(ENDED)


def test_a_guarded_call_asks_once_and_then_never_again(
    new_miniapp: Opener, sdk_page: str, config: Path
) -> None:
    miniapp = start(new_miniapp, sdk_page, config)
    copied = call(miniapp, "setClipboardText", "값 🙂", choice="allow")
    calls = [entry["name"] for entry in miniapp.shell.journal("call")]
    again = call(miniapp, "setClipboardText", "값 🙂")
    assert (copied, again, calls[-2:]) == (
        {"value": {"text": "값 🙂"}},
        {"value": {"text": "값 🙂"}},
        ["requestPermission", "setClipboardText"],
    )


def test_a_refusal_ends_in_the_page_with_the_sdks_own_error(
    new_miniapp: Opener, sdk_page: str, config: Path
) -> None:
    miniapp = start(new_miniapp, sdk_page, config)
    ended = call(miniapp, "getClipboardText", choice="deny")
    calls = [entry["name"] for entry in miniapp.shell.journal("call")]
    assert (ended, calls[-1], miniapp.page.evaluate(IS_SDK_ERROR)) == (
        {
            "name": "getClipboardText permission error",
            "message": "클립보드 읽기 권한이 거부되었어요.",
            "code": None,
        },
        "requestPermission",
        True,
    )


def test_decisions_outlive_the_run_but_for_those_of_once(
    start_miniapp: Starter, sdk_page: str, config: Path, tmp_path: Path
) -> None:
    first = start(start_miniapp, sdk_page, config, home=tmp_path)
    call(first, "getClipboardText", choice="once")
    call(first, "setClipboardText", "x", choice="allow")
    call(first, "getCurrentLocation", {"accuracy": 4}, choice="deny")
    names = ["getClipboardText", "setClipboardText", "getCurrentLocation", "fetchContacts"]
    before = first.page.evaluate(STATUSES, names)
    first.process.stop()
    assert first.process.ended() == "the WebView process ended: exit code 0"
    second = start(start_miniapp, sdk_page, config, home=tmp_path)
    assert (before, second.page.evaluate(STATUSES, names)) == (
        ["allowed", "allowed", "denied", "notDetermined"],
        ["notDetermined", "allowed", "denied", "notDetermined"],
    )


def test_what_the_mini_app_does_not_declare_is_rejected_by_the_shell(
    new_miniapp: Opener, sdk_page: str, config: Path
) -> None:
    miniapp = start(new_miniapp, sdk_page, config)
    ended = [
        call(miniapp, name, {"name": "photos", "access": "read"})
        for name in ("getPermission", "requestPermission", "openPermissionDialog")
    ]
    codes = ["NO_PERMISSION", "NO_PERMISSION", "INVALID_REQUEST"]
    message = refusal("getPermission", "NO_PERMISSION").message
    assert ended == [{"name": "Error", "message": message, "code": code} for code in codes]


def test_the_desktops_own_clipboard_can_be_used(
    new_miniapp: Opener, sdk_page: str, tmp_path: Path
) -> None:
    uses_desktop = tmp_path / "aitdesk.toml"
    uses_desktop.write_text(f"{CONFIG}[clipboard]\nuses_desktop = true\n", "utf-8")
    miniapp = start(new_miniapp, sdk_page, uses_desktop, prompts="allow")
    call(miniapp, "setClipboardText", "값 🙂")
    read = call(miniapp, "getClipboardText")
    assert (read, miniapp.shell.journal("state", part="clipboard")) == ({"value": "값 🙂"}, [])


def test_the_address_book_comes_in_pages(new_miniapp: Opener, sdk_page: str, config: Path) -> None:
    miniapp = start(new_miniapp, sdk_page, config, prompts="allow")
    options = {"size": 1, "offset": 1, "query": {"contains": "김"}}
    assert call(miniapp, "fetchContacts", options) == {
        "value": {
            "result": [{"name": "가짜 김두리", "phoneNumber": "010-0000-0002"}],
            "nextOffset": 2,
            "done": False,
        }
    }


def test_a_refused_stream_of_places_tells_the_sdks_own_error(
    new_miniapp: Opener, sdk_page: str, config: Path
) -> None:
    page = start(new_miniapp, sdk_page, config, prompts="deny").page
    page.evaluate(FOLLOW, {"accuracy": 4, "timeInterval": 1000, "distanceInterval": 0})
    page.wait_for_function("told.length")
    assert page.evaluate("told") == [["error", "getCurrentLocation permission error"]]


@pytest.mark.parametrize("is_gpx", [False, True])
def test_a_stream_of_places_goes_on_until_it_is_stopped(
    new_miniapp: Opener, sdk_page: str, config: Path, tmp_path: Path, *, is_gpx: bool
) -> None:
    file = tmp_path / "walk.gpx"
    file.write_text(GPX, "utf-8")
    place = {"gpx_file": str(file)} if is_gpx else {"latitude": 1.5}
    state = {"location": place}
    page = start(new_miniapp, sdk_page, config, prompts="allow", state=state).page
    page.evaluate(FOLLOW, {"accuracy": 4, "timeInterval": 1000, "distanceInterval": 0})
    page.wait_for_function("told.length === 2")
    page.evaluate("stop()")
    assert page.evaluate("told") == [["event", 0 if is_gpx else 1.5]] * 2
