"""The screen through the real SDK: turned, secure, awake, and swiped with a real mouse."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from shutil import copytree
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtGui import QImage

from patience import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter

BAR_PX, STATUS_PX, WIDTH_PX, HEIGHT_PX = 98, 54, 393, 852
PILL, RED, YELLOW = "#f2f4f6", "#ff0000", "#ffff00"
FULL = (0, 0, WIDTH_PX, HEIGHT_PX)
STATUS = (88, 0, WIDTH_PX - 2 * 88, STATUS_PX)
PAGE = (0, BAR_PX, WIDTH_PX, HEIGHT_PX - BAR_PX)

LISTEN: Final = """() => {
  window.heard = [];
  sdk.SafeAreaInsets.subscribe({
    onEvent: (insets) => heard.push([insets, sdk.SafeAreaInsets.get()]),
  });
}"""
TURN: Final = "(type) => sdk.setDeviceOrientation({ type })"
LOOK: Final = "() => [innerWidth, innerHeight, sdk.SafeAreaInsets.get()]"
PAINT: Final = """(colour) => new Promise((done) => {
  document.body.replaceChildren();
  document.body.style.background = colour;
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
UPRIGHT: Final = {"top": 54, "right": 0, "bottom": 34, "left": 0}
ASIDE: Final = {"top": 0, "right": 59, "bottom": 21, "left": 59}


@pytest.fixture
def running(new_miniapp: Opener, sdk_page: str) -> MiniApp:
    miniapp = new_miniapp(target=sdk_page)
    miniapp.page.wait_for_function("window.sdk")
    return miniapp


def colours(miniapp: MiniApp, box: tuple[int, int, int, int] = FULL) -> Counter[str]:
    """Count the colours of every other pixel of a part of the window."""
    picture = QImage.fromData(miniapp.shell.screenshot()).copy(*box)
    places = ((x, y) for y in range(0, box[3], 2) for x in range(0, box[2], 2))
    return Counter(picture.pixelColor(x, y).name() for x, y in places)


def test_a_turned_phone_turns_the_page_and_tells_it_once(running: MiniApp) -> None:
    page = running.page
    page.evaluate(LISTEN)
    before = page.evaluate(LOOK)
    page.evaluate(TURN, "landscape")
    page.wait_for_function("innerWidth === 852")
    turned = page.evaluate(LOOK)
    page.evaluate(TURN, "landscape")
    page.evaluate(TURN, "portrait")
    page.wait_for_function("innerWidth === 393")
    assert (before, turned, page.evaluate(LOOK)) == (
        [393, 754, UPRIGHT],
        [852, 349, ASIDE],
        [393, 754, UPRIGHT],
    )
    # The constant still has what was before when the event comes (native host 2.10.8).
    assert page.evaluate("heard") == [[ASIDE, UPRIGHT], [UPRIGHT, ASIDE]]


def test_a_secure_screen_leaves_the_page_out_of_every_picture(running: MiniApp) -> None:
    page = running.page
    page.evaluate(PAINT, RED)
    wait_until(lambda: colours(running, PAGE).keys() == {RED}, what=lambda: "no page is shown")
    page.evaluate("sdk.setSecureScreen({ enabled: true })")
    secure = colours(running, PAGE)
    page.evaluate(PAINT, YELLOW)
    assert (secure, secure[RED], secure.most_common(1)[0][0]) == (colours(running, PAGE), 0, PILL)
    page.evaluate("sdk.setSecureScreen({ enabled: false })")
    wait_until(lambda: colours(running, PAGE).keys() == {YELLOW}, what=lambda: "no page again")


@pytest.mark.parametrize("name", ["setScreenAwakeMode", "setSecureScreen"])
def test_what_cannot_be_seen_otherwise_has_a_chip(running: MiniApp, name: str) -> None:
    seen = [colours(running, STATUS)[PILL] > 0]
    for enabled in (True, False):
        answer = running.page.evaluate(f"(enabled) => sdk.{name}({{ enabled }})", enabled)
        assert answer == {"enabled": enabled}
        seen.append(colours(running, STATUS)[PILL] > 0)
    assert seen == [False, True, False]


def test_haptic_feedback_is_seen_for_a_moment(running: MiniApp) -> None:
    running.page.evaluate("sdk.generateHapticFeedback({ type: 'tickWeak' })")
    assert colours(running, STATUS)[PILL] > 0
    wait_until(lambda: not colours(running, STATUS)[PILL], what=lambda: "the chip stays")


# The swipe needs a display: only there does a mouse take the way of a real one.

ON_DISPLAY: Final = """
from dataclasses import replace
from aitdesk.runs import serve
from aitdesk.__main__ import main

chosen = serve.chosen

def choose(wanted):
    settings, notes = chosen(wanted)
    return replace(settings, platform="xcb", is_attended=True), notes

serve.chosen = choose
main()
"""
TRANSPARENT: Final = """
import { defineConfig } from "@apps-in-toss/web-framework/config";
export default defineConfig({
  appName: "clear-test",
  brand: { displayName: "창", primaryColor: "#3182F6", icon: "" },
  navigationBar: { transparentBackground: true },
  permissions: [],
  outdir: "dist",
});
"""
CLICKS: Final = """() => {
  window.clicks = [];
  window.onclick = ({ x, y }) => clicks.push([x, y]);
}"""
SECOND_PAGE: Final = """async () => {
  window.heard = [];
  history.pushState(null, "", "/second");
  await new Promise((done) => setTimeout(done));
}"""
HEAR_BACK: Final = """() => sdk.graniteEvent.addEventListener("backEvent", {
  onEvent: () => heard.push("back"),
})"""


@dataclass(frozen=True)
class Mouse:
    """A real mouse on an X server of the test's own."""

    display: str

    def click(self, x_px: int, y_px: int) -> None:
        """Press and let go at one place."""
        self._do("mousemove", str(x_px), str(y_px), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at the start, move on in steps, let go at the end."""
        words = ["mousemove", *map(str, start), "mousedown", "1"]
        for step in range(1, 5):
            place = (a + (b - a) * step // 4 for a, b in zip(start, end, strict=True))
            words += ["mousemove", *map(str, place)]
        self._do(*words, "mouseup", "1")

    def _do(self, *words: str) -> None:
        environment = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xdotool", *words], env=environment, check=True)


@pytest.fixture(scope="module")
def mouse() -> Iterator[Mouse]:
    """The mouse of a screen larger than a phone."""
    reader, writer = os.pipe()
    screen = ("-screen", "0", "800x1000x24", "-nolisten", "tcp")
    server = subprocess.Popen(
        ("Xvfb", "-displayfd", str(writer), *screen),
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        yield Mouse(f":{number.readline().strip()}")
    server.terminate()
    server.wait()


def in_window(start_miniapp: Starter, mouse: Mouse, target: str, **options: str) -> MiniApp:
    miniapp = start_miniapp(
        target=target,
        command=(sys.executable, "-P", "-c", ON_DISPLAY),
        environment={"DISPLAY": mouse.display},
        **options,
    )
    miniapp.page.wait_for_function("window.sdk")
    return miniapp


def page_origin(page: Page) -> tuple[int, int]:
    """Return where the page begins on the screen."""
    left, top = page.evaluate("[screenX, screenY + outerHeight - innerHeight]")
    return left, top


def on_second_page(
    start_miniapp: Starter, mouse: Mouse, target: str, **options: str
) -> tuple[MiniApp, tuple[int, int]]:
    """Open a window, go on to a second page, and return where it begins on the screen."""
    miniapp = in_window(start_miniapp, mouse, target, **options)
    page = miniapp.page
    page.evaluate(SECOND_PAGE)
    page.evaluate(HEAR_BACK)
    miniapp.shell.await_entry("subscribe", name="backEvent")
    wait_until(
        lambda: "/second" in miniapp.shell.journal("navigation")[-1].get("url", ""),
        what=lambda: "no second page",
    )
    return miniapp, page_origin(page)


def swipe(
    mouse: Mouse, origin: tuple[int, int], start: tuple[int, int], end: tuple[int, int]
) -> None:
    (left, top), (x, y), (to_x, to_y) = origin, start, end
    mouse.drag((left + x, top + y), (left + to_x, top + to_y))


def where(page: Page) -> list[object]:
    found: list[object] = page.evaluate("[location.pathname, heard]")
    return found


def test_a_swipe_from_the_left_edge_goes_back_and_asks_no_subscriber(
    start_miniapp: Starter, mouse: Mouse, sdk_page: str
) -> None:
    miniapp, origin = on_second_page(start_miniapp, mouse, sdk_page)
    swipe(mouse, origin, (5, 300), (200, 310))
    miniapp.shell.await_entry("state", text="back was swiped")
    miniapp.page.wait_for_function("location.pathname === '/'")
    assert where(miniapp.page) == ["/", []]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((60, 300), (300, 300)),
        ((5, 300), (50, 300)),
        ((5, 100), (120, 400)),
        ((200, 300), (5, 300)),
    ],
    ids=["from the middle", "too short", "more down than right", "to the left"],
)
def test_another_movement_goes_nowhere(
    start_miniapp: Starter,
    mouse: Mouse,
    sdk_page: str,
    start: tuple[int, int],
    end: tuple[int, int],
) -> None:
    miniapp, origin = on_second_page(start_miniapp, mouse, sdk_page)
    assert_nothing_happens(miniapp, mouse, origin, start, end)


def test_a_swipe_goes_nowhere_once_the_mini_app_has_switched_it_off(
    start_miniapp: Starter, mouse: Mouse, sdk_page: str
) -> None:
    miniapp, origin = on_second_page(start_miniapp, mouse, sdk_page)
    miniapp.page.evaluate("sdk.setIosSwipeGestureEnabled({ isEnabled: false })")
    assert_nothing_happens(miniapp, mouse, origin, (5, 300), (200, 300))
    miniapp.page.evaluate("sdk.setIosSwipeGestureEnabled({ isEnabled: true })")
    swipe(mouse, origin, (5, 300), (200, 300))
    miniapp.page.wait_for_function("location.pathname === '/'")


def test_android_has_no_such_swipe(start_miniapp: Starter, mouse: Mouse, sdk_page: str) -> None:
    miniapp, origin = on_second_page(start_miniapp, mouse, sdk_page, device="Galaxy S24")
    assert_nothing_happens(miniapp, mouse, origin, (5, 300), (200, 300))


def assert_nothing_happens(
    miniapp: MiniApp,
    mouse: Mouse,
    origin: tuple[int, int],
    start: tuple[int, int],
    end: tuple[int, int],
) -> None:
    page = miniapp.page
    page.evaluate("addEventListener('mouseup', () => { window.up = true; }, { once: true })")
    swipe(mouse, origin, start, end)
    # The page gets every movement, and the window tells of a swipe before a later call is heard.
    page.wait_for_function("window.up")
    page.evaluate("sdk.getNetworkStatus()")
    assert (where(page), miniapp.shell.journal("state", text="back was swiped")) == (
        ["/second", []],
        [],
    )


def test_a_page_under_a_transparent_bar_gets_every_click_that_no_button_takes(
    start_miniapp: Starter, mouse: Mouse, sdk_page: str, tmp_path: Path
) -> None:
    copytree(sdk_page, tmp_path / "dist")
    (tmp_path / "granite.config.ts").write_text(TRANSPARENT, "utf-8")
    miniapp = in_window(start_miniapp, mouse, str(tmp_path))
    page = miniapp.page
    page.evaluate(CLICKS)
    left, top = page_origin(page)
    places = [[196, 20], [200, 76], [196, 400]]
    for times, (x, y) in enumerate(places, start=1):
        mouse.click(left + x, top + y)
        page.wait_for_function("(times) => clicks.length === times", arg=times)
    assert page.evaluate("clicks") == places
    mouse.click(left + 359, top + 76)
    if not page.is_closed():
        page.wait_for_event("close")
    miniapp.close()
    miniapp.process.stop()
    assert miniapp.process.ended() == "the WebView process ended: exit code 0"
