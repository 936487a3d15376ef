from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

import rig_3x
from aitdesk.engine import page
from aitdesk.engine.page import UserScripts
from aitdesk.journal import EntryKind
from aitdesk.phone.device import Insets
from aitdesk.protocol import granite, webview_bridge
from aitdesk.protocol.line import Line, SdkEvidence
from rig import ORIGIN, PAGE, Rig, call, make_rig, quiet, resolved, subscribe, talk, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.session.session import Session
    from aitdesk.value import Json

INSETS = Insets(top=0, right=54, bottom=21, left=54)


def constants_of(rig: Rig, *, is_own: bool = True) -> list[str]:
    """Return what makes the constants of both lines."""
    values = rig.session.registry.constants
    return [
        granite.constants(values(rig.shell, is_own=is_own)),
        webview_bridge.constants(values(rig.shell, Line.WEBVIEW_BRIDGE, is_own=is_own)),
    ]


def script_of(rig: Rig, *, before: str | None = None) -> str:
    """Return the script that every document of the rig's session begins with."""
    return page.document_start(
        setup=constants_of(rig),
        elsewhere=constants_of(rig, is_own=False),
        origins=[ORIGIN],
        before=before,
    )


def test_starting_puts_the_bridge_in_before_the_first_page_opens() -> None:
    rig = make_rig(scripts=UserScripts("/* before */", "/* after */"))
    rig.session.start()
    (script,) = rig.carrier.injected
    expected = script_of(rig, before="/* before */")
    assert (rig.chrome.done, script) == ([f"load {ORIGIN}/path?x=1"], expected)


def test_without_the_native_shells_own_scripts_the_bridge_is_there_all_the_same() -> None:
    rig = make_rig()
    rig.session.start()
    assert rig.carrier.injected == [script_of(rig)]


def test_a_refusal_of_the_engine_is_one_line_for_the_developer() -> None:
    rig = make_rig()
    rig.session.refused("the camera")
    (entry,) = [entry for entry in rig.session.journal.entries if entry.kind is EntryKind.PROBLEM]
    assert entry.fields == {
        "text": "the page asked for the camera and was refused: the phone's permissions do not "
        "reach the web view yet"
    }


@pytest.mark.parametrize(("origin", "is_own"), [(ORIGIN, True), ("https://b.example", False)])
def test_constants_that_change_are_told_to_a_page_as_far_as_they_are_for_it(
    origin: str,
    is_own: bool,  # noqa: FBT001
) -> None:
    rig = make_rig()

    async def change() -> None:
        rig.session.connection.opened(PAGE, origin=origin)
        rig.shell.environment.observable.update(locale="en-US")

    asyncio.run(change())
    assert rig.carrier.sent == [(PAGE, text) for text in constants_of(rig, is_own=is_own)]


def test_a_text_of_a_document_that_is_gone_is_dropped() -> None:
    rig = make_rig()

    async def talk_late() -> None:
        rig.session.connection.opened(PAGE, origin=ORIGIN)
        rig.session.connection.opened("page-2", origin=ORIGIN)
        rig.session.connection.received(PAGE, call("getNetworkStatus"), origin=ORIGIN)
        await quiet()

    asyncio.run(talk_late())
    assert (rig.carrier.sent, rig.recorded(EntryKind.CALL)) == ([], [])


def test_an_answer_goes_to_the_document_that_asked() -> None:
    rig = make_rig()
    talk(rig, call("getNetworkStatus"))
    assert [page for page, _ in rig.carrier.sent] == [PAGE]


def test_only_the_beginning_of_a_malformed_text_is_kept() -> None:
    rig = make_rig()
    talk(rig, "x" * 1_000)
    reason = "not JSON: Expecting value: line 1 column 1 (char 0)"
    assert rig.recorded(EntryKind.DROPPED) == [{"reason": reason, "text": "x" * 200}]


