from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.analytics import Analytics, Log, as_text
from aitdesk.phone.identity import Identity
from memory_vault import MemoryVault
from rig import HASH

if TYPE_CHECKING:
    from collections.abc import Mapping


# What Node.js 20 gives for String(JSON.parse(…)) of the same value.
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-1, "-1"),
        (1.5, "1.5"),
        (1.0, "1"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1e-7, "1e-7"),
        (0.000001, "0.000001"),
        (10**21, "1e+21"),
        (float("inf"), "Infinity"),
        ([], ""),
        ([1, None, [2, "a"]], "1,,2,a"),
        ([1, [], [None], 2], "1,,,2"),
        ({"a": 1}, "[object Object]"),
        (123456789012345680000, "123456789012345680000"),
        (9007199254740993, "9007199254740992"),
        (1e23, "1e+23"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        pytest.param(10**400, "Infinity", id="10**400"),
    ],
)
def test_a_parameter_becomes_the_text_that_javascript_gives(value: object, text: str) -> None:
    assert as_text(value) == text


def test_a_deep_parameter_is_no_deeper_than_its_text() -> None:
    value: object = [1]
    for _ in range(5_000):
        value = [value, 2]
    assert as_text(value) == "1" + ",2" * 5_000


def recorded(vault: MemoryVault, params: Mapping[str, object]) -> list[Log]:
    analytics, logs = Analytics(Identity(vault, "my-app", "default")), list[Log]()
    analytics.logs.listen(logs.append)
    asyncio.run(analytics.record("/::screen", log_type="screen", params=params))
    return logs


def test_a_log_begins_with_the_anonymous_key() -> None:
    logs = recorded(MemoryVault(), {"n": 1})
    assert [(log, list(log.params)) for log in logs] == [
        (Log("/::screen", "screen", {"anonymous_key": HASH, "n": "1"}), ["anonymous_key", "n"])
    ]


def test_the_page_may_override_the_anonymous_key() -> None:
    (log,) = recorded(MemoryVault(), {"anonymous_key": "mine"})
    assert log.params == {"anonymous_key": "mine"}


def test_without_a_key_there_is_a_log_all_the_same() -> None:
    (log,) = recorded(MemoryVault(problem=StoreError("the disk is full")), {})
    assert log.params == {"anonymous_key": "NONE"}
