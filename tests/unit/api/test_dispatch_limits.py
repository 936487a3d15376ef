"""What one page may have under way at once: more is refused, and told once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.api.dispatch import MOST_PENDING
from aitdesk.api.subscriptions import MOST_SUBSCRIPTIONS
from aitdesk.journal import EntryKind
from aitdesk.phone.prompts import MOST_OPEN
from rig import call, make_rig, subscribe, talk

if TYPE_CHECKING:
    from aitdesk.value import Json
    from rig import Rig


def refused(answers: list[Json], channel: str) -> int:
    return sum(f"/{channel}/" in json.dumps(each) for each in answers)


def problems(rig: Rig) -> list[Json]:
    return [
        entry.fields["text"] for entry in rig.journal.entries if entry.kind is EntryKind.PROBLEM
    ]


def test_more_pending_calls_than_anybody_has_are_refused() -> None:
    rig = make_rig()
    rig.shell.latency.observable.update(pace="slow")
    calls = [call("getServerTime", event_id=str(n)) for n in range(MOST_PENDING + 3)]
    answers = talk(rig, *calls)
    text = "10,000 calls of the page wait for their answer already"
    assert refused(answers, "reject") == 3
    assert problems(rig) == [f"{text}: more are refused"]


def test_more_subscriptions_than_anybody_has_are_refused() -> None:
    rig = make_rig()
    wanted = [subscribe("backEvent", event_id=str(n)) for n in range(MOST_SUBSCRIPTIONS + 3)]
    answers = talk(rig, *wanted)
    text = "the page has 1,000 subscriptions already"
    assert refused(answers, "onError") == 3
    assert problems(rig) == [f"{text}: more are refused"]


@pytest.mark.parametrize("more", [0, 1, 50])
def test_more_questions_than_a_person_can_see_are_refused(more: int) -> None:
    rig = make_rig()
    calls = [call("share", {"message": "hello"}, event_id=str(n)) for n in range(MOST_OPEN + more)]
    talk(rig, *calls)
    text = "100 questions wait for an answer already: more are taken as declined, and not shown"
    opened = [each for each in rig.journal.entries if each.fields.get("step") == "opened"]
    assert len(opened) == MOST_OPEN
    assert problems(rig) == ([text] if more else [])
