"""Pages of another origin reach the channel of the engine, and nothing behind it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from e2e.conftest import Opener, Starter
    from e2e.site import Answer, Site

    OpenSite = Callable[[Mapping[str, Answer]], Site]

CALL = """<!doctype html><script>
  window.isAnswered = false;
  window.__GRANITE_NATIVE_EMITTER = { on() {}, emit() { window.isAnswered = true; } };
  window.call = (functionName) => ReactNativeWebView.postMessage(
    JSON.stringify({ type: "method", functionName, eventId: "x", args: ["key", "value"] }));
  call(location.pathname === "/own" ? "getAnonymousKey" : "setStorageItem");
</script>"""
# Every text that a script can reach from the window: values, names, and sources of functions. The
# members of a prototype are read from what has them.
REACH = """() => {
  const seen = new Set(), found = [], left = [window];
  const isObject = (each) => (typeof each === "object" && each) || typeof each === "function";
  while (left.length) {
    const each = left.pop();
    if (typeof each === "string") found.push(each);
    if (!isObject(each) || seen.has(each)) continue;
    seen.add(each);
    if (each instanceof Promise) each.catch(() => {});
    if (typeof each === "function") found.push(Function.prototype.toString.call(each));
    if (each instanceof Map || each instanceof Set) left.push(...each.keys(), ...each.values());
    const isPrototype = Object.hasOwn(each, "constructor");
    for (let owner = each; owner; owner = isPrototype ? null : Object.getPrototypeOf(owner))
      for (const name of Reflect.ownKeys(owner)) {
        found.push(String(name));
        const { get, value } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
        try {
          left.push(value, get, get && !isPrototype ? get.call(each) : undefined);
        } catch {
          // Not to be read here.
        }
      }
  }
  return found.join("\\n");
}"""
PRIVATE = """() => {
  const { getDeviceId, getSchemeUri, getDeploymentId } = __CONSTANT_HANDLER_MAP;
  const { deviceId, schemeUri, deploymentId } = __appsInTossConstants;
  return [getDeviceId, getSchemeUri, getDeploymentId, deviceId, schemeUri, deploymentId];
}"""
# Calls at every turn while the window goes back to where calls are allowed: 5,000 a second, so that
# the phone keeps every entry of them until it is read.
CALL_WHILE_LEAVING = """(home) => {
  setInterval(() => { for (let i = 0; i < 20; i++) call("setStorageItem"); }, 0);
  location.href = home;
}"""

# Qt tells of a new address a turn late, and here never.
UNTOLD = """
from aitdesk.engine.qt.carrier import Port
begin = Port.__init__
def begin_deaf(port, page, tell):
    begin(port, page, tell)
    page.urlChanged.disconnect(port._moved)
