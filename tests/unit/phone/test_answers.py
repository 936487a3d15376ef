from __future__ import annotations

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.answers import Answers, Given
from rig import call, make_rig, rejected, resolved, talk


@pytest.mark.parametrize(("times", "left"), [(None, [4, 4, 4]), (1, [4, None, None]), (2, [4, 4])])
def test_what_is_given_is_taken_so_many_times(times: int | None, left: list[int | None]) -> None:
    answers = Answers({"getNetworkStatus": Given(4, times)})
    taken = [answers.take("getNetworkStatus") for _ in left]
    assert [each.result if each else None for each in taken] == left


def test_nothing_is_given_for_another_call() -> None:
    assert Answers({"getNetworkStatus": Given(4)}).take("getLocale") is None


def test_a_call_gets_what_is_given_in_its_handlers_place() -> None:
    rig = make_rig()
    rig.shell.answers.given["getNetworkStatus"] = Given("6G", 1)
    got = talk(rig, call("getNetworkStatus"), call("getNetworkStatus"))
    assert got == [resolved("getNetworkStatus", "6G"), resolved("getNetworkStatus", "WIFI")]


def test_a_call_fails_with_the_failure_that_is_given() -> None:
    rig = make_rig()
    rig.shell.answers.given["getNetworkStatus"] = Given(ApiError("no antenna", code="E7"))
    got = talk(rig, call("getNetworkStatus"))
    assert got == [rejected("getNetworkStatus", "no antenna", code="E7")]
