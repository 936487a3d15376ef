"""When the bridge is there, and in whose documents."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import aitdesk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from e2e.conftest import Opener
    from e2e.site import Answer, Site

    OpenSite = Callable[[Mapping[str, Answer]], Site]

NONCE = "bm9uY2U"
STRICT = {"content-security-policy": f"default-src 'self'; script-src 'nonce-{NONCE}'"}

# The very first thing in the document: it reads constants and posts a call at once.
FIRST_SCRIPT = f"""<script nonce="{NONCE}">
  window.seen = {{ constants: {{ ...window.__CONSTANT_HANDLER_MAP }} }};
  __GRANITE_NATIVE_EMITTER.on("getAnonymousKey/resolve/first", (answer) => {{
    seen.answer = answer;
    seen.answeredWhile = document.readyState;
  }});
  ReactNativeWebView.postMessage(JSON.stringify(
    {{ type: "method", functionName: "getAnonymousKey", eventId: "first", args: [] }}));
</script>"""
# The engine waits for it before it says that the document has loaded.
PAGE = f"""<!doctype html>{FIRST_SCRIPT}<title>first</title>
<img src="/slow.svg"><iframe src="/frame"></iframe>"""
FRAME = f"""<!doctype html><script nonce="{NONCE}">
  window.seen = [typeof window.ReactNativeWebView, typeof window.__CONSTANT_HANDLER_MAP];
  try {{
    qt.webChannelTransport.send("{{}}");
    window.seen.push("sent");
  }} catch (error) {{
    window.seen.push(error.name);
  }}
</script>"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'


# Playwright's own way to wait evaluates a text, which the policy forbids.
LOOK = """async () => {
  while (!window.seen?.answer) await new Promise((resolve) => setTimeout(resolve, 5));
  return window.seen;
}"""


def first_look(page: Page) -> dict[str, Any]:
    """Wait for the answer to the first script's call; return what that script saw."""
    seen: dict[str, Any] = page.evaluate(LOOK)
    assert seen["answer"]["type"] == "HASH"
    assert seen["constants"]["getPlatformOS"] == "ios"
    return seen


@pytest.fixture
def strict_site(open_site: OpenSite, answer: type[Answer]) -> Site:
    """A page under a strict policy, with a frame, and an image that is held."""
    return open_site(
        {
            "/": answer(PAGE, headers=STRICT),
            "/other": answer(PAGE, headers=STRICT),
            "/frame": answer(FRAME, headers=STRICT),
            "/slow.svg": answer(SVG, media_type="image/svg+xml", is_held=True),
        }
    )


def test_the_first_script_is_answered_under_a_strict_policy_while_an_image_is_slow(
    strict_site: Site, new_miniapp: Opener
) -> None:
    miniapp = new_miniapp(target=strict_site.url, wait_until="domcontentloaded")
    seen = first_look(miniapp.page)
    assert seen["answeredWhile"] in {"loading", "interactive"}
    assert miniapp.shell.journal("loaded") == []
    strict_site.let_go.set()
    miniapp.shell.await_entry("loaded", ok=True)


def test_the_first_script_is_answered_again_after_reload_and_in_the_next_document(
    strict_site: Site, new_miniapp: Opener
) -> None:
    strict_site.let_go.set()
    page = new_miniapp(target=strict_site.url).page
    first_look(page)
    page.reload()
    first_look(page)
    page.evaluate("location.href = '/other'")
    page.wait_for_url("**/other")
    first_look(page)
    page.evaluate("history.back()")
    page.wait_for_url(f"{strict_site.url}/")
    first_look(page)


def test_the_first_script_is_answered_again_after_a_visit_to_another_site(
    strict_site: Site, new_miniapp: Opener
) -> None:
    # Another site has another process: scripts of the page, not of its profile, stay behind.
    strict_site.let_go.set()
    page = new_miniapp(target=strict_site.url).page
    first_look(page)
    elsewhere = f"http://localhost:{strict_site.port}/frame"
    page.evaluate("(url) => { location.href = url; }", elsewhere)
    page.wait_for_url(elsewhere)
    assert page.evaluate("seen.slice(0, 2)") == ["object", "object"]
    page.evaluate("(url) => { location.href = url; }", strict_site.url)
    page.wait_for_url(f"{strict_site.url}/")
    first_look(page)


def test_the_first_script_can_read_every_constant(strict_site: Site, new_miniapp: Opener) -> None:
    strict_site.let_go.set()
    names = tomllib.loads((Path(aitdesk.__file__).parent / "api" / "catalogue.toml").read_text())
    seen = first_look(new_miniapp(target=strict_site.url).page)
    # Absent on the phone as well: no configuration to take the bar from, and names never read.
    absent = {name for name, facts in names["constant"].items() if facts["status"] == "unread"}
    assert seen["constants"].keys() == names["constant"].keys() - absent - {"navigationBar"}


def test_a_frame_of_the_same_origin_has_no_bridge(strict_site: Site, new_miniapp: Opener) -> None:
    strict_site.let_go.set()
    page = new_miniapp(target=strict_site.url).page
    first_look(page)
    page.wait_for_load_state()
    assert page.frames[1].evaluate("seen") == ["undefined", "undefined", "ReferenceError"]


# The names of the window's own members that a frame, which has no bridge, does not have.
LEFT = """() => {
  const { contentWindow } = document.body.appendChild(document.createElement("iframe"));
  const isNew = (name) => !/^\\d+$/.test(name) && !(name in contentWindow);
  const [seen, all] = [Object.keys(window), Object.getOwnPropertyNames(window)];
  return [seen, all.filter((name) => !seen.includes(name))]
    .map((names) => names.filter(isNew).sort());
}"""
OF_THE_PHONE = [
    "ReactNativeWebView",
    "__CONSTANT_HANDLER_MAP",
    "__GRANITE_NATIVE_EMITTER",
    "__appsInToss",
]
HIDDEN = ["__appsInTossConstants"]
"""The constants of SDK 3.x. The engine's own way to the host is in another world."""


def test_nothing_but_the_globals_of_the_phone_is_left_behind(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    page = new_miniapp(target=open_site({"/": answer("<!doctype html><body>")}).url).page
    page.wait_for_load_state()
    assert page.evaluate(LEFT) == [OF_THE_PHONE, HIDDEN]


@pytest.mark.parametrize("sdk", ["sdk_page", "sdk_1x_page"])
def test_a_page_of_sdk_1_and_2_sees_no_global_of_sdk_3(
    sdk: str, request: pytest.FixtureRequest, new_miniapp: Opener
) -> None:
    page = new_miniapp(target=request.getfixturevalue(sdk)).page
    page.wait_for_function("() => 'sdk' in window")
    page.evaluate("() => sdk.Storage.getItem('x')")
    assert page.evaluate(LEFT) == [[*OF_THE_PHONE, "sdk"], HIDDEN]
