"""A page that replaces every built-in changes nothing of what it is told and what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Opener

CALLS = 400
"""More than may be on the way at once."""

# What throws stands in the place of every function and every getter that can be replaced, and of
# members that an object could have from its prototype. The script itself uses what it has kept.
POISON = """
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const MEMBERS = ["constants", "appsInTossConstants", "heard", "event", "emit", "to", "value",
  "values", "then", "toJSON", "get", "set", "detail", "bubbles", "cancelable", "composed",
  "__instanceof", "failed", "answered", "status", "success", "error", "requestId", "mode",
  "threshold", "root", "rootMargin", "padding", "renderPadding", "onDestroyed", "opener",
  "customAdFetcher", "constructor", "0", "1", "2"];
const whole = (descriptor) => ({ __proto__: null, configurable: true, ...descriptor });
const Kept = { __proto__: null, Error, Promise };
const later = setTimeout;
const owners = new Set([window, navigator, document]);
for (const name of ownKeys(window)) {
  const value = getOwnPropertyDescriptor(window, name)?.value;
  const isSpace = Object.prototype.toString.call(value) === `[object ${String(name)}]`;
  if (typeof value !== "function" && !isSpace) continue;
  owners.add(value);
  if (value.prototype) owners.add(value.prototype);
}
for (const iterated of [[], new Map(), new Set(), ""])
  owners.add(Object.getPrototypeOf(iterated[Symbol.iterator]()));
owners.delete(undefined);
const steps = [];
for (const owner of owners) {
  for (const name of ownKeys(owner)) {
    const was = getOwnPropertyDescriptor(owner, name);
    const label = `${String(name)} is the page's`;
    const thrower = function () { throw new Kept.Error(label); };
    if (typeof was.value === "function") {
      if (!was.configurable && !was.writable) continue;
      const is = whole({ configurable: was.configurable, writable: was.writable, value: thrower });
      steps.push({ owner, name, was: whole(was), is });
    } else if (was.get && was.configurable)
      steps.push({ owner, name, was: whole(was), is: whole({ get: thrower, set: thrower }) });
  }
}
for (const name of MEMBERS)
  for (const owner of [Object.prototype, Array.prototype]) {
    const thrower = () => { throw new Kept.Error(`${name} is the page's`); };
    if (!Object.hasOwn(owner, name))
      steps.push({ owner, name, was: null, is: whole({ get: thrower, set: thrower }) });
  }
const length = steps.length;
function poison() {
  for (let at = 0; at < length; at++) defineProperty(steps[at].owner, steps[at].name, steps[at].is);
}
function restore() {
  for (let at = length - 1; at >= 0; at--) {
    const { owner, name, was } = steps[at];
    if (was) defineProperty(owner, name, was);
    else deleteProperty(owner, name);
  }
}
"""
PAGE = f"""<!doctype html><title>replaced</title><div id="place" style="width: 320px"></div>
<script>
(() => {{
{POISON}
const call = (functionName, eventId) =>
  JSON.stringify({{ type: "method", functionName, eventId, args: [] }});
const asked = JSON.stringify({{ type: "bridge", bridgeId: "copy",
  body: {{ method: "getAnonymousKey", eventId: "3x", args: [] }} }});
const calls = Array.from({{ length: {CALLS} }}, (_, at) => call("getAnonymousKey", `e${{at}}`));
const done = call("getServerTime", "done");
const {{ postMessage }} = ReactNativeWebView;
const {{ ads }} = __appsInToss;
const place = document.getElementById("place");
const seen = window.seen = {{ granite: 0, copy: 0, ads: "", first: null, replaced: length }};
const note = (name) => () => {{ seen.ads += `${{name}} `; }};
// What it gives itself has no prototype: what is read there is the page's own affair.
const callbacks = {{ __proto__: null, onAdRendered: note("rendered"), onAdImpression: note("seen"),
  onAdViewable: note("viewed"), onNoFill: note("none"),
  onAdFailedToRender: ({{ error }}) => {{ seen.threw = error.message; }} }};
const options = {{ __proto__: null, callbacks }};
let isReplaced = false;
function run() {{
  window.__GRANITE_NATIVE_EMITTER = {{ emit: (event, value) => {{
    seen.granite += isReplaced ? 1 : 0;
    seen.first ??= {{ event, value }};
  }} }};
  window.nativeEmitterMap = {{ copy: {{ emit: (event, value) => {{
    seen.copy += 1;
    seen.told = {{ event, value }};
  }} }} }};
  poison();
  isReplaced = true;
  try {{
    for (let at = 0; at < {CALLS}; at++) postMessage(calls[at]);
    postMessage(asked);
    const inPlace = () => ads.attach("ait-ad-test-banner-id", place, options);
    const failed = (error) => {{ seen.threw = `${{error.message}}`; }};
    ads.initialize({{ callbacks: {{ onInitialized: inPlace, onInitializationFailed: failed }} }});
  }} catch (error) {{
    seen.threw = error.message;
  }}
  later(() => {{ throw new Kept.Error("thrown on purpose"); }}, 0);
  new Kept.Promise((_, reject) => reject(new Kept.Error("rejected on purpose")));
  const started = 200;
  let left = started;
  const look = () => {{
    left -= 1;
    const isShown = seen.ads === "rendered seen viewed ";
    const isAll = isShown && seen.granite === {CALLS} && seen.copy === 1;
    if (!isAll && left > 0) return void later(look, 25);
    restore();
    isReplaced = false;
    postMessage(done);
  }};
  later(look, 25);
}}
window.held = {{ run }};
}})();
</script>"""


def test_a_page_that_replaces_every_builtin_is_answered_shown_and_told_of_as_any_other(
    new_miniapp: Opener, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    miniapp = new_miniapp(target=str(tmp_path))
    miniapp.page.evaluate("void setTimeout(held.run, 50)")
    miniapp.shell.await_entry("call", name="getServerTime")
    seen: dict[str, Any] = miniapp.page.evaluate("seen")
    assert seen.pop("replaced") > 5_000
    kinds = {each: seen.pop(each) for each in ("first", "told")}
    assert seen == {"granite": CALLS, "copy": 1, "ads": "rendered seen viewed "}
    # They are made at once, and answered as their answers come.
    assert kinds["first"]["event"].startswith("getAnonymousKey/resolve/e")
    assert kinds["first"]["value"] == kinds["told"]["value"]
    errors = [str(each["text"]) for each in miniapp.shell.journal("page_error")]
    meant = [each.partition("\n")[0] for each in errors if "on purpose" in each]
    assert meant == ["Error: thrown on purpose", "Unhandled rejection: Error: rejected on purpose"]
