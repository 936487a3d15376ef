from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from aitdesk.api.decorators import method
from aitdesk.journal import EntryKind
from aitdesk.phone.prompts import Answer
from aitdesk.phone.prompts import PromptKind as Kinds
from aitdesk.phone.sheet import Choice, Layout, Sheet
from aitdesk.session.page_idle import settled
from rig import ORIGIN, PAGE, Rig, call, make_rig, quiet, subscribe

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone import SimulatedPhone

STEP_MS = 125
COMPLETE = {"ready_state": "complete"}


def nothing() -> None:
    """Do nothing."""


def watch(
    rig: Rig,
    *texts: str,
    each_look: Callable[[], object] = nothing,
    requests: int = 0,
    limit_ms: int = 2_000,
) -> tuple[str | None, float]:
    """Wait until the page has settled; return what was still under way, and when.

    The page sends the texts first. Time moves on by 125 ms at each look.
    """

    def look() -> int:
        rig.time.advance(ms=STEP_MS)
        each_look()
        return requests

    async def send_and_settle() -> str | None:
        rig.session.connection.opened(PAGE, origin=ORIGIN)
        for text in texts:
            rig.session.connection.received(PAGE, text, origin=ORIGIN)
        await quiet()
        return await settled(rig.session, limit_ms=limit_ms)

    rig.session.in_flight = look
    rig.chrome.shown = rig.chrome.shown and json.dumps({**COMPLETE, **json.loads(rig.chrome.shown)})
    return asyncio.run(send_and_settle()), rig.journal.now_ms()


def loaded_rig(*, is_ok: bool = True) -> Rig:
    rig = make_rig()
    rig.session.loaded(is_ok=is_ok)
    return rig


def test_a_loaded_page_has_settled_after_half_a_second_of_quiet() -> None:
    assert watch(loaded_rig()) == (None, 500)


def test_a_page_that_failed_to_load_has_settled_too() -> None:
    assert watch(loaded_rig(is_ok=False)) == (None, 500)


def test_a_page_that_is_still_loading_is_waited_for_up_to_the_limit() -> None:
    assert watch(make_rig(), limit_ms=300) == ("the page has not finished loading", 375)


def test_a_page_that_goes_on_is_waited_for_up_to_the_limit() -> None:
    rig = loaded_rig()
    result = watch(
        rig,
        each_look=lambda: rig.session.logged("info", "tick", source="a.js", line=1),
        limit_ms=600,
    )
    assert result == ("the page goes on calling or logging", 625)


def test_requests_under_way_are_waited_for() -> None:
    assert watch(loaded_rig(), requests=2, limit_ms=300) == ("2 requests are under way", 375)


@method("wait")
async def wait(shell: SimulatedPhone) -> None:
    await asyncio.get_running_loop().create_future()


def test_a_call_that_waits_is_waited_for() -> None:
    rig = make_rig(families=[sys.modules[__name__]])
    rig.session.loaded(is_ok=True)
    result = watch(rig, call("wait"), call("wait"), limit_ms=300)
    assert result == ("2 calls wait for their answer", 375)


def test_what_the_native_shell_measures_is_not_the_page() -> None:
    rig = loaded_rig()
    result = watch(
        rig,
        each_look=lambda: rig.journal.add(
            EntryKind.CALL, name="debugLog", args=[], outcome="resolved"
        ),
    )
    assert result == (None, 500)


def test_a_problem_of_the_machine_is_not_the_page() -> None:
    rig = loaded_rig()
    assert watch(rig, each_look=lambda: rig.shell.problems.emit("the disk is full")) == (None, 500)


def test_a_subscription_that_stays_open_is_no_reason_to_wait() -> None:
    assert watch(loaded_rig(), subscribe("backEvent")) == (None, 500)


def test_a_mini_app_that_closed_itself_has_settled() -> None:
    rig = make_rig()
    rig.session.stop()
    assert watch(rig) == (None, 0)


@method("asks")
async def asks(shell: SimulatedPhone) -> None:
    sheet = Sheet(layout=Layout.ALERT, title="?", choices=(Choice(id="yes", label="Yes"),))
    yes = Answer("yes")
    await shell.prompts.ask(Kinds.PERMISSION, sheet, allow=yes, deny=yes, for_call="asks")


def asking_rig() -> Rig:
    rig = make_rig(families=[sys.modules[__name__]])
    rig.session.loaded(is_ok=True)
    return rig


def test_a_sheet_that_nobody_answers_is_named_once_all_else_is_quiet() -> None:
    result = watch(asking_rig(), call("asks"), limit_ms=10_000)
    assert result == ("the sheet 'permission' (asks) waits for an answer", 500)


def test_a_sheet_is_no_hurry_while_the_page_goes_on() -> None:
    rig = asking_rig()
    result = watch(
        rig,
        call("asks"),
        each_look=lambda: rig.session.logged("info", "tick", source="a.js", line=1),
        limit_ms=600,
    )
    assert result == ("the sheet 'permission' (asks) waits for an answer", 625)


def test_a_sheet_that_is_answered_is_no_reason_to_wait() -> None:
    rig = asking_rig()

    def answer() -> None:
        for prompt in rig.shell.prompts.waiting:
            rig.shell.prompts.answer(prompt.id, Answer("yes"), by="sheet")

    assert watch(rig, call("asks"), each_look=answer) == (None, 625)


def test_a_page_whose_script_does_not_end_is_waited_for_up_to_the_limit() -> None:
    rig = loaded_rig()
    rig.chrome.shown = None
    assert watch(rig, limit_ms=0) == ("a script of the page runs and does not end", STEP_MS)


def test_a_layout_that_goes_on_shifting_is_waited_for_up_to_the_limit() -> None:
    rig = loaded_rig()
    rig.chrome.shown = json.dumps({"now_ms": 0, "last_layout_shift_ms": 0})
    assert watch(rig, limit_ms=600) == ("the layout goes on shifting", 625)
