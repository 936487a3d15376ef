"""The game center through the real SDK: what was submitted is what the leaderboard shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.command import Runner
    from e2e.conftest import Opener, Starter

SUBMIT: Final = "(score) => sdk.submitGameCenterLeaderBoardScore({ score })"
OPEN: Final = "() => sdk.openGameCenterLeaderboard()"
SHOWN: Final = """async (uri) => {
  const picture = Object.assign(new Image(), { src: uri });
  await picture.decode();
  return picture.naturalWidth;
}"""
# Opens the leaderboard without the SDK, by itself, and tells when it is there.
OPENING: Final = """<!doctype html><script>
  new MutationObserver(() => {
    if (document.querySelector("html > div")) console.log("a sheet is there");
  }).observe(document, { childList: true, subtree: true });
  ReactNativeWebView.postMessage(JSON.stringify({ type: "method", eventId: "1",
    functionName: "openGameCenterLeaderboard", args: [] }));
</script>"""


def ready(miniapp: MiniApp) -> MiniApp:
    expect(miniapp.page.locator("#status")).to_have_text("ready")
    return miniapp


def submit(miniapp: MiniApp, *scores: str) -> list[str]:
    return [miniapp.page.evaluate(SUBMIT, score)["statusCode"] for score in scores]


def open_board(miniapp: MiniApp) -> list[list[str]]:
    """Open the leaderboard, return its rows and close it."""
    page = miniapp.page
    assert page.evaluate(OPEN) is True
    sheet = miniapp.sheet
    expect(sheet).to_be_visible()
    rows = [
        [each.inner_text() for each in row.locator("td, th").all()]
        for row in sheet.locator("tr").all()
    ]
    sheet.get_by_test_id("aitdesk-choice-close").click()
    expect(sheet).to_have_count(0)
    return rows


def test_the_best_score_stands_on_the_leaderboard_and_is_there_in_the_next_run(
    start_miniapp: Starter, sdk_page: str, tmp_path: Path
) -> None:
    first = ready(start_miniapp(target=sdk_page, home=tmp_path))
    assert submit(first, "2500", "2400.5", "many") == ["SUCCESS", "SUCCESS", "UNPARSABLE_SCORE"]
    rows = [
        ["1", "가짜 플레이어 1", "3,000"],
        ["2", "테스트 플레이어", "2,500"],
        ["3", "가짜 플레이어 2", "2,000"],
        ["4", "가짜 플레이어 3", "1,000"],
    ]
    assert open_board(first) == rows
    first.process.kill()
    first.process.stop()
    second = ready(start_miniapp(target=sdk_page, home=tmp_path))
    assert open_board(second) == rows


def test_the_page_goes_on_while_the_leaderboard_is_open(new_miniapp: Opener, sdk_page: str) -> None:
    miniapp = ready(new_miniapp(target=sdk_page))
    assert miniapp.page.evaluate(OPEN) is True
    expect(miniapp.sheet).to_be_visible()
    assert submit(miniapp, "1") == ["SUCCESS"]


def test_the_window_closes_with_the_leaderboard_open(run_preview: Runner, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(OPENING, "utf-8")
    run = run_preview(str(tmp_path))
    run.entry("console", text="a sheet is there")
    assert run.stop() == 143


def test_the_picture_of_the_profile_can_be_shown(new_miniapp: Opener, sdk_page: str) -> None:
    page = ready(new_miniapp(target=sdk_page)).page
    profile = page.evaluate("sdk.getGameCenterGameProfile()")
    assert (list(profile), page.evaluate(SHOWN, profile["profileImageUri"])) == (
        ["statusCode", "nickname", "profileImageUri"],
        96,
    )
