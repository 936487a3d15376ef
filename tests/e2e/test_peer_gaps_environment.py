"""The phone around the mini-app, as the real SDK reads it: never made up in the page."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Final
from uuid import UUID

import pytest

from phone import Phone, open_phone
from standin import with_head

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.value import Json
    from e2e.command import Looker
    from e2e.conftest import Opener

SHARPNESS: Final = """() => [
  devicePixelRatio,
  matchMedia("(min-resolution: 3dppx)").matches,
  matchMedia("(-webkit-device-pixel-ratio: 3)").matches,
]"""
BAR_PX: Final = 44


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, sdk_page: str) -> Phone:
    return open_phone(keep_miniapp, sdk_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def test_a_mini_app_finds_itself_in_toss_until_the_sandbox_is_asked_for(phone: Phone) -> None:
    first = phone.get("getOperationalEnvironment")
    phone.patch(environment={"operational": "sandbox"})
    assert (first, phone.get("getOperationalEnvironment")) == ("toss", "sandbox")


def test_every_request_bears_the_user_agent_that_the_page_reads(phone: Phone) -> None:
    with phone.page.expect_response("**/index.html?fresh") as fetched:
        phone.page.evaluate("() => fetch('/index.html?fresh').then((reply) => reply.text())")
    agents = {
        phone.page.evaluate("navigator.userAgent"),
        fetched.value.request.all_headers()["user-agent"],
    }
    assert [agent.partition(" TossColor")[0] for agent in agents] == ["AppsInToss TossApp/5.270.0"]


def test_a_version_check_follows_the_toss_app_that_is_installed(phone: Phone) -> None:
    wanted = {"android": "5.261.0", "ios": "5.261.0"}
    seen = []
    for version in ("5.260.9", "5.261.0"):
        phone.patch(environment={"toss_version": version})
        is_new = phone.get("isMinVersionSupported", wanted)
        seen.append((phone.get("getTossAppVersion"), is_new))
    assert seen == [("5.260.9", False), ("5.261.0", True)]


def test_each_build_has_a_deployment_id_of_its_own(
    new_miniapp: Opener, sdk_page: str, tmp_path: Path
) -> None:
    builds = [tmp_path / name / "dist" for name in ("first", "second")]
    for build in builds:
        shutil.copytree(sdk_page, build)
    page = builds[1] / "index.html"
    page.write_text(page.read_text("utf-8").replace("SDK page", "SDK page, next build"), "utf-8")
    found = [
        open_phone(new_miniapp, str(build)).get("env.getDeploymentId")
        for build in (*builds, builds[0])
    ]
    assert [UUID(each).version for each in found] == [7, 7, 7]
    assert (found[0] == found[2], found[0] == found[1]) == (True, False)


def test_a_phone_on_its_side_keeps_clear_of_the_notch(phone: Phone) -> None:
    phone.listen("SafeAreaInsets.subscribe", {})
    phone.call("setDeviceOrientation", {"type": "landscape"})
    turned = {"top": 0, "right": 59, "bottom": 21, "left": 59}
    assert phone.told(1) == [turned]
    assert phone.get("SafeAreaInsets.get") == turned


def test_css_and_scripts_see_the_pixels_of_the_device(
    look: Looker, sdk_page: str, tmp_path: Path
) -> None:
    script = f"<script>console.log(JSON.stringify(({SHARPNESS})()))</script>"
    page = with_head(sdk_page, tmp_path / "page", "", end=script)
    (said,) = look(page, "--device-pixels").journal("console", level="info")
    assert json.loads(said["text"]) == [3, True, True]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("device", ["iPhone 15 Pro", "Galaxy S24"])
def test_viewport_screen_and_insets_are_of_one_device(
    new_miniapp: Opener, sdk_page: str, device: str, orientation: str
) -> None:
    sizes = {"iPhone 15 Pro": (393, 852), "Galaxy S24": (360, 780)}
    width, height = sizes[device] if orientation == "portrait" else sizes[device][::-1]
    phone = open_phone(new_miniapp, sdk_page, device=device)
    phone.call("setDeviceOrientation", {"type": orientation})
    phone.page.wait_for_function("(width) => innerWidth === width", arg=width)
    top = phone.get("SafeAreaInsets.get")["top"]
    assert phone.page.evaluate("[innerWidth, innerHeight]") == [width, height - top - BAR_PX]


@pytest.mark.parametrize("status", ["WIFI", "2G", "3G", "4G", "5G", "WWAN", "UNKNOWN"])
def test_the_radio_is_what_the_phone_has(phone: Phone, status: str) -> None:
    phone.patch(network={"status": status})
    assert phone.get("getNetworkStatus") == status


def test_a_phone_that_is_offline_says_so_and_is(phone: Phone) -> None:
    fetching = "() => fetch('/index.html').then(() => 'reached', () => 'unreachable')"
    phone.patch(network={"status": "OFFLINE"})
    away = (phone.get("getNetworkStatus"), phone.page.evaluate(fetching))
    phone.patch(network={"status": "WIFI"})
    assert (*away, phone.page.evaluate(fetching)) == ("OFFLINE", "unreachable", "reached")


def test_the_servers_clock_is_not_the_phones(phone: Phone) -> None:
    ahead_ms = 3_600_000
    phone.patch(clock={"server_ahead_ms": ahead_ms})
    server_ms, own_ms = phone.get("getServerTime"), phone.page.evaluate("Date.now()")
    assert abs(server_ms - own_ms - ahead_ms) < 60_000


def test_only_a_change_of_the_insets_is_told(phone: Phone) -> None:
    phone.listen("SafeAreaInsets.subscribe", {})
    phone.patch(network={"status": "5G"}, screen={"is_awake": True})
    new: Json = {"top": 1, "right": 2, "bottom": 3, "left": 4}
    last: Json = {"top": 5, "right": 6, "bottom": 7, "left": 8}
    for insets in (new, new, last):
        phone.ask("PUT", "/device/insets", insets)
    assert phone.told(2) == [new, last]
