"""Sheets inside the page: on top of everything it does, and without a trace afterwards."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from PySide6.QtGui import QColor, QImage

from patience import wait_until
from sheet_page import (
    ASK,
    ASK_BY_HAND,
    ASKING,
    BOXES,
    CHOICES,
    CLIPPED,
    CONFIG,
    COVERED,
    FILL,
    FOCUSED,
    HALF_LIGHT,
    HEARD,
    HOSTILE,
    LISTEN,
    LOOK,
    REPLACED,
    SHEETS,
    SHOW_AD,
    TIMES,
    WAITING,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener


def project(folder: Path) -> Path:
    """Write a project that declares a permission and return the folder of its page."""
    folder.mkdir(exist_ok=True)
    (folder / "granite.config.ts").write_text(CONFIG, "utf-8")
    return folder / "dist"


@pytest.fixture(scope="module")
def asked(keep_miniapp: Opener, sdk_page: str, tmp_path_factory: pytest.TempPathFactory) -> MiniApp:
    """The mini-app that asks for a permission, kept for the whole module."""
    folder = tmp_path_factory.mktemp("asks")
    copytree(sdk_page, project(folder))
    return keep_miniapp(target=folder)


@pytest.fixture
def page(asked: MiniApp) -> Page:
    """A new document of it, in which the SDK is there."""
    asked.page.reload()
    expect(asked.page.locator("#status")).to_have_text("ready")
    return asked.page


def answer_of(asked: MiniApp, *, choice: str) -> object:
    """Tap a choice and return what the call resolves to."""
    asked.sheet.get_by_test_id(f"aitdesk-choice-{choice}").click()
    return asked.page.evaluate("answer")


def corner_of(asked: MiniApp) -> QColor:
    """Return the colour in the corner of the title, beside its letters."""
    box = asked.sheet.locator("h2").bounding_box()
    assert box is not None
    picture = QImage.fromData(asked.page.screenshot(clip=box))
    return picture.pixelColor(2, 2)


@pytest.mark.parametrize(("choice", "answer"), [("allow", "allowed"), ("deny", "denied")])
def test_a_tap_answers_the_call(choice: str, answer: str, asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    assert answer_of(asked, choice=choice) == answer
    entry = asked.shell.journal("prompt", step="answered")[-1]
    assert (entry["choice"], entry["by"], page.evaluate(SHEETS)) == (choice, "sheet", 0)


def test_many_sheets_leave_the_page_as_it_was(asked: MiniApp, page: Page) -> None:
    page.evaluate(FILL)
    before = page.evaluate(LOOK)
    for times in range(TIMES):
        page.evaluate(ASK)
        answer_of(asked, choice="allow" if times % 2 else "deny")
    assert page.evaluate(LOOK) == before


@pytest.mark.parametrize("act", REPLACED.values(), ids=REPLACED.keys())
def test_a_sheet_outlives_a_page_that_replaces_its(act: str, asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    page.evaluate(f"() => {{ {act} }}")
    assert answer_of(asked, choice="allow") == "allowed"
    assert page.evaluate(SHEETS) == 0


def test_a_sheet_waits_for_a_document_that_has_no_root_yet(asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    page.evaluate("document.documentElement.remove()")
    assert page.evaluate(WAITING) == "none"
    page.evaluate("document.append(document.createElement('html'))")
    assert answer_of(asked, choice="allow") == "allowed"


@pytest.mark.parametrize("act", COVERED.values(), ids=COVERED.keys())
def test_a_sheet_comes_back_above_a_page_that_covers_it_with_a(
    act: str, asked: MiniApp, page: Page
) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    page.evaluate(f"() => {{ {act} }}")
    assert answer_of(asked, choice="allow") == "allowed"


def test_a_sheet_is_seen_above_a_popover_that_lets_every_tap_through(
    asked: MiniApp, page: Page
) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    page.evaluate("""() => {
      document.body.innerHTML =
        "<p popover=manual style='width: 100%; height: 100%; background: rgb(0, 0, 0)'>mine</p>";
      document.querySelector("p").showPopover();
    }""")
    wait_until(
        lambda: corner_of(asked).lightness() > HALF_LIGHT, what=lambda: "the sheet stays covered"
    )
    assert answer_of(asked, choice="allow") == "allowed"


@pytest.mark.parametrize("act", COVERED.values(), ids=COVERED.keys())
def test_a_sheet_opens_above_a_page_that_is_covered_by_a(
    act: str, asked: MiniApp, page: Page
) -> None:
    page.evaluate(f"() => {{ {act} }}")
    page.evaluate(ASK)
    assert answer_of(asked, choice="allow") == "allowed"


def test_the_pages_own_dialog_has_the_focus_again_afterwards(asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    page.evaluate("""() => {
      document.body.innerHTML = "<dialog><button id=mine>mine</button></dialog>";
      document.querySelector("dialog").showModal();
    }""")
    answer_of(asked, choice="allow")
    assert page.evaluate("document.activeElement.id") == "mine"


def test_styles_of_the_page_do_not_reach_a_sheet(asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    before = asked.sheet.evaluate(BOXES)
    page.evaluate(
        "(css) => document.head.append(Object.assign("
        "document.createElement('style'), { textContent: css }))",
        HOSTILE,
    )
    assert asked.sheet.evaluate(BOXES) == before


@pytest.mark.parametrize("size", [(320, 568), (360, 640), (393, 796), (640, 320)])
def test_nothing_of_a_sheet_is_clipped_at(
    size: tuple[int, int], asked: MiniApp, page: Page
) -> None:
    before = page.evaluate("[innerWidth, innerHeight]")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    try:
        assert asked.sheet.evaluate(CLIPPED) == []
    finally:
        page.set_viewport_size({"width": before[0], "height": before[1]})


def test_the_keyboard_answers_and_cannot_leave(asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    expect(asked.sheet.get_by_test_id("aitdesk-choice-allow")).to_be_focused()
    choices = asked.sheet.evaluate(CHOICES)
    visited = []
    for key in ["Tab"] * len(choices) + ["Shift+Tab"] * len(choices):
        page.keyboard.press(key)
        visited.append(asked.sheet.evaluate(FOCUSED))
    at = choices.index("allow") + 1
    around = [*choices[at:], *choices[:at]]
    assert visited == [*around, *reversed(around[:-1]), "allow"]
    page.keyboard.press("Enter")
    assert page.evaluate("answer") == "allowed"


def test_a_sheet_that_wants_an_answer_stays(asked: MiniApp, page: Page) -> None:
    page.evaluate(ASK)
    expect(asked.sheet).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Escape")
    page.mouse.click(5, 5)
    assert page.evaluate(WAITING) == "none"
    assert answer_of(asked, choice="allow") == "allowed"


def test_escape_puts_away_a_sheet_that_a_tap_has_left_open(asked: MiniApp, page: Page) -> None:
    page.evaluate(SHOW_AD)
    expect(asked.sheet.get_by_test_id("aitdesk-choice-reward")).to_be_disabled()
    asked.sheet.get_by_test_id("aitdesk-choice-click").click()
    page.keyboard.press("Escape")
    expect(asked.sheet).to_have_count(0)
    page.wait_for_function("moments.includes('dismissed')")
    moments = page.evaluate("moments")
    assert ("clicked" in moments, "userEarnedReward" in moments) == (True, False)


def test_what_is_picked_is_answered_in_the_order_of_picking(asked: MiniApp, page: Page) -> None:
    page.evaluate("() => { window.answer = sdk.fetchAlbumPhotos({ maxCount: 2 }); }")
    asked.sheet.get_by_test_id("aitdesk-choice-allow").click()
    add, tiles = (
        asked.sheet.get_by_test_id("aitdesk-choice-add"),
        asked.sheet.locator("[data-item]"),
    )
    expect(add).to_be_disabled()
    for at in (2, 1):
        tiles.nth(at).check()
    expect(tiles.nth(0)).to_be_disabled()
    tiles.nth(2).uncheck()
    tiles.nth(0).check()
    picked = [tiles.nth(at).get_attribute("data-item") for at in (1, 0)]
    add.click()
    assert len(page.evaluate("answer")) == len(picked)
    assert asked.shell.journal("prompt", asks="album")[-1]["values"] == {"picked": picked}


def test_stars_are_given_with_the_arrow_keys(asked: MiniApp, page: Page) -> None:
    page.evaluate("() => void sdk.requestReview()")
    expect(asked.sheet.get_by_test_id("aitdesk-star-1")).to_be_focused()
    for key in ("Space", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    asked.sheet.get_by_test_id("aitdesk-choice-submit").click()
    entry = asked.shell.await_entry("prompt", asks="review", step="answered")
    assert entry["values"] == {"stars": 3}


def test_the_text_on_a_light_colour_of_the_mini_app_is_dark(asked: MiniApp, page: Page) -> None:
    page.evaluate("() => void sdk.requestReview()")
    submit = asked.sheet.get_by_test_id("aitdesk-choice-submit")
    expect(submit).to_have_css("background-color", "rgb(254, 229, 0)")
    expect(submit).to_have_css("color", "rgb(25, 31, 40)")
    page.keyboard.press("Escape")


def test_the_focus_and_what_is_selected_are_where_they_were(asked: MiniApp, page: Page) -> None:
    page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", "<input id=name value=mini-app>");
      document.querySelector("#name").focus();
      document.querySelector("#name").setSelectionRange(1, 3);
    }""")
    page.evaluate(ASK)
    answer_of(asked, choice="allow")
    where = "(({ id, selectionStart, selectionEnd }) => [id, selectionStart, selectionEnd])"
    assert page.evaluate(f"{where}(document.activeElement)") == ["name", 1, 3]


