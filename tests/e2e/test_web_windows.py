"""New windows, downloads, links that leave, `beforeunload`, `document.write`: as on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from patience import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

PAGE = """<!doctype html><meta charset="utf-8"><title>first</title>
<a id="own" target="_blank" href="/own.html">terms</a>
<button id="open" onclick="window.given = open('/open.html', '_blank', 'width=400')">open</button>
<button id="kept" onclick="window.given = [window.open('', '_blank')]">nothing</button>
<a id="data" download="a.txt" href="data:text/plain,hi">data</a>
<button id="blob" onclick="save()">blob</button>
<a id="same" download href="/file.zip">same</a><a id="zip" href="/file.zip">zip</a>
<a id="tel" href="tel:1599-4905">tel</a><a id="mail" href="mailto:a@example.invalid">mail</a>
<a id="app" href="kakaolink://send?x=1">app</a>
<a id="intent" href="intent://pay?x=1#Intent;scheme=ispmobile;package=kvp;end">intent</a>
<button id="unsaved" onclick="window.onbeforeunload = () => 'stay'">x</button>
<a id="next" href="/terms.html">next</a>
<script>
  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["x"], { type: "image/png" }));
    link.download = "card.png";
    link.click();
  }
</script>"""
LATER = """<!doctype html><title>later</title><iframe src="kakaolink://frame"></iframe>
<script>onload = () => setTimeout(() => (location.href = "sms:1"))</script>"""
SAVES_NOTHING = "a phone's web view saves nothing, saveBase64Data does"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("windows")
    (folder / "index.html").write_text(PAGE, "utf-8")
    for name in ("own", "open", "terms"):
        (folder / f"{name}.html").write_text("<!doctype html><h1>terms</h1>", "utf-8")
    (folder / "later.html").write_text(LATER, "utf-8")
    (folder / "file.zip").write_bytes(b"PK\5\6" + bytes(18))
    return folder


@pytest.fixture(scope="module")
def iphone(keep_miniapp: Opener, target: Path) -> MiniApp:
    return keep_miniapp(target=target)


@pytest.fixture(scope="module")
def android(keep_miniapp: Opener, target: Path) -> MiniApp:
    return keep_miniapp(target=target, os="android")


def press(miniapp: MiniApp, name: str) -> None:
    miniapp.page.click(f"#{name}", no_wait_after=True)


def go_back(miniapp: MiniApp) -> None:
    miniapp.shell.back()
    miniapp.page.wait_for_selector("#own")


@pytest.mark.parametrize("name", ["own", "open"])
def test_on_ios_a_new_window_is_the_same_one_and_back_returns(iphone: MiniApp, name: str) -> None:
    iphone.page.evaluate("sessionStorage.first = location.href")
    press(iphone, name)
    iphone.page.wait_for_selector("h1")
    go_back(iphone)
    assert iphone.page.evaluate("sessionStorage.first === location.href")


def test_on_ios_open_returns_null_and_an_address_that_is_missing_is_told(iphone: MiniApp) -> None:
    press(iphone, "kept")
    text = "the page opened a window without an address: a phone has none to show"
    iphone.shell.await_entry("problem", text=text)
    assert iphone.page.evaluate("[given, document.title]") == [[None], "first"]


@pytest.mark.parametrize("name", ["own", "open"])
def test_on_android_a_new_window_is_handed_out_and_the_page_stays(
    android: MiniApp, name: str
) -> None:
    origin = android.page.evaluate("location.origin")
    press(android, name)
    wait_for_links(android, [f"{origin}/{name}.html"])
    assert android.page.evaluate("document.title") == "first"


def test_a_download_saves_nothing_and_one_line_says_so(iphone: MiniApp) -> None:
    for name in ("data", "blob", "same", "zip"):
        press(iphone, name)
    names = ["a.txt", "card.png", "file.zip", "file.zip"]
    wanted = sorted(f"the page wanted to download {name}: {SAVES_NOTHING}" for name in names)
    wait_until(
        lambda: (
            sorted(
                entry["text"]
                for entry in iphone.shell.journal("problem")
                if "wanted" in entry["text"]
            )
            == wanted
        ),
        what=lambda: "not every download is told",
    )
    assert iphone.page.evaluate("document.title") == "first"


def test_a_link_that_leaves_is_handed_out_and_no_load_fails(iphone: MiniApp) -> None:
    links = {
        "tel": "tel:1599-4905",
        "mail": "mailto:a@example.invalid",
        "app": "kakaolink://send?x=1",
        "intent": "ispmobile://pay?x=1",
    }
    failed = iphone.shell.journal("loaded", ok=False)
    for name, link in links.items():
        press(iphone, name)
        wait_for_links(iphone, [link])
    iphone.shell.settle()
    assert iphone.shell.journal("loaded", ok=False) == failed


def test_a_link_is_handed_out_without_a_tap_and_from_a_frame(iphone: MiniApp) -> None:
    origin = iphone.page.evaluate("location.origin")
    iphone.page.goto(f"{origin}/later.html")
    wait_for_links(iphone, ["sms:1", "kakaolink://frame"])
    iphone.page.goto(f"{origin}/")


def wait_for_links(miniapp: MiniApp, links: list[str]) -> None:
    for link in links:
        miniapp.shell.await_entry("state", text=f"link: {link}")


@pytest.mark.parametrize(
    ("os", "kind", "text"),
    [
        ("iphone", "state", "beforeunload: iOS asks nobody, the page is left"),
        (
            "android",
            "problem",
            "beforeunload: Android asks whether to leave; here the page is left",
        ),
    ],
)
def test_nothing_holds_back_a_page_that_is_left(
    iphone: MiniApp, android: MiniApp, os: str, kind: str, text: str
) -> None:
    miniapp = {"iphone": iphone, "android": android}[os]
    press(miniapp, "unsaved")
    press(miniapp, "next")
    miniapp.page.wait_for_selector("h1")
    miniapp.shell.await_entry(kind, text=text)
    go_back(miniapp)
    press(miniapp, "unsaved")
    miniapp.page.evaluate("void (window.isOld = true)")
    miniapp.shell.reload()
    miniapp.page.wait_for_function("!window.isOld")


def test_a_document_that_is_written_anew_is_told(iphone: MiniApp) -> None:
    iphone.page.evaluate(
        "setTimeout(() => { document.open(); document.write('<h1>new</h1>'); document.close() })"
    )
    text = "the page replaced itself with document.open or document.write: on a phone the bridge"
    iphone.shell.await_entry("problem", text=f"{text} is gone")
