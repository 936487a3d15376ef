"""Above the engine nobody knows on which thread the host's loop runs, or that there are several."""

from __future__ import annotations

import ast

from package_source import ROOMS, own_imports, room, trees

# Of another process, which has a loop and a page of its own: a test's, or none at all.
OTHER_PROCESSES = {"driver", "checks", "pytest_plugin", "cli"}
ABOVE = {*ROOMS[ROOMS.index("engine") + 1 :]} - OTHER_PROCESSES
# Whoever says one of these chooses between the loop's thread and another.
WORDS = {
    *("call_soon_threadsafe", "run_coroutine_threadsafe", "current_thread", "main_thread"),
    *("get_ident", "new_event_loop", "set_event_loop", "run_forever", "run_until_complete"),
    *("LoopThread", "Mailbox", "QThread", "is_alive"),
}


def test_nobody_above_the_engine_says_on_which_thread_something_runs() -> None:
    said = {
        f"{module}: {word}"
        for module, tree in trees().items()
        if module != "aitdesk" and room(module) in ABOVE
        for node in ast.walk(tree)
        if (word := _word(node)) in WORDS
    }
    assert said == set()


def test_the_host_alone_knows_which_engine_there_is() -> None:
    known = {
        (module, used)
        for module, all_used in own_imports().items()
        if module != "aitdesk" and room(module) in ABOVE
        for used in all_used
        if used.startswith("aitdesk.engine.qt")
    }
    assert known == {
        ("aitdesk.session.host", "aitdesk.engine.qt.engine"),
        ("aitdesk.session.host", "aitdesk.engine.qt.offscreen"),
    }


def _word(node: ast.AST) -> str | None:
    match node:
        case ast.Attribute(attr=word) | ast.Name(id=word) | ast.alias(name=word):
            return word
        case _:
            return None