Port.__init__ = begin_deaf
from aitdesk.cli import main
main()
"""


def test_a_page_of_another_origin_cannot_call(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    own, foreign = (open_site({path: answer(CALL)}) for path in ("/own", "/foreign"))
    miniapp = new_miniapp(target=f"{own.url}/own")
    page = miniapp.page
    page.wait_for_function("isAnswered")
    page.evaluate("(url) => { location.href = url; }", f"{foreign.url}/foreign")
    page.wait_for_url(f"{foreign.url}/foreign")  # the journal may be earlier than Playwright
    dropped = miniapp.shell.await_entry("dropped", name="setStorageItem")
    assert dropped["reason"] == f"{foreign.url} is not the mini-app's origin"
    assert page.evaluate("isAnswered") is False
    page.evaluate("(url) => { location.href = url; }", f"{own.url}/own")
    page.wait_for_url(f"{own.url}/own")
    page.wait_for_function("window.isAnswered")
    assert miniapp.shell.journal("call", name="setStorageItem") == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_origin_cannot_call_while_it_leaves(
    host: str, open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    own, other = (open_site({path: answer(CALL)}) for path in ("/own", "/foreign"))
    foreign = f"http://{host}:{other.port}/foreign"
    miniapp = new_miniapp(target=f"{own.url}/own")
    page = miniapp.page
    page.wait_for_function("isAnswered")
    for times in range(1, 4):
        page.evaluate("(url) => { location.href = url; }", foreign)
        page.wait_for_url(foreign)
        page.evaluate(CALL_WHILE_LEAVING, f"{own.url}/own")
        page.wait_for_url("**/own")
        page.wait_for_function("window.isAnswered")
        assert len(miniapp.shell.journal("call", name="getAnonymousKey")) == times + 1
    assert miniapp.shell.journal("call", name="setStorageItem") == []


def test_the_same_server_under_another_name_is_another_origin(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    site = open_site({path: answer(CALL) for path in ("/own", "/foreign")})
    miniapp = new_miniapp(target=f"{site.url}/own")
    foreign = f"http://localhost:{site.port}"
    miniapp.page.wait_for_function("isAnswered")
    miniapp.page.evaluate("(url) => { location.href = url; }", f"{foreign}/foreign")
    assert (
        miniapp.shell.await_entry("dropped")["reason"] == f"{foreign} is not the mini-app's origin"
    )


def test_a_frame_of_another_origin_cannot_call(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    frame = "<!doctype html><script>window.seen = [typeof ReactNativeWebView, typeof qt]</script>"
    foreign = open_site({"/": answer(frame)})
    own = open_site({"/": answer(f'<!doctype html><iframe src="{foreign.url}"></iframe>')})
    page = new_miniapp(target=own.url).page
    page.wait_for_load_state()
    assert page.frames[1].url == f"{foreign.url}/"
    assert page.frames[1].evaluate("seen") == ["undefined", "undefined"]


def test_a_page_cannot_load_what_is_part_of_the_engine(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener
) -> None:
    own = open_site({"/": answer("<!doctype html><title>own</title>")})
    load = """() => new Promise((resolve) => {
      const script = document.createElement("script");
      script.onload = script.onerror = ({ type }) => resolve(type);
      script.src = "qrc:/qtwebchannel/qwebchannel.js";
      document.head.append(script);
    })"""
    assert new_miniapp(target=own.url).page.evaluate(load) == "error"


def test_a_page_of_another_origin_reads_neither_device_nor_scheme_nor_deployment(
    open_site: OpenSite, answer: type[Answer], new_miniapp: Opener, sdk_page: str
) -> None:
    foreign = open_site({"/": answer("<!doctype html><title>foreign</title>")})
    miniapp = new_miniapp(target=sdk_page)  # of a development server there is no deployment
    page, own = miniapp.page, miniapp.page.url
    private = page.evaluate(PRIVATE)
    assert all(private)
    assert private[:3] == private[3:]
    text = page.evaluate(REACH)
    assert [each in text for each in private] == [True] * 6
    page.evaluate("(url) => { location.href = url; }", foreign.url)
    page.wait_for_url(f"{foreign.url}/")
    assert page.evaluate("__CONSTANT_HANDLER_MAP.getPlatformOS") == "ios"
    # What changes is told to it as well, and no more of it.
    miniapp.shell.set(environment={"locale": "en-US"})
    page.wait_for_function("__CONSTANT_HANDLER_MAP.getLocale === 'en-US'")
    text = page.evaluate(REACH)
    assert [each in text for each in private] == [False] * 6
    assert page.evaluate(PRIVATE) == [""] * 6
    assert miniapp.shell.journal("console", level="error") == []
    page.go_back()
    page.wait_for_url(own)
    assert page.evaluate(PRIVATE) == private


def test_a_document_that_begins_before_qt_tells_of_its_address_is_answered(
    open_site: OpenSite, answer: type[Answer], start_miniapp: Starter
) -> None:
    own = open_site({"/own": answer(CALL)})
    miniapp = start_miniapp(target=f"{own.url}/own", command=(sys.executable, "-c", UNTOLD))
    miniapp.page.wait_for_function("isAnswered")
