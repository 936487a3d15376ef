"""Who answers a sheet: a person's hand, and no script of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from patience import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

# Before anything of the page: it looks into whatever passes through what a script can replace.
SPY: Final = """
  window.seen = [];
  const { createElement } = Document.prototype;
  window.make = (tag) => createElement.call(document, tag);
  const note = (what) => { try { seen.push(String(what)); } catch { /* it has no text */ } };
  for (const [owner, names] of [
    [EventTarget.prototype, ["dispatchEvent", "addEventListener"]],
    [Element.prototype, ["attachShadow", "append", "querySelector", "setAttribute"]],
    [Document.prototype, ["createElement", "createElementNS"]],
    [HTMLDialogElement.prototype, ["showModal", "close"]],
    [Function.prototype, ["call", "apply", "bind"]], [Promise.prototype, ["then"]],
    [Array.prototype, ["push", "splice", "find", "map"]], [String.prototype, ["split"]],
    [JSON, ["parse", "stringify"]], [MessagePort.prototype, ["postMessage"]],
  ])
    for (const name of names) {
      const own = owner[name];
      const { apply } = Reflect;
      owner[name] = function (...given) {
        if (owner !== Array.prototype || seen !== this) seen[seen.length] = [name, this, given];
        return apply(own, this, given);
      };
    }
  for (const name of ["sheet", "choice", "answered", "webChannelTransport"])
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      set(value) { seen[seen.length] = [name, this, value]; },
    });
  customElements.define("aitdesk-sheets", class extends HTMLElement {
    constructor() { super(); seen[seen.length] = ["made", this, this.attachInternals()]; }
  });
"""
# An element that is named after what a script asks the document for is found in its place.
NAMED: Final = "".join(
    f"<img name={name} id={name}>"
    for name in ("createElement", "documentElement", "activeElement", "elementFromPoint", "qt")
)
PAGE: Final = f"<!doctype html><head><script>{SPY}</script></head><body>{NAMED}<p id=x>mini-app"
ASK: Final = """() => ReactNativeWebView.postMessage(JSON.stringify(
  { type: "method", functionName: "appLogin", eventId: "1", args: [] }))"""
STAND: Final = "document.querySelector('html > div')"
# What a script of the page can do to what it finds of a sheet.
SCRIPTED: Final = {
    "looking inside": f"""if ({STAND}.shadowRoot) throw Error("it is open");
      let internals;
      try {{ internals = {STAND}.attachInternals(); }} catch {{ /* it has none */ }}
      if (internals) throw Error("it has internals")""",
    "click()": f"{STAND}.click()",
    "a click on what is pointed at": """for (let y = 0; y < innerHeight; y += 20)
      document.elementsFromPoint(innerWidth / 2, y).forEach((each) => each.click?.())""",
    "made-up pointer and mouse": f"""for (let y = 0; y < innerHeight; y += 10)
      for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
        {STAND}.dispatchEvent(new PointerEvent(type, {{ bubbles: true, composed: true, detail: 1,
          clientX: innerWidth * 0.75, clientY: y }}))""",
    "made-up touches": f"""for (const type of ["touchstart", "touchend"])
      {STAND}.dispatchEvent(new TouchEvent(type, {{ bubbles: true, composed: true }}))""",
    "made-up keys": f"""for (const key of ["Enter", " ", "Escape", "Tab"])
      for (const type of ["keydown", "keypress", "keyup"])
        for (const target of [{STAND}, document.activeElement, document, window])
          target.dispatchEvent(new KeyboardEvent(type,
            {{ key, bubbles: true, composed: true, cancelable: true }}))""",
    "made-up cancel, close, submit and command": f"""
      for (const type of ["cancel", "close", "submit", "command", "toggle", "input", "change"])
        {STAND}.dispatchEvent(new Event(type, {{ bubbles: true, composed: true }}))""",
    "a form, a label and an invoker around it": f"""const form = make("form");
      document.body.append(form); form.append({STAND});
      form.addEventListener("submit", (event) => event.preventDefault()); form.requestSubmit();
      const label = make("label"); label.append("x");
      document.body.append(label); label.click();
      const button = make("button"); button.command = "close";
      button.commandForElement = {STAND}; document.body.append(button); button.click()""",
    "a child of it": f"""const mine = make("button");
      mine.dataset.choice = "agree"; {STAND}.append(mine); mine.click()""",
    "access keys": f"{STAND}.accessKey = 'a'; {STAND}.tabIndex = 0; {STAND}.focus()",
    "a channel of its own": """for (const name of ["qt", "QWebChannel"])
      if (typeof window[name] !== "undefined" && !(window[name] instanceof Element))
        throw Error(`the page has ${name}`)""",
    "what it has seen": """for (const [name, self, given] of window.seen)
      if (self instanceof ShadowRoot || self instanceof HTMLDialogElement ||
          (self instanceof EventTarget && name === "made") ||
          /prompt-|"choice"|"sheet"/.test(String(given)))
        throw Error(`${name} showed ${given}`)""",
    "an element that says it is the page's end": """const wire = make("i");
      window.dispatchEvent(new MouseEvent("aitdesk-wire", { relatedTarget: wire }));
      const detail = JSON.stringify({ id: "prompt-1", choice: "agree", values: {} });
      for (const type of ["answered", "posted", "failed", "sent"])
        wire.dispatchEvent(new CustomEvent(type, { detail }))""",
    "a message in the words of an answer": """ReactNativeWebView.postMessage(JSON.stringify(
      { id: "prompt-1", choice: "agree", values: {} }))""",
}
HIDES: Final = """
  * { display: none !important; visibility: hidden !important; opacity: 0 !important;
      pointer-events: none !important; transform: scale(0) !important; inset: 9999px !important;
      transition: all 9s !important; animation: none !important; clip-path: inset(50%) !important;
      content-visibility: hidden !important; filter: opacity(0) !important; zoom: 0.01 !important }
  html, head, body { display: block !important; content-visibility: visible !important;
      zoom: 1 !important }