# What the carrier or the window tells, and what the journal makes of it.
@pytest.mark.parametrize(
    ("tell", "kind", "fields"),
    [
        (
            lambda session: session.connection.opened("p", origin=ORIGIN),
            EntryKind.NAVIGATION,
            {"origin": ORIGIN, "page": "p"},
        ),
        (
            lambda session: session.connection.failed("p", "Error: no"),
            EntryKind.PAGE_ERROR,
            {"page": "p", "text": "Error: no"},
        ),
        (
            lambda session: session.visited(f"{ORIGIN}/a", can_go_forward=False),
            EntryKind.NAVIGATION,
            {"url": f"{ORIGIN}/a"},
        ),
        (lambda session: session.loaded(is_ok=False), EntryKind.LOADED, {"ok": False}),
        (
            lambda session: session.logged("warning", "careful", source="a.js", line=3),
            EntryKind.CONSOLE,
            {"level": "warning", "text": "careful", "source": "a.js", "line": 3},
        ),
        (
            lambda session: session.told("a download began"),
            EntryKind.STATE,
            {"text": "a download began"},
        ),
        (
            lambda session: session.crashed("killed"),
            EntryKind.PAGE_ERROR,
            {"text": "the page's process ended: killed"},
        ),
    ],
)
def test_what_is_told_is_journaled(
    tell: Callable[[Session], None], kind: EntryKind, fields: dict[str, Json]
) -> None:
    rig = make_rig()
    tell(rig.session)
    assert [(entry.kind, entry.fields) for entry in rig.journal.entries] == [(kind, fields)]


@pytest.mark.parametrize("url", ["", "about:blank"])
def test_an_empty_page_is_no_step_of_the_history(url: str) -> None:
    rig = make_rig()
    rig.session.visited(url, can_go_forward=False)
    assert (rig.shell.navigation.stack, list(rig.journal.entries)) == ([], [])


def test_loads_are_counted_however_they_end() -> None:
    rig = make_rig()
    rig.session.loaded(is_ok=True)
    rig.session.loaded(is_ok=False)
    assert rig.session.loads == 2


def test_home_goes_to_the_root_of_the_origin() -> None:
    rig = make_rig()
    rig.session.pressed_home()
    assert rig.chrome.done == [f"load {ORIGIN}/"]


def test_back_at_the_root_closes_the_window() -> None:
    rig = make_rig()
    rig.session.visited(f"{ORIGIN}/", can_go_forward=False)
    rig.session.pressed_back()
    assert (rig.chrome.done, [entry["text"] for entry in rig.recorded(EntryKind.STATE)]) == (
        ["close"],
        ["back was pressed", "navigation: close"],
    )


def test_back_deeper_inside_goes_back_in_the_page() -> None:
    rig = make_rig()
    rig.session.visited(f"{ORIGIN}/", can_go_forward=False)
    rig.session.visited(f"{ORIGIN}/a", can_go_forward=False)
    rig.session.pressed_back()
    assert rig.chrome.done == ["history_back"]


def test_back_is_the_pages_own_while_it_listens() -> None:
    rig = make_rig()
    got = talk(rig, subscribe("backEvent"), rig.session.pressed_back)
    assert (got, rig.chrome.done) == ([told("backEvent")], [])


def test_home_leads_to_the_root_of_the_origin() -> None:
    rig = make_rig()
    rig.shell.navigation.press_home()
    assert rig.chrome.done == [f"load {ORIGIN}/"]


@pytest.mark.parametrize(
    ("url", "offered"),
    [
        ("tel:1599-4905", ["offer tel:1599-4905"]),
        ("intent://web?x=1#Intent;scheme=https;end", ["offer https://web?x=1"]),
        ("supertoss://web?url=https%3A%2F%2Ftoss.im", ["offer https://toss.im"]),
        ("kakaotalk://send", []),
        ("no-link", []),
    ],
)
def test_a_blocked_navigation_is_handed_out_once_if_the_desktop_may_open_it(
    url: str, offered: list[str]
) -> None:
    rig = make_rig()
    rig.session.left(url)
    assert (rig.chrome.done, len(rig.recorded(EntryKind.STATE))) == (offered, 1)


