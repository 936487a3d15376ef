"""The bundled sample: each family of the SDK has a page, and a card tells what a call came to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

NARROWEST_PX = 320
TOO_WIDE = """
() => [...document.querySelectorAll("body, main *")]
  .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
  .filter((element) => element.tagName !== "INPUT" && !element.closest("svg"))
  .map((element) => `${element.className}: ${element.textContent}`)
"""


@pytest.fixture(scope="module")
def sample(keep_miniapp: Opener) -> MiniApp:
    """The sample, in one window for the whole module."""
    return keep_miniapp()


@pytest.fixture
def page(sample: MiniApp) -> Iterator[Page]:
    """The page, at its list of families."""
    sample.page.get_by_test_id("tab-home").click()
    sample.page.get_by_test_id("search").fill("")
    yield sample.page
    assert sample.shell.journal("page_error") == []


def families(page: Page) -> list[str]:
    """The families that the list shows."""
    links = page.locator("[data-testid^=open-]")
    return [link.get_attribute("href") or "" for link in links.all()]


def open_family(page: Page, name: str) -> None:
    page.get_by_test_id(f"open-{name}").click()
    expect(page.get_by_test_id(f"page-{name}")).to_be_visible()


def result(page: Page, name: str) -> str:
    return page.get_by_test_id(f"result-{name}").inner_text()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_family_fits_the_narrowest_phone_in(page: Page, language: str) -> None:
    size = {"width": NARROWEST_PX, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    phone = page.context.new_cdp_session(page)
    phone.send("Emulation.setDeviceMetricsOverride", size)
    page.get_by_test_id(f"language-{language}").click()
    found = {}
    for path in families(page):
        open_family(page, path.removeprefix("/"))
        found[path] = page.evaluate(TOO_WIDE)
        page.get_by_test_id("tab-home").click()
    phone.send("Emulation.clearDeviceMetricsOverride")
    phone.detach()
    assert [too_wide for too_wide in found.items() if too_wide[1]] == []
    assert len(found) > 20


def test_a_function_leads_to_its_family(page: Page) -> None:
    page.get_by_test_id("search").fill("submitGame")
    assert families(page) == ["/game"]
    page.get_by_test_id("search").fill("no such name")
    expect(page.get_by_test_id("search-empty")).to_be_visible()


def test_a_card_shows_value_type_and_time_of_what_was_typed(page: Page) -> None:
    open_family(page, "environment")
    name = "isMinVersionSupported"
    page.get_by_test_id(f"field-{name}-ios").fill("never")
    page.get_by_test_id(f"call-{name}").click()
    expect(page.get_by_test_id(f"result-{name}")).to_have_text("false")
    expect(page.get_by_test_id(f"type-{name}")).to_have_text("boolean")
    expect(page.get_by_test_id(f"time-{name}")).to_contain_text("ms")


def test_a_card_shows_the_error(page: Page) -> None:
    open_family(page, "bridge")
    name = "createConstantBridge"
    page.get_by_test_id(f"field-{name}-method").fill("noSuchName")
    page.get_by_test_id(f"call-{name}").click()
    expect(page.get_by_test_id(f"error-name-{name}")).to_have_text("Error")
    expect(page.get_by_test_id(f"error-message-{name}")).to_have_text(
        "noSuchName is not a constant handler"
    )


def test_a_card_waits_for_as_long_as_there_is_no_answer(sample: MiniApp, page: Page) -> None:
    open_family(page, "bridge")
    name = "createAsyncBridge"
    page.get_by_test_id(f"field-{name}-method").fill("noSuchName")
    page.get_by_test_id(f"call-{name}").click()
    sample.shell.await_entry("call", name="noSuchName", outcome="unanswered")
    expect(page.get_by_test_id(f"call-{name}")).to_have_attribute("data-status", "running")
    expect(page.get_by_test_id(f"result-{name}")).to_have_count(0)


def test_an_event_card_listens_until_it_is_stopped(sample: MiniApp, page: Page) -> None:
    open_family(page, "navigation")
    button = page.get_by_test_id("call-homeEvent")
    button.click()
    sample.shell.await_entry("subscribe", name="homeEvent")
    expect(button).to_have_attribute("data-status", "running")
    button.click()
    sample.shell.await_entry("unsubscribe", name="homeEvent")
    expect(button).to_have_attribute("data-status", "idle")


def test_a_call_is_made_by_keyboard_alone(page: Page) -> None:
    page.get_by_test_id("open-environment").focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("call-getServerTime").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("type-getServerTime")).to_have_text("number")
    assert json.loads(result(page, "getServerTime")) > 0