"""
# What a page can do to take a sheet from sight; each time it is there again.
HIDDEN: Final = {
    "removed": f"{STAND}.remove()",
    "moved": f"document.body.append({STAND})",
    "adopted by a frame": f"""const frame = make("iframe");
      document.body.append(frame); frame.contentDocument.body.append({STAND})""",
    "its style": f"""{STAND}.style.cssText = "display: none !important; opacity: 0 !important;"
      + "visibility: hidden !important; pointer-events: none !important; transform: scale(0)"
      + " !important; content-visibility: hidden !important" """,
    "every style": f"""const sheet = new CSSStyleSheet(); sheet.replaceSync(`{HIDES}`);
      document.adoptedStyleSheets = [sheet]""",
    "hidden": f"{STAND}.hidden = true; {STAND}.setAttribute('popover', '')",
    "animated": f"{STAND}.animate({{ opacity: 0, transform: 'scale(0)' }}, 1e9)",
    "dialog in a closed tree": """const place = make("div");
      document.body.append(place); const root = place.attachShadow({ mode: "closed" });
      root.innerHTML = "<dialog style='opacity: .01; inset: 0; width: 100vw; height: 100vh'>";
      root.firstChild.showModal()""",
    "popover in a closed tree": """const place = make("div");
      document.body.append(place); const root = place.attachShadow({ mode: "closed" });
      root.innerHTML = "<p popover=manual style='inset: 0; width: 100vw; height: 100vh;"
        + "background: lime; pointer-events: none'>prize";
      root.firstChild.showPopover()""",
}
# For ever, or until somebody gives up.
FIGHTS: Final = {
    "removed": f"new MutationObserver(() => {STAND}?.remove()).observe(document,"
    f" {{ childList: true, subtree: true }}); {STAND}.remove()",
    "covered": """const cover = make("p"); cover.popover = "manual";
      cover.textContent = "mine"; document.body.append(cover);
      const again = () => { cover.hidePopover(); cover.showPopover(); };
      cover.addEventListener("toggle", again); cover.showPopover()""",
    "inert": "document.querySelector('html').inert = true",
    "unseen": "document.querySelector('html').style.cssText = 'display: none !important'",
}


@pytest.fixture(scope="module")
def asking(keep_miniapp: Opener, tmp_path_factory: pytest.TempPathFactory) -> MiniApp:
    """A mini-app that means no good, kept for the whole module."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "index.html").write_text(PAGE)
    return keep_miniapp(target=folder, user_scripts=False)


@pytest.fixture
def asked(asking: MiniApp) -> MiniApp:
    """A new document of it, with a sheet that is open."""
    asking.page.reload()
    asking.page.evaluate(ASK)
    expect(asking.sheet).to_be_visible()
    return asking


def refuse(miniapp: MiniApp) -> object:
    """Press a button of the sheet as a person does, and return what the journal says of it."""
    asked = miniapp.shell.prompts.waiting()[-1]["id"]
    miniapp.sheet.get_by_role("button", name="취소").click()
    entry = miniapp.shell.await_entry("prompt", prompt=asked, step="answered")
    return entry["choice"], entry["by"]


@pytest.mark.parametrize("act", SCRIPTED.values(), ids=SCRIPTED.keys())
def test_a_sheet_is_not_answered_by(act: str, asked: MiniApp) -> None:
    before = asked.shell.prompts.waiting()
    asked.page.evaluate(f"() => {{ {act} }}")
    asked.page.evaluate("() => new Promise(requestAnimationFrame)")
    assert asked.shell.prompts.waiting() == before
    assert refuse(asked) == ("refuse", "sheet")


@pytest.mark.parametrize("act", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_sheet_is_back_in_sight_and_reach_after_being(act: str, asked: MiniApp) -> None:
    asked.page.evaluate(f"() => {{ {act} }}")
    expect(asked.sheet).to_be_visible()
    expect(asked.sheet).to_have_css("opacity", "1")
    assert refuse(asked) == ("refuse", "sheet")


@pytest.mark.parametrize("act", FIGHTS.values(), ids=FIGHTS.keys())
def test_a_page_that_fights_a_sheet_is_told_of_and_goes_on(act: str, asked: MiniApp) -> None:
    (prompt,) = asked.shell.prompts.waiting()
    asked.page.evaluate(f"() => {{ {act} }}")
    wait_until(
        lambda: any(prompt["id"] in each["text"] for each in asked.shell.journal("problem")),
        what=lambda: f"nothing is said of {prompt['id']}",
    )
    assert asked.shell.prompts.waiting() == [prompt]
    assert asked.page.evaluate("1 + 1") == 2
    asked.shell.prompts.on("login").answer("refuse")


def test_a_button_is_pressed_where_it_is_let_go(asked: MiniApp) -> None:
    page: Page = asked.page
    before = asked.shell.prompts.waiting()
    asked.sheet.get_by_role("button", name="취소").hover()
    page.mouse.down()
    asked.sheet.get_by_role("button", name="동의").hover()
    page.mouse.up()
    assert asked.shell.prompts.waiting() == before
    assert refuse(asked) == ("refuse", "sheet")
