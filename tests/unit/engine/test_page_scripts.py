"""Both ends of the bridge that a page has, run by Node.js in place of its two worlds."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.page import document_start, own_world, user_scripts

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
START_LIMIT = 85_000
"""Characters that every document has to parse, the libraries aside; half of them are comments.

A third of it draws the banners of SDK 3.x, as a function that is parsed and not run: it cannot be
fetched once it is needed, where a page's policy allows no script but its own.
"""


def run(
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


@pytest.mark.parametrize(
    ("origin", "constants"),
    [
        (OWN, {"a": 1}),
        ("https://b.example", {"a": 1}),
        ("https://c.example", {"isElsewhere": True}),
        ("http://a.example", {"isElsewhere": True}),
        ("https://a.example:8443", {"isElsewhere": True}),
        ("null", {"isElsewhere": True}),
    ],
)
def test_a_page_of_another_origin_gets_what_is_for_others(
    origin: str, constants: dict[str, Json]
) -> None:
    got = run("return __CONSTANT_HANDLER_MAP;", setup=['{"constants":{"a":1}}'], origin=origin)
    assert got == constants


def test_the_constants_are_there_before_anything_else() -> None:
    assert run("return __CONSTANT_HANDLER_MAP;", setup=['{"constants":{"getLocale":"ko-KR"}}']) == {
        "getLocale": "ko-KR"
    }


def test_what_the_page_says_before_the_channel_stands_is_kept_in_order() -> None:
    act = """
      ReactNativeWebView.postMessage("a");
      ReactNativeWebView.postMessage("b");
      stand();
      ReactNativeWebView.postMessage("c");
      return told;
    """
    assert run(act) == [["opened"], ["posted", "a"], ["posted", "b"], ["posted", "c"]]


def test_the_emitter_is_looked_up_at_every_emit() -> None:
    act = """
      stand();
      const first = emitter(), second = emitter();
      window.__GRANITE_NATIVE_EMITTER = first;
      send('{"emit":"a","value":1}');
      window.__GRANITE_NATIVE_EMITTER = second;
      send('{"emit":"b","value":2}', '{"emit":"c","value":3}');
      return [first.got, second.got];
    """
    assert run(act) == [[["a", 1]], [["b", 2], ["c", 3]]]


def test_undefined_is_not_null_in_the_page() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      send('{"emit":"a"}', '{"emit":"b","value":null}');
      return __GRANITE_NATIVE_EMITTER.got;
    """
    assert run(act) == [["a", "undefined"], ["b", None]]


def test_without_an_emitter_nothing_happens() -> None:
    assert run("""stand(); send('{"emit":"a","value":1}'); return reported;""") == []


def test_the_constants_are_replaced_as_a_whole() -> None:
    act = """
      stand();
      send('{"constants":{"b":2}}');
      return __CONSTANT_HANDLER_MAP;
    """
    assert run(act, setup=['{"constants":{"a":1}}']) == {"b": 2}


def test_a_sheet_is_not_for_the_page() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      send('{"emit":"a","value":1}', '{"unsheet":"prompt-1"}', '{"emit":"b","value":2}');
      return __GRANITE_NATIVE_EMITTER.got;
    """
    assert run(act) == [["a", 1], ["b", 2]]


def test_a_text_for_another_document_is_not_heard() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      hear("another page", '{"emit":"a","value":1}');
      return __GRANITE_NATIVE_EMITTER.got;
    """
    assert run(act) == []


def test_a_listener_that_throws_is_reported_and_the_next_text_still_arrives() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      const { emit } = __GRANITE_NATIVE_EMITTER;
      __GRANITE_NATIVE_EMITTER.emit = (event, value) => {
        if (event === "a") throw new Error("no");
        emit(event, value);
      };
      send('{"emit":"a"}', '{"emit":"b","value":1}');
      return [reported, __GRANITE_NATIVE_EMITTER.got];
    """
    assert run(act) == [["Error: no"], [["b", 1]]]


def test_errors_of_the_page_are_told() -> None:
    act = """
      stand();
      const thrown = { error: new Error("thrown"), message: "Uncaught Error: thrown" };
      listeners.error(new ErrorEvent(thrown));
      listeners.error(new ErrorEvent({ error: null, message: "Script error." }));
      listeners.unhandledrejection(new PromiseRejectionEvent(new Error("rejected")));
      listeners.unhandledrejection(new PromiseRejectionEvent(undefined));
      return told;
    """
    assert run(act) == [
        ["opened"],
        ["failed", "Error: thrown"],
        ["failed", "Script error."],
        ["failed", "Unhandled rejection: Error: rejected"],
        ["failed", "Unhandled rejection: undefined"],
    ]


BANNERS = ["initialize", "attach", "attachBanner", "destroy", "destroyAll"]
OWN_CALL = "__injectedAd"
# Attaches a banner as far as to the question what fills it, and gives back that question.
WANT = """
  const got = [];
  const { ads } = __appsInToss;
  stand();
  const asked = new Promise((resolve) => {
    const place = new HTMLElement();
    ads.initialize({ callbacks: { onInitialized: () => {
      try { ads.attach("g", place, { callbacks: { onNoFill: (told) => got.push(told) } }); }
      catch (error) { got.push(String(error)); }
      resolve(JSON.parse(told.at(-1)[1]));
    } } });
  });
