"""What outlives the process: the SDK's Storage, and the page's own localStorage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter


def counts(miniapp: MiniApp) -> list[str | None]:
    """Open the storage page and return how often the sample was opened, by either storage."""
    page = miniapp.page
    page.get_by_test_id("tab-storage").click()
    found = []
    for place in ("visits-sdk", "visits-local"):
        expect(page.get_by_test_id(place)).not_to_have_attribute("data-count", "counting")
        found.append(page.get_by_test_id(place).get_attribute("data-count"))
    return found


def read_nickname(miniapp: MiniApp) -> str:
    page = miniapp.page
    page.get_by_test_id("run-getItem").click()
    expect(page.get_by_test_id("call-getItem")).to_have_attribute("data-status", "done")
    return page.get_by_test_id("result-getItem").inner_text()


def test_both_storages_survive_a_restart(new_miniapp: Opener, tmp_path: Path) -> None:
    first = new_miniapp(home=tmp_path)
    assert counts(first) == ["1", "1"]
    first.page.get_by_test_id("storage-value").fill("김토스 🙂")
    first.page.get_by_test_id("run-setItem").click()
    expect(first.page.get_by_test_id("result-setItem")).to_have_text("null")
    first.close()

    second = new_miniapp(home=tmp_path)
    expect(second.page.get_by_test_id("session-visits")).to_have_attribute("data-visits", "2")
    assert counts(second) == ["2", "2"]
    assert read_nickname(second) == '"김토스 🙂"'


def test_another_user_finds_both_storages_empty(new_miniapp: Opener, tmp_path: Path) -> None:
    first = new_miniapp(home=tmp_path)
    assert counts(first) == ["1", "1"]
    second = new_miniapp(home=tmp_path, user="another")
    assert counts(second) == ["1", "1"]
    assert read_nickname(second) == "null"


def test_a_second_window_of_the_same_user_shares_the_storage_and_says_what_it_cannot_keep(
    new_miniapp: Opener, start_miniapp: Starter, tmp_path: Path
) -> None:
    assert counts(new_miniapp(home=tmp_path)) == ["1", "1"]
    second = start_miniapp(home=tmp_path)
    assert counts(second) == ["2", "1"]
    (problem,) = second.shell.journal("problem")
    assert "localStorage is not kept in this run" in problem["text"]