def test_a_page_hears_nothing_of_what_happens_to_a_sheet(asked: MiniApp, page: Page) -> None:
    page.evaluate("""() => {
      document.body.innerHTML = "<input id=name><p style='height: 3000px'>";
      document.querySelector("#name").focus();
    }""")
    page.evaluate(LISTEN)
    page.evaluate(ASK)
    button = asked.sheet.get_by_test_id("aitdesk-choice-allow")
    expect(button).to_be_focused()
    for key in ("a", "Tab", "ArrowDown", "PageDown", "Escape"):
        page.keyboard.press(key)
    button.hover()
    page.mouse.wheel(0, 300)
    page.mouse.down()
    assert page.evaluate(HEARD) == []
    page.mouse.up()
    assert page.evaluate("answer") == "allowed"
    assert (page.evaluate(HEARD), page.evaluate("scrollY")) == ([], 0)


def test_a_strict_policy_does_not_change_a_sheet_nor_is_it_violated(
    new_miniapp: Opener, tmp_path: Path
) -> None:
    dist = project(tmp_path)
    dist.mkdir()
    (dist / "index.html").write_text(ASKING)
    # In the first script of the document: there is no body yet.
    (dist / "ask.js").write_text(ASK_BY_HAND)
    # The native shell's own scripts do violate it.
    miniapp = new_miniapp(target=tmp_path, user_scripts=False)
    button = miniapp.sheet.get_by_test_id("aitdesk-choice-allow")
    expect(button).to_have_css("border-radius", "0px")
    expect(button).to_have_css("color", "rgb(0, 92, 200)")
    button.click()
    assert miniapp.shell.await_entry("call", name="openPermissionDialog")["outcome"] == "resolved"
    assert [each["text"] for each in miniapp.shell.journal("console")] == []