"""


def test_banners_stand_beside_what_the_native_shells_script_leaves() -> None:
    before = "window.__appsInToss = { appName: 'a' };"
    act = """return [Object.keys(__appsInToss), Object.keys(__appsInToss.ads),
      Object.keys(globalThis).filter((name) => !before.includes(name))];"""
    assert run(act, before=before) == [
        ["appName", "ads"],
        BANNERS,
        ["ReactNativeWebView", "__appsInToss"],
    ]


@pytest.mark.parametrize("before", [None, "console.error = () => {}; throw new Error();"])
def test_banners_are_there_where_the_native_shells_script_leaves_nothing(
    before: str | None,
) -> None:
    act = """return [Object.keys(__appsInToss.ads),
      Object.keys(globalThis).filter((name) => !before.includes(name))];"""
    assert run(act, before=before) == [BANNERS, ["ReactNativeWebView"]]


def test_a_document_that_shows_no_banner_asks_for_none() -> None:
    act = """
      stand();
      __appsInToss.ads.destroy("x");
      __appsInToss.ads.destroyAll();
      return [told, __appsInToss.ads.initialize.isSupported()];
    """
    assert run(act) == [[["opened"]], False]


def test_whether_there_are_banners_follows_the_constants_and_not_what_the_page_does_to_them() -> (
    None
):
    act = """
      stand();
      const { isSupported } = __appsInToss.ads.initialize;
      const seen = [isSupported()];
      __CONSTANT_HANDLER_MAP.fetchAppsInTossAd_isSupported = false;
      seen.push(isSupported());
      send('{"constants":{"fetchAppsInTossAd_isSupported":false}}');
      seen.push(isSupported());
      return seen;
    """
    setup = ['{"constants":{"fetchAppsInTossAd_isSupported":true}}']
    assert run(act, setup=setup) == [True, True, False]


def test_what_fills_a_banner_is_asked_and_answered_past_the_page() -> None:
    act = """
      ReactNativeWebView.postMessage = () => got.push("posted");
      const heard = emitter();
      const { type, body, bridgeId } = await asked;
      window.nativeEmitter = heard;
      window.nativeEmitterMap = { [bridgeId]: heard };
      const event = `${body.method}-${body.eventId}`;
      const none = { resultType: "SUCCESS", success: { status: "NO_AD", ads: [] } };
      send(JSON.stringify({ event, values: [none], to: bridgeId }));
      await new Promise(setImmediate);
      return [type, body, got, heard.got, window.nativeBatchedEvents ?? []];
    """
    wanted: Json = {"adGroupId": "g", "availableStyleIds": ["1", "2"]}
    assert run(WANT + act) == [
        "bridge",
        {"method": OWN_CALL, "eventId": "1", "args": [wanted]},
        [{"slotId": "aitdesk-slot-1", "adMetadata": {}, "adGroupId": "g"}],
        [],
        [],
    ]


def test_an_answer_that_nobody_asked_for_is_for_nobody() -> None:
    act = """
      const { bridgeId } = await asked;
      window.nativeEmitter = emitter();
      send(JSON.stringify({ event: "other-1", values: [1], to: bridgeId }));
      return [reported, nativeEmitter.got];
    """
    assert run(WANT + act) == [[], []]


def test_nothing_but_the_phones_own_globals_is_left_in_the_page() -> None:
    act = "return Object.keys(globalThis).filter((name) => !before.includes(name));"
    assert run(act, setup=['{"constants":{}}']) == ["__CONSTANT_HANDLER_MAP", "ReactNativeWebView"]


def test_the_page_is_heard_before_its_own_listeners_and_never_made_to_wait_for_a_scroll() -> None:
    act = """
      const types = Object.keys(options).filter((type) => options[type]);
      const waits = /^(touch|wheel|scroll)/;
      return [
        types.every((type) => options[type].capture),
        types.filter((type) => waits.test(type) && !options[type].passive),
        ["click", "keydown", "focusin", "pointerdown", "input"].filter((type) => !options[type]),
      ];
    """
    assert run(act) == [True, [], []]


def test_without_a_sheet_nothing_happens_to_an_event() -> None:
    act = """
      for (const type in options) if (options[type]) listeners[type]({ type });
      send('{"unsheet":"prompt-1"}');
      return reported;
    """
    assert run(f"stand(); {act}") == []


def test_what_every_document_parses_stays_small() -> None:
    page = document_start(setup=[], elsewhere=[], origins=[], before=None)
    assert len(page + own_world(transport="")) < START_LIMIT


def test_the_native_shells_script_sees_the_constants_and_may_fail() -> None:
    act = "stand(); return [seen, told];"
    before = (
        "globalThis.seen = __CONSTANT_HANDLER_MAP.a; console.error = () => {}; throw new Error();"
    )
    assert run(act, setup=['{"constants":{"a":1}}'], before=before) == [1, [["opened"]]]


def test_what_would_end_a_script_stays_a_text() -> None:
    tricky = '{"constants":{"a":"\\u2028</script>"}}'
    assert run("return __CONSTANT_HANDLER_MAP.a;", setup=[tricky]) == "\u2028</script>"


@pytest.mark.parametrize(("part", "sign"), [("before", "__appsInToss"), ("after", "user-select")])
def test_the_native_shells_scripts_are_those_of_the_npm_package(part: str, sign: str) -> None:
    scripts = user_scripts()
    assert scripts is not None, "the scripts are not built: run ./scripts/setup"
    assert sign in getattr(scripts, part)
