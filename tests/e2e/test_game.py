"""The game center through the real SDK: what was submitted is what the leaderboard shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from e2e.conftest import MiniApp, Starter

SUBMIT: Final = "(score) => sdk.submitGameCenterLeaderBoardScore({ score })"
OPEN: Final = "() => sdk.openGameCenterLeaderboard()"
SHOWN: Final = """async (uri) => {
  const picture = Object.assign(new Image(), { src: uri });
  await picture.decode();
  return picture.naturalWidth;
}"""


Runner: TypeAlias = "Callable[..., MiniApp]"


@pytest.fixture
def run_sdk(run_miniapp: Starter, sdk_page: str) -> Runner:
    """Start the page that has the SDK, and wait until it is there."""

    def run(*arguments: str, home: Path | None = None) -> MiniApp:
        miniapp = run_miniapp(sdk_page, *arguments, home=home)
        expect(miniapp.page.locator("#status")).to_have_text("ready")
        return miniapp

    return run


def submit(miniapp: MiniApp, *scores: str) -> list[str]:
    return [miniapp.page.evaluate(SUBMIT, score)["statusCode"] for score in scores]


def open_board(miniapp: MiniApp) -> list[list[str]]:
    """Open the leaderboard, return its rows and close it."""
    page = miniapp.page
    assert page.evaluate(OPEN) is True
    sheet = page.get_by_test_id("aitdesk-sheet")
    expect(sheet).to_be_visible()
    rows = [row.locator("td, th").all_inner_texts() for row in sheet.locator("tr").all()]
    page.get_by_test_id("aitdesk-choice-close").click()
    expect(sheet).to_have_count(0)
    return rows


def test_the_best_score_stands_on_the_leaderboard_and_is_there_in_the_next_run(
    run_sdk: Runner,
) -> None:
    first = run_sdk()
    assert submit(first, "2500", "2400.5", "many") == ["SUCCESS", "SUCCESS", "UNPARSABLE_SCORE"]
    rows = [
        ["1", "가짜 플레이어 1", "3,000"],
        ["2", "테스트 플레이어", "2,500"],
        ["3", "가짜 플레이어 2", "2,000"],
        ["4", "가짜 플레이어 3", "1,000"],
    ]
    assert open_board(first) == rows
    first.process.kill()
    first.process.wait()
    second = run_sdk(home=first.home)
    assert open_board(second) == rows


def test_the_page_goes_on_while_the_leaderboard_is_open(run_sdk: Runner) -> None:
    miniapp = run_sdk()
    assert miniapp.page.evaluate(OPEN) is True
    expect(miniapp.page.get_by_test_id("aitdesk-sheet")).to_be_visible()
    assert submit(miniapp, "1") == ["SUCCESS"]
    assert miniapp.stop() == 0


def test_the_picture_of_the_profile_can_be_shown(run_sdk: Runner) -> None:
    page = run_sdk().page
    profile = page.evaluate("sdk.getGameCenterGameProfile()")
    assert (list(profile), page.evaluate(SHOWN, profile["profileImageUri"])) == (
        ["statusCode", "nickname", "profileImageUri"],
        96,
    )