def test_a_crash_of_the_page_settles_what_it_left() -> None:
    rig = make_rig()
    got = talk(
        rig,
        subscribe("backEvent"),
        lambda: rig.session.crashed("killed"),
        lambda: rig.shell.navigation.back_presses.emit(None),
    )
    assert got == []


@pytest.mark.parametrize("end", ["stop", "closed"])
def test_the_end_of_the_window_is_the_end_of_the_run(end: str) -> None:
    rig = make_rig()
    getattr(rig.session, end)()
    assert rig.session.ended.is_set()


def test_a_change_of_the_insets_reaches_the_page_as_event_and_then_as_constants() -> None:
    rig = make_rig()
    got = talk(rig, subscribe("safeAreaInsetsChange"), lambda: rig.shell.device.set_insets(INSETS))
    edges: Json = {"top": 0, "right": 54, "bottom": 21, "left": 54}
    constants = [json.loads(text) for text in constants_of(rig)]
    assert got == [told("safeAreaInsetsChange", edges), *constants]


def lines(rig: Rig) -> list[dict[str, Json]]:
    """Return what the journal has of lines."""
    return rig.recorded(EntryKind.LINE)


def test_what_tells_the_line_beforehand_is_journaled_at_the_start() -> None:
    rig = make_rig()
    rig.session.evidence = SdkEvidence(Line.WEBVIEW_BRIDGE, "apps-in-toss.config.ts")
    rig.session.start()
    assert lines(rig) == [{"line": "3", "told_by": "apps-in-toss.config.ts"}]


def test_each_line_tells_itself_by_its_first_message_once() -> None:
    rig = make_rig()
    talk(rig, rig_3x.hello(), rig_3x.hello(), call("getNetworkStatus"), call("getNetworkStatus"))
    assert lines(rig) == [
        {"line": "3", "told_by": "its first message"},
        {"line": "2", "told_by": "its first message"},
    ]


def test_a_line_that_was_told_beforehand_is_not_told_again() -> None:
    rig = make_rig()
    rig.session.evidence = SdkEvidence(Line.GRANITE, "granite.config.ts")
    rig.session.start()
    talk(rig, call("getNetworkStatus"))
    assert lines(rig) == [{"line": "2", "told_by": "granite.config.ts"}]


def test_the_native_shells_own_script_tells_nothing_of_the_mini_app() -> None:
    rig = make_rig()
    talk(rig, call("debugLog", "hello"))
    assert lines(rig) == []


def test_another_site_tells_nothing_of_the_mini_app() -> None:
    rig = make_rig()
    rig.session.connection.opened(PAGE, origin="https://pay.example")
    rig.session.connection.received(PAGE, rig_3x.hello(), origin="https://pay.example")
    assert (lines(rig), rig.recorded(EntryKind.DROPPED)) == (
        [],
        [
            {
                "reason": "https://pay.example is not the mini-app's origin",
                "name": "getBridgeState",
            }
        ],
    )


def test_the_first_message_of_a_copy_wants_no_answer() -> None:
    assert talk(make_rig(), rig_3x.hello()) == []


def test_documents_after_a_change_of_the_insets_begin_with_the_new_ones() -> None:
    rig = make_rig()
    talk(rig, lambda: rig.shell.device.set_insets(INSETS))
    assert '\\"getSafeAreaTop\\":0' in rig.carrier.injected[-1]


def test_a_log_of_the_page_is_journaled_and_goes_nowhere_else() -> None:
    rig = make_rig()
    entry: Json = {"log_name": "/::screen", "log_type": "screen", "params": {"n": None}}
    got = talk(rig, call("eventLog", entry))
    assert (got, rig.recorded(EntryKind.STATE)) == (
        [resolved("eventLog", None)],
        [
            {
                "text": "log: /::screen",
                "type": "screen",
                "params": {"anonymous_key": "aitdesk-fake-hash-of-my-app-and-default", "n": "null"},
            }
        ],
    )
