"""What a page asks the engine for: it gets a refusal, and the developer one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWebEngineCore import QWebEnginePermission

from aitdesk.engine.qt.refusal import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Starter
    from e2e.site import Answer, Site

WHY = "and was refused: the phone's permissions do not reach the web view yet"
LOCATION = (
    "aitdesk: the page asked for the location and was refused: "
    "it has no permission geolocation/access"
)
AT_ONCE = """<!doctype html><title>eager</title><script>
  console.log(`audio ${new AudioContext().state}`);
  document.createElement("video").play().catch(({ name }) => console.log(`video ${name}`));
  navigator.geolocation.getCurrentPosition(() => {}, ({ code }) => console.log(`code ${code}`));
</script>"""
ASK = """async (source) => {
  const asked = (0, eval)(`async () => { ${source} }`);
  const late = new Promise((done) => setTimeout(done, 3000, "no answer"));
  try {
    return await Promise.race([asked(), late]);
  } catch (error) {
    return error.name ?? error.code;
  }
}"""
# What is asked, what the page hears, and what the developer is told of; None where the engine
# refuses by itself.
CASES: dict[str, tuple[str, Any, str | None]] = {
    "both": (
        "await navigator.mediaDevices.getUserMedia({ audio: true, video: true })",
        "NotAllowedError",
        "camera and microphone",
    ),
    "location": (
        "await new Promise((_, no) => navigator.geolocation.getCurrentPosition(no, no))",
        1,
        None,
    ),
    "notifications": (
        "return [await Notification.requestPermission(), Notification.permission]",
        ["denied", "denied"],
        "notifications",
    ),
    "clipboard": ("await navigator.clipboard.readText()", "NotAllowedError", "the clipboard"),
    "pointer": (
        "await document.body.requestPointerLock()",
        "SecurityError",
        "the pointer, to hold it",
    ),
    "fonts": ("return (await queryLocalFonts()).length", 0, "the list of fonts"),
    "screen": (
        "await navigator.mediaDevices.getDisplayMedia({ audio: true, video: true })",
        "NotAllowedError",
        "the screen",
    ),
    "links": (
        "navigator.registerProtocolHandler('web+mine', location.origin + '/?%s')",
        None,
        "every web+mine: link",
    ),
    "files": ("await showOpenFilePicker()", "AbortError", None),
    "folder": ("await showDirectoryPicker()", "AbortError", None),
    "midi": ("await navigator.requestMIDIAccess({ sysex: true })", "NotAllowedError", None),
    "windows": ("await getScreenDetails()", "NotAllowedError", None),
    "wake lock": ("await navigator.wakeLock.request('screen')", "NotAllowedError", None),
    "serial": ("await navigator.serial.requestPort()", "NotFoundError", None),
    "hid": ("return (await navigator.hid.requestDevice({ filters: [] })).length", 0, None),
    "storage": ("return await navigator.storage.persist()", False, None),
}


PICKERS = ("files", "folder")


def test_every_permission_of_the_engine_has_its_words() -> None:
    assert set(PERMISSIONS) == set(QWebEnginePermission.PermissionType)


@pytest.fixture
def miniapp(start_miniapp: Starter, sdk_page: str) -> MiniApp:
    """A page on a machine that has a camera and a microphone."""
    flags = {"QTWEBENGINE_CHROMIUM_FLAGS": "--use-fake-device-for-media-stream"}
    return start_miniapp(target=sdk_page, environment=flags)


def test_whatever_a_page_asks_for_is_refused_and_told_once(miniapp: MiniApp) -> None:
    heard = {name: miniapp.page.evaluate(ASK, source) for name, (source, *_) in CASES.items()}
    # Which it is of a picker hangs on how long ago the page was acted on.
    pickers = {heard.pop(name) for name in PICKERS}
    assert pickers <= {"AbortError", "NotAllowedError"}
    assert heard == {name: said for name, (_, said, _) in CASES.items() if name not in PICKERS}
    told = [entry["text"] for entry in miniapp.shell.journal("problem") if WHY in entry["text"]]
    wanted = [what for _, _, what in CASES.values() if what is not None]
    assert told == [f"the page asked for {what} {WHY}" for what in wanted]


@pytest.mark.parametrize(
    ("asks", "what"), [("{ video: true }", "the camera"), ("{ audio: true }", "the microphone")]
)
def test_camera_and_microphone_are_refused_each(miniapp: MiniApp, asks: str, what: str) -> None:
    source = f"await navigator.mediaDevices.getUserMedia({asks})"
    assert miniapp.page.evaluate(ASK, source) == "NotAllowedError"
    assert miniapp.shell.await_entry("problem", text=f"the page asked for {what} {WHY}")


def test_before_any_tap_no_sound_runs_and_the_terminal_tells_of_a_refusal(
    open_site: Callable[[Mapping[str, Answer]], Site], answer: type[Answer], look: Looker
) -> None:
    looked = look(open_site({"/": answer(AT_ONCE)}).url)
    logged = sorted(entry["text"] for entry in looked.journal("console", level="info"))
    assert (logged, LOCATION in looked.lines) == (
        ["audio suspended", "code 1", "video NotAllowedError"],
        True,
    )
