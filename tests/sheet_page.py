"""What pages do to a sheet, and what is asked of it, as scripts."""

from __future__ import annotations

from typing import Final

CONFIG: Final = """
import { defineConfig } from "@apps-in-toss/web-framework/config";
export default defineConfig({
  appName: "sheet-test",
  brand: { displayName: "시트", primaryColor: "#FEE500", icon: "" },
  permissions: [{ name: "clipboard", access: "read" }, { name: "photos", access: "read" }],
  outdir: "dist",
});
"""
ASK: Final = "() => { window.answer = sdk.getClipboardText.openPermissionDialog(); }"
# Asks without the SDK, by itself: nothing of it is loaded from elsewhere or evaluated.
ASKING: Final = """<!doctype html><html>
<head>
<meta http-equiv="content-security-policy" content="default-src 'self'">
<script src="ask.js"></script>
</head><body>mini-app</body></html>"""
ASK_BY_HAND: Final = """
  ReactNativeWebView.postMessage(JSON.stringify({ type: "method", eventId: "1",
    functionName: "openPermissionDialog", args: [{ name: "clipboard", access: "read" }] }));
"""
SHOW_AD: Final = """() => {
  window.moments = [];
  const options = { adGroupId: "ait-ad-test-rewarded-id" };
  const onError = (error) => moments.push(String(error));
  const onEvent = ({ type }) => moments.push(type);
  const show = () => sdk.showFullScreenAd({ options, onEvent, onError });
  sdk.loadFullScreenAd({ options, onEvent: show, onError });
}"""
SHEETS: Final = "document.querySelectorAll('html > div').length"
CHOICES: Final = """(dialog) =>
  [...dialog.querySelectorAll('[data-choice]')].map(({ dataset }) => dataset.choice)"""
FOCUSED: Final = "(dialog) => dialog.getRootNode().activeElement.dataset.choice"
LOOK: Final = """() =>
  [document.documentElement.outerHTML, document.activeElement.id, scrollY]"""
FILL: Final = """() => {
  document.body.insertAdjacentHTML("beforeend", "<input id=name><p style='height: 3000px'>");
  document.querySelector("#name").focus();
  scrollTo(0, 20);
}"""
TIMES: Final = 20
# Every way in which a page throws its document away.
REPLACED: Final = {
    "body": "document.body.innerHTML = '<p>new</p>'",
    "body element": "document.body = document.createElement('body')",
    "everything": "document.documentElement.innerHTML = '<body>new</body>'",
    "children": "document.documentElement.replaceChildren()",
    "root": "document.replaceChild(document.createElement('html'), document.documentElement)",
    "document": "document.open(); document.write('<p>new</p>'); document.close()",
}
# Every way in which a page covers everything.
COVERED: Final = {
    "dialog": "document.body.innerHTML = '<dialog>mine</dialog>';"
    " document.querySelector('dialog').showModal()",
    "dialog in a shadow root": "const root = document.body.attachShadow({ mode: 'open' });"
    " root.innerHTML = '<dialog>mine</dialog>'; root.firstChild.showModal()",
    "popover": "document.body.innerHTML ="
    " '<p popover=manual style=\"width: 100%; height: 100%\">mine</p>';"
    " document.querySelector('p').showPopover()",
    "z-index": "document.body.innerHTML ="
    " '<p style=\"position: fixed; inset: 0; z-index: 2147483647\">mine</p>'",
}
HOSTILE: Final = """
  :root { font-size: 40px; transform: rotate(3deg) scale(0.8); }
  body { transform: scale(0.5); filter: blur(2px); }
  * { display: block !important; position: static !important; font: 40px cursive !important;
      box-sizing: content-box !important; margin: 9px !important; direction: rtl !important; }
  dialog, section, button { width: 10px !important; background: lime !important; }
  html > div, :not(:defined) { display: none !important; visibility: hidden !important; }
"""
BOXES: Final = """(dialog) => {
  return [...dialog.querySelectorAll("section *")].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const { color, backgroundColor, font, direction } = getComputedStyle(each);
    return [each.localName, x, y, width, height, color, backgroundColor, font, direction];
  });
}"""
CLIPPED: Final = """(dialog) => {
  const is_outside = ({ left, top, right, bottom }) =>
    left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  const clipped = [...dialog.querySelectorAll("section, section *")].filter((each) =>
    each.scrollWidth > each.clientWidth || is_outside(each.getBoundingClientRect()));
  return clipped.map((each) => each.outerHTML);
}"""
# What people do to a sheet; a page that hears of it would take it for its own. Of a wheel the
# window itself does hear: to keep that from it, every page would have to wait before it scrolls.
LISTEN: Final = """() => {
  window.heard = [];
  const types = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "pointerover",
    "mouseover", "mouseenter", "keydown", "keypress", "keyup", "focus", "blur", "focusin",
    "focusout", "input", "animationstart", "animationend", "cancel", "close", "beforetoggle",
    "toggle", "wheel", "scroll"];
  for (const target of [window, document, document.documentElement, document.body])
    for (const capture of [true, false])
      for (const type of types.filter((each) => target !== window || each !== "wheel"))
        target.addEventListener(type, ({ target }) => heard.push([type, target.nodeName]), capture);
}"""
# A mouse that rests where there is no sheet yet, or none any more, is the page's own to hear.
HEARD: Final = """heard.filter(([type, name]) =>
  name === "DIV" || !/over|enter/.test(type))"""
HALF_LIGHT: Final = 128
WAITING: Final = "() => Promise.race([answer, new Promise((done) => setTimeout(done, 50, 'none'))])"
