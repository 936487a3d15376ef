"""aitdesk.toml beside a mini-app: what it says is what the page with the real SDK gets."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Looker
    from e2e.conftest import Opener

CALLS = """<!doctype html><p>Hello<script>
  ReactNativeWebView.postMessage(JSON.stringify(
    { type: "method", functionName: "getClipboardText", eventId: "x", args: [] }));
</script>"""


@pytest.fixture
def shop(sdk_page: str, tmp_path: Path) -> Path:
    """A project that has built the page with the whole SDK."""
    shutil.copytree(sdk_page, tmp_path / "shop" / "dist")
    (tmp_path / "shop" / "granite.config.ts").write_text('export default { appName: "shop" };')
    return tmp_path / "shop"


def test_the_page_gets_what_the_file_says(shop: Path, new_miniapp: Opener) -> None:
    (shop / "aitdesk.toml").write_text(
        """
[app]
permissions = ["clipboard:rw"]
[device]
inset_top_px = 7
[environment]
platform = "android"
toss_version = "5.240.0"
[clipboard]
text = "from the file"
[permissions]
"clipboard/read" = "allowed"
[faults.outcomes]
getAnonymousKey = "undefined"
"""
    )
    page = new_miniapp(target=shop, toss_version="5.250.0").page
    page.wait_for_function("() => 'sdk' in window")
    got = page.evaluate(
        """async () => ({
          os: sdk.getPlatformOS(),
          version: sdk.getTossAppVersion(),
          top: sdk.SafeAreaInsets.get().top,
          text: await sdk.getClipboardText(),
          key: (await sdk.getAnonymousKey()) === undefined,
        })"""
    )
    assert got == {
        "os": "android",
        "version": "5.250.0",
        "top": 7,
        "text": "from the file",
        "key": True,
    }


def test_a_record_of_the_file_holds_at_every_start(
    shop: Path, look: Looker, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (shop / "dist" / "index.html").write_text(CALLS)
    outcomes = []
    for status in ("allowed", "denied", "allowed"):
        (shop / "aitdesk.toml").write_text(
            f'[app]\npermissions = ["clipboard:r"]\n[permissions]\n"clipboard/read" = "{status}"\n'
        )
        (call,) = look(str(shop), home=home).journal("call", name="getClipboardText")
        outcomes.append(call["outcome"])
    assert outcomes == ["resolved", "rejected", "resolved"]


def test_a_sheet_that_nobody_answers_is_named(shop: Path, look: Looker) -> None:
    (shop / "dist" / "index.html").write_text(CALLS)
    (shop / "aitdesk.toml").write_text('[app]\npermissions = ["clipboard:r"]\n')
    looked = look(str(shop))
    line = "the page did not settle: the sheet 'permission' (getClipboardText) waits for an answer"
    assert (looked.exit_code, f"✗ {line}" in looked.stdout) == (1, True)


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [("allow", "resolved"), ("deny", "rejected"), ("permission=deny", "rejected")],
)
def test_a_policy_answers_in_the_persons_place(
    policy: str, outcome: str, shop: Path, look: Looker
) -> None:
    (shop / "dist" / "index.html").write_text(CALLS)
    (shop / "aitdesk.toml").write_text('[app]\npermissions = ["clipboard:r"]\n')
    looked = look(str(shop), "--prompts", policy)
    (call,) = looked.journal("call", name="getClipboardText")
    assert (looked.exit_code, call["outcome"]) == (0, outcome)


def test_every_mistake_of_the_file_is_told_before_anything_starts(shop: Path, look: Looker) -> None:
    file = shop / "aitdesk.toml"
    file.write_text('[throttle]\nis_on = "yes"\n\n[enviroment]\n')
    looked = look(str(shop))
    assert (looked.exit_code, looked.stderr.splitlines(), looked.out.exists()) == (
        2,
        [
            f'aitdesk: {file}:2: throttle.is_on: expected true or false, not "yes"',
            f"aitdesk: {file}:4: enviroment: no such table; did you mean environment?",
        ],
        False,
    )
