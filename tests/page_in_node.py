"""Both ends of the bridge that a page has, run by Node.js in place of its two worlds."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

from aitdesk.engine.page import document_start, own_world

if TYPE_CHECKING:
    from aitdesk.value import Json

# What a page has, and a QWebChannel whose other end answers when the test says so.
PAGE = """
const told = [], listeners = {}, options = {}, reported = [];
globalThis.window = globalThis;
globalThis.open = () => {};
// What is saved at the start, beside what Node.js has itself.
for (const name of ["Element", "HTMLElement", "Document", "DocumentFragment", "ShadowRoot",
  "CSSStyleSheet", "CSSStyleDeclaration", "IntersectionObserver", "IntersectionObserverEntry"])
  globalThis[name] = class {};
// The page is a target of events as every other, whose listeners are told by name.
const { addEventListener, dispatchEvent } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, option) {
  if (this !== globalThis) return addEventListener.call(this, type, listener, option);
  globalThis.addEventListener(type, listener, option);
};
EventTarget.prototype.dispatchEvent = function (event) {
  return this === globalThis ? globalThis.dispatchEvent(event) : dispatchEvent.call(this, event);
};
globalThis.ErrorEvent = class {
  #given;
  constructor(given) { this.#given = given; }
  get error() { return this.#given.error; }
  get message() { return this.#given.message; }
};
globalThis.PromiseRejectionEvent = class {
  #reason;
  constructor(reason) { this.#reason = reason; }
  get reason() { return this.#reason; }
};
globalThis.addEventListener = (type, listener, option) => {
  listeners[type] = listener;
  options[type] = option;
};
globalThis.dispatchEvent = (event) => listeners[event.type]?.(event);
globalThis.MouseEvent = class {
  constructor(type, given) { Object.assign(this, { type }, given); }
};
globalThis.MutationObserver = class {};
const bare = { setAttribute() {}, append() {}, attachShadow() {} };
Document.prototype.createElement = () => Object.assign(new EventTarget(), bare);
globalThis.document = Object.assign(new Document(), {
  createElementNS() {},
  elementFromPoint() {},
});
globalThis.reportError = (error) => reported.push(String(error));
globalThis.emitter = () => {
  const got = [];
  const seen = (value) => (value === undefined ? "undefined" : value);
  return { got, emit: (event, value) => got.push([event, seen(value)]) };
};
let hear;
const host = {
  opened: (page) => { told.push(["opened"]); globalThis.page = page; },
  set posted(line) { told.push(["posted", line.slice(line.indexOf("\\n") + 1)]); },
  failed: (page, text) => told.push(["failed", text.split("\\n")[0]]),
  sent: { connect: (listener) => { hear = listener; } },
};
const send = (...texts) => hear(globalThis.page, texts.join("\\n"));
let stand;
globalThis.before = [];
before.push(...Object.keys(globalThis));
"""
CHANNEL = """
class QWebChannel {
  constructor(transport, ready) { stand = () => ready({ objects: { aitdesk: host } }); }
}
"""

OWN = "https://a.example"


def run_in_page(
    act: str, *, setup: list[str] | None = None, before: str | None = None, origin: str = OWN
) -> Json:
    """Return what `act` evaluates to in a page that has just begun."""
    node = shutil.which("node")
    assert node is not None, "Node.js is needed, as for scripts/setup"
    start = document_start(
        setup=setup or [],
        elsewhere=['{"constants":{"isElsewhere":true}}'],
        origins=[OWN, "https://b.example"],
        before=before,
    )
    # What is left in the world of its own is not in the page's, which is the same here.
    own = f"{own_world(transport=CHANNEL)}\ndelete globalThis.aitdeskSheets;"
    show = "then((value) => console.log(JSON.stringify(value)))"
    location = f"globalThis.location = {{ origin: {json.dumps(origin)} }};"
    program = f"{location}{PAGE}\n{own}\n{start}\n(async () => {{ {act} }})().{show};"
    done = subprocess.run([node, "-"], input=program, capture_output=True, text=True, check=True)
    result: Json = json.loads(done.stdout)
    return result
