"""Take a picture of the sample and of every sheet, in a folder: scripts/pictures.py FOLDER [NAME …]

At twice the size. With names only those are taken. It is how the pictures of host/docs are made
again, and how a changed sheet is looked at.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page, sync_playwright

from aitdesk.driver.sheet import engine, follow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AITDESK: Final = str(Path(sys.executable).with_name("aitdesk"))
DEBUG_PORT: Final = "9377"
PATIENCE_MS: Final = 20_000
SETTLED_MS: Final = 500
GAME: Final = '[app]\nweb_view_type = "game"\n'
LINK: Final = "supertoss://transparent-service-web?url=https%3A%2F%2Ftoss.im%2Fterms"


@dataclass(frozen=True)
class Shot:
    """A sheet: the card of the sample that asks for it, and what is filled in or patched before.

    `lacking` are the looks that have no such sheet.
    """

    family: str
    card: str
    fields: tuple[tuple[str, str], ...] = ()
    state: str = ""
    picks: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


AD: Final = (("adGroupId", "ait-ad-test-rewarded-id"),)
SHOTS: Final = {
    "permission": Shot("permission", "openPermissionDialog"),
    "login": Shot("auth", "appLogin"),
    "purchase": Shot("iap", "IAP.createOneTimePurchaseOrder"),
    "subscription": Shot(
        "iap", "IAP.createSubscriptionPurchaseOrder", (("offerId", "aitdesk.test.trial"),)
    ),
    "checkout": Shot("tosspay", "checkoutPayment"),
    "billing": Shot("tosspay", "requestTossPayPaysBilling"),
    "share": Shot("share", "share"),
    "viral": Shot("share", "contactsViral"),
    "camera": Shot("camera", "openCamera"),
    "album": Shot("album", "fetchAlbumItems", picks=("aitdesk-10-cat", "aitdesk-01-sea")),
    "notification": Shot("notification", "requestNotificationAgreement"),
    "review": Shot("review", "requestReview"),
    "age": Shot("age", "getDeclaredAgeRange", lacking=("android",)),
    "consent": Shot("consent", "getConsentedUserData"),
    "certificate": Shot("certificate", "appsInTossSignTossCert"),
    "pdf": Shot("document", "openPDFViewer"),
    "ad-rewarded": Shot("ads", "showFullScreenAd", AD),
    "ad-interstitial": Shot("ads", "showFullScreenAd"),
    "leaderboard": Shot("game", "openGameCenterLeaderboard"),
    "game-profile": Shot(
        "game", "openGameCenterLeaderboard", state='{"game": {"has_profile": false}}'
    ),
    "link": Shot("navigation", "openURL", (("url", LINK),)),
}


@dataclass(frozen=True)
class Run:
    """A preview that is driven from outside."""

    page: Page
    sheet: Locator
    url: str
    token: str

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        """Ask control."""
        content = None if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {self.token}"}
        with urlopen(Request(self.url + path, content, headers, method=method)) as reply:  # noqa: S310  # its own address
            return bytes(reply.read())

    def tap(self, test_id: str) -> None:
        """Tap what has this test id."""
        self.page.get_by_test_id(test_id).click()

    def take(self, file: Path) -> None:
        """Take the picture once there is a sheet."""
        self.sheet.wait_for()
        self.keep(file)

    def keep(self, file: Path) -> None:
        """Take the picture once nothing moves."""
        self.page.wait_for_timeout(SETTLED_MS)
        file.write_bytes(self.ask("GET", "/screenshot"))

    def put_away(self) -> None:
        """Answer what is asked the way that means no."""
        while asked := json.loads(self.ask("GET", "/prompts"))["prompts"]:
            for prompt in asked:
                choice = prompt["sheet"].get("dismiss") or prompt["sheet"]["choices"][0]["id"]
                self.ask("POST", f"/prompts/{prompt['id']}", {"choice": choice})
            self.page.wait_for_timeout(SETTLED_MS)
        self.sheet.wait_for(state="detached")


def main() -> None:
    """Take the pictures that were asked for."""
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)

    def is_wanted(name: str) -> bool:
        return not names or name in names

    looks = {
        "ko": ("ko-KR", "iPhone 15 Pro"),
        "en": ("en-US", "iPhone 15 Pro"),
        "android": ("ko-KR", "Galaxy S24"),
    }
    for look, (locale, device) in looks.items():
        options = ("--locale", locale, "--device", device)
        with preview(*options) as run:
            if is_wanted("sample"):
                run.page.get_by_test_id("session").wait_for()
                run.keep(folder / f"sample-{look}.png")
            for name, shot in SHOTS.items():
                if is_wanted(name) and look not in shot.lacking:
                    take(run, shot, folder / f"{name}-{look}.png")
        if is_wanted("close"):
            with preview(*options, config=GAME) as run:
                run.ask("POST", "/press", {"button": "close"})
                run.take(folder / f"close-{look}.png")
        if is_wanted("notice"):
            with preview(*options, "--toss-version", "5.200.0", config=GAME) as run:
                run.take(folder / f"notice-{look}.png")


def take(run: Run, shot: Shot, file: Path) -> None:
    """Have the sample ask for a sheet, and take its picture."""
    run.ask("POST", "/reset", {})
    asks = "ask" if file.name.startswith("permission") else "allow"
    run.ask("PATCH", "/state", {"prompts": {"kinds": {"permission": asks}}})
    if shot.state:
        run.ask("PATCH", "/state", json.loads(shot.state))
    run.page.goto(f"{run.page.url.split('/', 3)[0]}//{run.page.url.split('/', 3)[2]}/{shot.family}")
    for name, value in shot.fields:
        run.page.get_by_test_id(f"field-{shot.card}-{name}").fill(value)
    if shot.card == "showFullScreenAd":
        for name, value in shot.fields:
            run.page.get_by_test_id(f"field-loadFullScreenAd-{name}").fill(value)
        run.tap("call-loadFullScreenAd")
        run.page.get_by_test_id("result-loadFullScreenAd").wait_for()
    run.tap(f"call-{shot.card}")
    for item in shot.picks:
        run.sheet.get_by_test_id(f"aitdesk-item-{item}").check(force=True)
    run.take(file)
    run.put_away()


@contextmanager
def preview(*options: str, config: str = "") -> Iterator[Run]:
    """Start a preview of the sample, and end it."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        out, file = Path(name) / "out", Path(name) / "aitdesk.toml"
        file.write_text(config, "utf-8")
        own = ("--config", str(file), "--headless", "--debug-port", DEBUG_PORT)
        process = subprocess.Popen(
            (AITDESK, "preview", *options, *own, "--control-port", "0", "--out", str(out)),
            env=environment(Path(name) / "home"),
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            known = json.loads(wait_for(out / "control.json"))
            said = process.stderr or ()
            devtools = next(line for line in said if "DevTools at " in line)
            browser = playwright.chromium.connect_over_cdp(devtools.split()[-1], no_defaults=True)
            (page,) = (each for each in browser.contexts[0].pages if each.url.startswith("http"))
            page.set_default_timeout(PATIENCE_MS)
            page.wait_for_load_state()
            playwright.selectors.register(**engine(1))
            yield Run(page, follow(page, 1), known["url"], known["token"])
        finally:
            process.terminate()
            process.wait()


def environment(home: Path) -> Mapping[str, str]:
    """Return what the preview sees: a data folder of its own, and two pixels for each of CSS."""
    return {**os.environ, "AITDESK_HOME": str(home), "QT_SCALE_FACTOR": "2"}


def wait_for(file: Path) -> str:
    """Return what a program writes, as soon as it has."""
    for _ in range(PATIENCE_MS // 50):
        if file.is_file() and (text := file.read_text("utf-8")).endswith("\n"):
            return text
        time.sleep(0.05)
    raise SystemExit(f"{file} was not written")


if __name__ == "__main__":
    main()
