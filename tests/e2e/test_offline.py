"""A phone without a network: nothing of the page gets through, and the page is told so."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import pytest
from websockets.sync.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Page
    from websockets.sync.server import ServerConnection

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Opener
    from e2e.site import Answer, Site

OPEN_TO_ALL: Final = {"access-control-allow-origin": "*"}
PICTURE: Final = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
# Each way of a page to the network: does it get through?
WAYS: Final = {
    "fetch": "fetch(site + '/text').then((reply) => reply.text())",
    "fetch of its own origin": "fetch('/index.html').then((reply) => reply.text())",
    "XMLHttpRequest": """new Promise((done, failed) => {
        const request = new XMLHttpRequest();
        request.onload = done, request.onerror = failed;
        request.open("GET", site + "/text"), request.send();
      })""",
    "image": "Object.assign(new Image(), { src: site + '/picture.svg?' + Math.random() }).decode()",
    "script": """new Promise((onload, onerror) => {
        const script = document.createElement("script");
        document.head.append(Object.assign(script, { onload, onerror, src: site + "/script" }));
      })""",
    "WebSocket": """new Promise((onopen, onerror) => {
        Object.assign(new WebSocket(socket), { onopen, onerror });
      })""",
    "beacon of a worker": """new Promise((done, failed) => {
        const text = `fetch("${site}/text").then(() => postMessage(1), () => postMessage(0))`;
        const worker = new Worker(URL.createObjectURL(new Blob([text])));
        worker.onmessage = ({ data }) => (data ? done() : failed());
      })""",
}
GETS_THROUGH: Final = "([site, socket]) => {{ return {}.then(() => true, () => false); }}"
LISTEN: Final = """() => {
  window.heard = [];
  for (const type of ["offline", "online"])
    window.addEventListener(type, () => heard.push([type, navigator.onLine]));
}"""
# A document that needs no network, and what its first script sees.
ONLINE_IN_A_FRAME: Final = """() => new Promise((done) => {
  window.addEventListener("message", ({ data }) => done(data), { once: true });
  const frame = document.createElement("iframe");
  frame.srcdoc = "<script>parent.postMessage(navigator.onLine, '*')</script>";
  document.body.append(frame);
})"""
OWN_MEMBERS: Final = "Object.getOwnPropertyNames(navigator)"


@pytest.fixture(scope="module")
def running(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    """A mini-app that is kept for the whole module."""
    return keep_miniapp(target=sdk_page)


@pytest.fixture
def page(running: MiniApp) -> Iterator[Page]:
    """A new document of it; the phone is online again at the end."""
    running.page.reload()
    yield running.page
    connect(running, "WIFI")


def connect(miniapp: MiniApp, status: str) -> None:
    """Give the phone another network, or none."""
    miniapp.shell.set(network={"status": status})
    miniapp.shell.ask("GET", "/page")  # the page has been told once it answers this


@pytest.fixture
def site(open_site: Callable[[Mapping[str, Answer]], Site], answer: type[Answer]) -> Site:
    return open_site(
        {
            "/text": answer("text", headers=OPEN_TO_ALL),
            "/picture.svg": answer(PICTURE, "image/svg+xml", OPEN_TO_ALL),
            "/script": answer("1", "text/javascript"),
        }
    )


@pytest.fixture
def socket_url() -> Iterator[str]:
    """Where a WebSocket is answered."""

    def echo(socket: ServerConnection) -> None:
        for message in socket:
            socket.send(message)

    with serve(echo, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        server.shutdown()
        thread.join()


def test_nothing_gets_through_while_the_phone_is_offline(
    running: MiniApp, page: Page, site: Site, socket_url: str
) -> None:
    def through() -> dict[str, bool]:
        there = [site.url, socket_url]
        return {way: page.evaluate(GETS_THROUGH.format(act), there) for way, act in WAYS.items()}

    before = through()
    connect(running, "OFFLINE")
    offline = through()
    connect(running, "4G")
    everything, nothing = dict.fromkeys(WAYS, True), dict.fromkeys(WAYS, False)
    assert (before, offline, through()) == (everything, nothing, everything)


def test_no_page_opens_while_the_phone_is_offline(running: MiniApp, page: Page) -> None:
    url = page.url
    connect(running, "OFFLINE")
    page.evaluate("setTimeout(() => { location.href = '/another'; })")
    running.shell.await_entry("loaded", ok=False)
    connect(running, "WIFI")
    page.goto(url)
    assert page.evaluate("sdk.getNetworkStatus()") == "WIFI"


def test_the_page_sees_and_hears_what_the_sdk_answers(running: MiniApp, page: Page) -> None:
    page.evaluate(LISTEN)
    seen = []
    for status in ("4G", "OFFLINE", "5G", "WIFI"):
        connect(running, status)
        seen.append(page.evaluate("async () => [await sdk.getNetworkStatus(), navigator.onLine]"))
    assert (seen, page.evaluate("heard")) == (
        [["4G", True], ["OFFLINE", False], ["5G", True], ["WIFI", True]],
        [["offline", False], ["online", True]],
    )


def test_a_frame_is_told_as_well(running: MiniApp, page: Page) -> None:
    page.evaluate(
        "() => new Promise((onload) => document.body.append(Object.assign("
        "document.createElement('iframe'), { onload, src: '/index.html' })))"
    )
    frame = page.frames[1]
    frame.evaluate(LISTEN)
    connect(running, "OFFLINE")
    frame.wait_for_function("heard.length === 1")
    connect(running, "WIFI")
    frame.wait_for_function("heard.length === 2")
    assert frame.evaluate("heard") == [["offline", False], ["online", True]]


def test_a_document_that_opens_later_knows_from_its_first_script(
    running: MiniApp, page: Page
) -> None:
    before = page.evaluate(ONLINE_IN_A_FRAME)
    connect(running, "OFFLINE")
    offline = page.evaluate(ONLINE_IN_A_FRAME)
    connect(running, "WIFI")
    assert (before, offline, page.evaluate(ONLINE_IN_A_FRAME)) == (True, False, True)


def test_nothing_of_it_is_in_a_page_while_the_phone_is_online(running: MiniApp, page: Page) -> None:
    before = page.evaluate(OWN_MEMBERS)
    connect(running, "OFFLINE")
    offline = page.evaluate(OWN_MEMBERS)
    connect(running, "WIFI")
    assert (before, offline, page.evaluate(OWN_MEMBERS)) == ([], ["onLine"], [])


def test_a_phone_that_starts_offline_cannot_open_the_mini_app(
    look: Looker, sdk_page: str, tmp_path: Path
) -> None:
    config = tmp_path / "aitdesk.toml"
    config.write_text('[network]\nstatus = "OFFLINE"\n')
    looked = look(sdk_page, "--config", str(config))
    assert ([each["ok"] for each in looked.journal("loaded")], looked.exit_code) == ([False], 1)
