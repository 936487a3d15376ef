from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.journal import EntryKind
from aitdesk.phone.environment import Operational
from rig import HASH, call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

# As Analytics.screen of web-analytics 2.10.8 posts it.
SCREEN: Json = {
    "log_type": "screen",
    "log_name": "/::screen",
    "params": {
        "search": "x=1",
        "referrer": None,
        "document_title": "My App",
        "deployment_id": "00000000-0000-7000-8000-000000000000",
        "deployment_timestamp": 0,
    },
}


def test_a_log_is_sent_with_the_key_and_with_texts_only() -> None:
    rig = make_rig()
    got = talk(rig, call("eventLog", SCREEN))
    assert (got, rig.recorded(EntryKind.STATE)) == (
        [resolved("eventLog", None)],
        [
            {
                "text": "log: /::screen",
                "type": "screen",
                "params": {
                    "anonymous_key": HASH,
                    "search": "x=1",
                    "referrer": "null",
                    "document_title": "My App",
                    "deployment_id": "00000000-0000-7000-8000-000000000000",
                    "deployment_timestamp": "0",
                },
            }
        ],
    )


@pytest.mark.parametrize(
    ("operational", "toss_version"),
    [(Operational.SANDBOX, "5.266.0"), (Operational.TOSS, "5.207.9")],
)
def test_in_the_sandbox_and_an_old_toss_nothing_is_sent(
    operational: Operational, toss_version: str
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    got = talk(rig, call("eventLog", SCREEN))
    assert (got, rig.recorded(EntryKind.STATE)) == ([resolved("eventLog")], [])


def test_a_log_without_a_key_is_sent_all_the_same() -> None:
    rig = make_rig()
    rig.vault.problem = StoreError("the disk is full")
    got = talk(rig, call("eventLog", {"log_name": "a", "log_type": "info", "params": {}}))
    assert (got, rig.recorded(EntryKind.STATE)) == (
        [resolved("eventLog", None)],
        [{"text": "log: a", "type": "info", "params": {"anonymous_key": "NONE"}}],
    )


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ([], "Expected `array` of at least length 1, got 0"),
        ([{}], "Object missing required field `log_name` - at `$[0]`"),
        (
            [{"log_name": "a", "log_type": "b", "params": 1}],
            "Expected `object`, got `int` - at `$[0].params`",
        ),
    ],
)
def test_what_is_no_log_is_rejected(args: list[Json], reason: str) -> None:
    assert talk(make_rig(), call("eventLog", *args)) == [
        rejected("eventLog", f"eventLog: {reason}", code="INVALID_REQUEST")
    ]


@pytest.mark.parametrize("name", ["debugLog", "tossAdEventLog"])
def test_the_sdks_own_logs_resolve_undefined_whatever_they_carry(name: str) -> None:
    rig = make_rig()
    got = talk(rig, call(name, {"log_name": "a"}), call(name))
    assert (got, [entry["args"] for entry in rig.recorded(EntryKind.CALL)]) == (
        [resolved(name), resolved(name)],
        [[{"log_name": "a"}], []],
    )
