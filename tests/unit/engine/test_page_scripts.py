"""What a page's end of the bridge does before and between what the page does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.page import document_start, own_world, user_scripts
from page_in_node import OWN, run_in_page

if TYPE_CHECKING:
    from aitdesk.value import Json

START_LIMIT = 85_000
"""Characters that every document has to parse, the libraries aside; half of them are comments.

A third of it draws the banners of SDK 3.x, as a function that is parsed and not run: it cannot be
fetched once it is needed, where a page's policy allows no script but its own.
"""


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
    got = run_in_page(
        "return __CONSTANT_HANDLER_MAP;", setup=['{"constants":{"a":1}}'], origin=origin
    )
    assert got == constants


def test_the_constants_are_there_before_anything_else() -> None:
    assert run_in_page(
        "return __CONSTANT_HANDLER_MAP;", setup=['{"constants":{"getLocale":"ko-KR"}}']
    ) == {"getLocale": "ko-KR"}


def test_what_the_page_says_before_the_channel_stands_is_kept_in_order() -> None:
    act = """
      ReactNativeWebView.postMessage("a");
      ReactNativeWebView.postMessage("b");
      stand();
      ReactNativeWebView.postMessage("c");
      return told;
    """
    assert run_in_page(act) == [["opened"], ["posted", "a"], ["posted", "b"], ["posted", "c"]]


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
    assert run_in_page(act) == [[["a", 1]], [["b", 2], ["c", 3]]]


def test_undefined_is_not_null_in_the_page() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      send('{"emit":"a"}', '{"emit":"b","value":null}');
      return __GRANITE_NATIVE_EMITTER.got;
    """
    assert run_in_page(act) == [["a", "undefined"], ["b", None]]


def test_without_an_emitter_nothing_happens() -> None:
    assert run_in_page("""stand(); send('{"emit":"a","value":1}'); return reported;""") == []


def test_the_constants_are_replaced_as_a_whole() -> None:
    act = """
      stand();
      send('{"constants":{"b":2}}');
      return __CONSTANT_HANDLER_MAP;
    """
    assert run_in_page(act, setup=['{"constants":{"a":1}}']) == {"b": 2}


def test_a_sheet_is_not_for_the_page() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      send('{"emit":"a","value":1}', '{"unsheet":"prompt-1"}', '{"emit":"b","value":2}');
      return __GRANITE_NATIVE_EMITTER.got;
    """
    assert run_in_page(act) == [["a", 1], ["b", 2]]


def test_a_text_for_another_document_is_not_heard() -> None:
    act = """
      stand();
      window.__GRANITE_NATIVE_EMITTER = emitter();
      hear("another page", '{"emit":"a","value":1}');
      return __GRANITE_NATIVE_EMITTER.got;
    """
    assert run_in_page(act) == []


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
    assert run_in_page(act) == [["Error: no"], [["b", 1]]]


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
    assert run_in_page(act) == [
        ["opened"],
        ["failed", "Error: thrown"],
        ["failed", "Script error."],
        ["failed", "Unhandled rejection: Error: rejected"],
        ["failed", "Unhandled rejection: undefined"],
    ]


def test_nothing_but_the_phones_own_globals_is_left_in_the_page() -> None:
    act = "return Object.keys(globalThis).filter((name) => !before.includes(name));"
    assert run_in_page(act, setup=['{"constants":{}}']) == [
        "__CONSTANT_HANDLER_MAP",
        "ReactNativeWebView",
    ]


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
    assert run_in_page(act) == [True, [], []]


def test_without_a_sheet_nothing_happens_to_an_event() -> None:
    act = """
      for (const type in options) if (options[type]) listeners[type]({ type });
      send('{"unsheet":"prompt-1"}');
      return reported;
    """
    assert run_in_page(f"stand(); {act}") == []


def test_what_every_document_parses_stays_small() -> None:
    page = document_start(setup=[], elsewhere=[], origins=[], before=None)
    assert len(page + own_world(transport="")) < START_LIMIT


def test_the_native_shells_script_sees_the_constants_and_may_fail() -> None:
    act = "stand(); return [seen, told];"
    before = (
        "globalThis.seen = __CONSTANT_HANDLER_MAP.a; console.error = () => {}; throw new Error();"
    )
    assert run_in_page(act, setup=['{"constants":{"a":1}}'], before=before) == [1, [["opened"]]]


def test_what_would_end_a_script_stays_a_text() -> None:
    tricky = '{"constants":{"a":"\\u2028</script>"}}'
    assert run_in_page("return __CONSTANT_HANDLER_MAP.a;", setup=[tricky]) == "\u2028</script>"


@pytest.mark.parametrize(("part", "sign"), [("before", "__appsInToss"), ("after", "user-select")])
def test_the_native_shells_scripts_are_those_of_the_npm_package(part: str, sign: str) -> None:
    scripts = user_scripts()
    assert scripts is not None, "the scripts are not built: run ./scripts/setup"
    assert sign in getattr(scripts, part)
