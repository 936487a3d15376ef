"""How a session takes questions to the page and answers back; test_session.py has the rest."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aitdesk.journal import EntryKind
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.prompts import Answer
from aitdesk.phone.prompts import PromptKind as Prompted
from aitdesk.phone.sheet import Choice, Layout, Sheet
from rig import ORIGIN, PAGE, Rig, call, make_rig, quiet, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

APP = AppFacts(
    "my-app",
    "My App",
    primary_color="#123456",
    permissions=(DeclaredPermission("clipboard", "read"),),
)
ASK = call("openPermissionDialog", {"name": "clipboard", "access": "read"})
ALLOWED = resolved("openPermissionDialog", "allowed")
CLOSE = Sheet(layout=Layout.ALERT, title="Close?", choices=(Choice(id="yes", label="Yes"),))


def sent(rig: Rig) -> list[Json]:
    """Return all that went to the page, sheets too, without their contents."""
    texts = [json.loads(text) for _, text in rig.carrier.sent]
    return [{"sheet": text["sheet"]["id"]} if "sheet" in text else text for text in texts]


def answering(prompt_id: str, choice: str, *, page: str = PAGE) -> str:
    return json.dumps({"id": prompt_id, "choice": choice, "values": {}})


def test_a_question_is_drawn_in_the_phones_language_and_the_mini_apps_colour() -> None:
    rig = make_rig(app=APP, locale="en-US")
    talk(rig, ASK)
    (sheet,) = rig.sheets()
    assert [sheet[member] for member in ("id", "platform", "language", "color", "title")] == [
        "prompt-1",
        "ios",
        "en",
        "#123456",
        "“My App” would like to read the clipboard",
    ]


def test_an_answer_takes_the_sheet_away_and_settles_the_call() -> None:
    rig = make_rig(app=APP)
    talk(rig, ASK, rig.answer("allow"))
    assert sent(rig) == [{"sheet": "prompt-1"}, {"unsheet": "prompt-1"}, ALLOWED]


def test_question_and_answer_are_in_the_journal() -> None:
    rig = make_rig(app=APP)
    talk(rig, ASK, rig.answer("allow"))
    opened, answered = rig.recorded(EntryKind.PROMPT)
    assert (opened["step"], opened["asks"], opened["choices"], answered) == (
        "opened",
        "permission",
        ["deny", "once", "allow"],
        {
            "prompt": "prompt-1",
            "step": "answered",
            "asks": "permission",
            "choice": "allow",
            "values": {},
            "by": "sheet",
        },
    )


def test_an_answer_to_nothing_is_dropped() -> None:
    rig = make_rig(app=APP)
    answers = [answering("prompt-1", "allow"), "nonsense"]
    talk(
        rig,
        *(
            lambda text=text: rig.session.connection.answered(PAGE, text, origin=ORIGIN)
            for text in answers
        ),
    )
    reasons = [entry["reason"] for entry in rig.recorded(EntryKind.DROPPED)]
    assert (rig.carrier.sent, len(reasons), reasons[0]) == (
        [],
        2,
        "prompt-1 is not open: nothing is asked now",
    )


def test_an_answer_of_a_page_that_is_gone_is_not_heard() -> None:
    rig = make_rig(app=APP)
    text = answering("prompt-1", "allow")
    talk(rig, ASK, lambda: rig.session.connection.answered("page-0", text, origin=ORIGIN))
    assert (rig.got(), [entry["step"] for entry in rig.recorded(EntryKind.PROMPT)]) == (
        [],
        ["opened", "withdrawn"],  # at the end of the test, with everything that still waits
    )


def test_an_answer_from_another_origin_than_the_documents_is_not_heard() -> None:
    rig = make_rig(app=APP)
    text = answering("prompt-1", "allow")
    talk(
        rig,
        ASK,
        lambda: rig.session.connection.answered(PAGE, text, origin="https://other.example"),
    )
    dropped = [entry["reason"] for entry in rig.recorded(EntryKind.DROPPED)]
    assert (rig.got(), dropped) == (
        [],
        ["an answer of another document, at https://other.example"],
    )


def test_a_page_that_hides_a_question_is_told_of_and_has_no_answer() -> None:
    rig = make_rig(app=APP)
    told = [json.dumps({"id": f"prompt-{at}", "hindered": "removed"}) for at in (1, 2)]
    hidden = [
        lambda text=text: rig.session.connection.answered(PAGE, text, origin=ORIGIN)
        for text in told
    ]
    talk(rig, ASK, *hidden)
    said = "the page takes the sheet away again and again: no person can answer prompt-1"
    assert (rig.got(), [entry["text"] for entry in rig.recorded(EntryKind.PROBLEM)]) == (
        [],
        [f"{said} (permission), which stays open"],
    )


def test_a_page_that_leaves_takes_its_question_along() -> None:
    rig = make_rig(app=APP)
    talk(rig, ASK, lambda: rig.session.connection.opened("page-2", origin=ORIGIN))
    steps = [entry["step"] for entry in rig.recorded(EntryKind.PROMPT)]
    assert (rig.shell.prompts.waiting, steps) == ([], ["opened", "withdrawn"])


def test_the_shells_own_question_is_drawn_again_in_the_next_page() -> None:
    rig = make_rig(app=APP)

    async def navigate() -> None:
        rig.session.connection.opened(PAGE, origin=ORIGIN)
        asking = asyncio.create_task(
            rig.shell.prompts.ask(Prompted.CLOSE, CLOSE, allow=Answer("yes"), deny=Answer("yes"))
        )
        await quiet()
        rig.session.connection.opened("page-2", origin=ORIGIN)
        await quiet()
        asking.cancel()
        await asyncio.wait([asking])

    asyncio.run(navigate())
    drawn = [(page, list(json.loads(text))) for page, text in rig.carrier.sent]
    assert drawn[:2] == [(PAGE, ["sheet"]), ("page-2", ["sheet"])]


def test_a_policy_draws_nothing_and_is_journaled() -> None:
    rig = make_rig(app=APP, prompts="deny")
    talk(rig, ASK)
    assert (sent(rig), [entry["by"] for entry in rig.recorded(EntryKind.PROMPT)]) == (
        [resolved("openPermissionDialog", "denied")],
        ["policy"],
    )


def test_a_change_of_the_state_is_journaled_by_its_part() -> None:
    rig = make_rig()
    talk(rig, lambda: rig.shell.network.observable.update(status="OFFLINE"))
    assert {"part": "network", "value": {"status": "OFFLINE"}} in rig.recorded(EntryKind.STATE)


def test_the_page_gets_new_constants_when_its_surroundings_change() -> None:
    rig = make_rig()
    talk(rig, lambda: rig.shell.environment.observable.update(locale="en-US"))
    (constants,) = (text for text in rig.got() if isinstance(text, dict) and "constants" in text)
    assert isinstance(constants["constants"], dict)
    assert constants["constants"]["getLocale"] == "en-US"


def test_an_entry_of_a_question_keeps_its_own_id() -> None:
    rig = make_rig(app=APP)
    talk(rig, ASK, rig.answer("allow"))
    ids = [json.loads(entry.line())["id"] for entry in rig.journal.entries]
    assert ids == list(range(1, len(ids) + 1))
