from __future__ import annotations

from aitdesk.journal import EntryKind
from rig import ORIGIN, Rig, call, make_rig, talk
from rig_3x import call as call_3x
from rig_3x import resolved, unknown

NAME = "getOriginStorage"
WEB = "https://my-app.web.tossmini.com"


def outcomes(rig: Rig) -> list[object]:
    return [entry["outcome"] for entry in rig.recorded(EntryKind.CALL)]


def test_a_mini_app_that_has_moved_gets_both_storages() -> None:
    rig = make_rig()
    rig.shell.migration.current, rig.shell.migration.previous = ORIGIN, WEB
    rig.chrome.storages = {WEB: '{"a": "1"}', None: "{}"}
    assert talk(rig, call_3x(NAME)) == [
        resolved(
            NAME,
            {
                "previous": {"origin": WEB, "localStorage": {"a": "1"}, "errors": []},
                "current": {"origin": ORIGIN, "localStorage": {}, "errors": []},
            },
        )
    ]


def test_one_that_has_not_moved_is_refused_as_for_any_unknown_name() -> None:
    rig = make_rig()
    assert (talk(rig, call_3x(NAME)), outcomes(rig)) == ([unknown(NAME)], ["unanswered"])


def test_sdk_2x_has_no_such_call() -> None:
    rig = make_rig()
    rig.shell.migration.previous = WEB
    assert (talk(rig, call(NAME)), outcomes(rig)) == ([], ["unanswered"])
