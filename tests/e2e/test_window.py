"""What the page and a look at the window show: sizes, user agent, the bar, the shell's scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Opener

BAR_PX, STATUS_PX = 98, 54
GALAXY = "Galaxy S24"
SELECTABLE = "['body', 'p'].map((n) => getComputedStyle(document.querySelector(n)).userSelect)"


@pytest.fixture(scope="module")
def iphone(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    started = keep_miniapp(target=sdk_page, app_name="window-app")
    started.page.wait_for_function("'sdk' in window")
    return started


@pytest.fixture(scope="module")
def galaxy(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    started = keep_miniapp(
        target=sdk_page, device=GALAXY, toss_version="5.250.1", user_scripts=False
    )
    started.page.wait_for_function("'sdk' in window")
    return started


def viewport(miniapp: MiniApp) -> list[int]:
    found: list[int] = miniapp.page.evaluate("[innerWidth, innerHeight]")
    return found


def test_the_page_of_an_iphone_has_393_by_754_pixels(iphone: MiniApp) -> None:
    assert viewport(iphone) == [393, 754]
    insets = iphone.page.evaluate("sdk.SafeAreaInsets.get()")
    assert insets == {"top": 54, "right": 0, "bottom": 34, "left": 0}


def test_the_page_of_a_galaxy_has_360_by_712_pixels(galaxy: MiniApp) -> None:
    assert viewport(galaxy) == [360, 712]
    assert galaxy.page.evaluate("sdk.getPlatformOS()") == "android"


def test_the_user_agent_is_that_of_the_toss_app(iphone: MiniApp, galaxy: MiniApp) -> None:
    assert iphone.page.evaluate("navigator.userAgent") == (
        "AppsInToss TossApp/5.270.0 TossColorPreference/light TossFontAccessibility/Large "
        "TossFontScale/100 iPhone"
    )
    agent = galaxy.page.evaluate("navigator.userAgent")
    assert "AppsInToss TossApp/5.250.1 " in agent
    assert agent.endswith("Android phone")


def test_the_scripts_of_the_native_shell_ran_before_and_after_load(iphone: MiniApp) -> None:
    shell = "({ appName, deploymentId, webViewType }) => ({ appName, deploymentId, webViewType })"
    assert iphone.page.evaluate(f"({shell})(window.__appsInToss)") == {
        "appName": "window-app",
        "deploymentId": iphone.page.evaluate("sdk.env.getDeploymentId()"),
        "webViewType": "partner",
    }
    assert iphone.page.evaluate(SELECTABLE) == ["none", "none"]


def test_no_user_scripts_leaves_them_out(galaxy: MiniApp) -> None:
    assert galaxy.page.evaluate("Object.keys(window.__appsInToss)") == ["ads"]
    assert galaxy.page.evaluate(SELECTABLE) == ["auto", "auto"]
    assert galaxy.shell.journal("call", name="debugLog") == []


def colours(picture: QImage, *, top: int, bottom: int, left: int, right: int) -> set[str]:
    """Return the colours between the edges, in steps of two pixels each way."""
    return {
        QColor(picture.pixel(x, y)).name()
        for y in range(top, bottom, 2)
        for x in range(left, right, 2)
    }


def is_drawn_on(picture: QImage, *, top: int, bottom: int, left: int, right: int) -> bool:
    return len(colours(picture, top=top, bottom=bottom, left=left, right=right)) > 3


def test_a_picture_of_the_window_shows_bar_and_page(look: Looker) -> None:
    picture = open_picture(look().out)
    assert (picture.width(), picture.height()) == (393, 852)
    # The ground of the bar is white, with the clock, back, the title and the pill upon it.
    assert colours(picture, top=0, bottom=4, left=0, right=393) == {"#ffffff"}
    assert is_drawn_on(picture, top=10, bottom=STATUS_PX, left=10, right=100)
    assert is_drawn_on(picture, top=STATUS_PX, bottom=BAR_PX, left=4, right=48)
    assert is_drawn_on(picture, top=STATUS_PX, bottom=BAR_PX, left=100, right=290)
    assert is_drawn_on(picture, top=STATUS_PX, bottom=BAR_PX, left=300, right=381)
    assert is_drawn_on(picture, top=BAR_PX, bottom=852, left=0, right=393)


def test_a_picture_of_a_galaxy_has_its_size(look: Looker) -> None:
    picture = open_picture(look("--device", GALAXY).out)
    assert (picture.width(), picture.height()) == (360, 780)
    assert is_drawn_on(picture, top=24 + 44, bottom=780, left=0, right=360)


def open_picture(out: Path) -> QImage:
    picture = QImage(str(out / "screenshot.png"))
    assert not picture.isNull()
    return picture
