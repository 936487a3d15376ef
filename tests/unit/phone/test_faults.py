from __future__ import annotations

import pytest

from aitdesk.errors import ConfigError
from aitdesk.phone.faults import Faults, injected


def test_faults_are_read_as_name_and_outcome() -> None:
    faults = Faults.parse(["getAnonymousKey=ERROR", "appLogin=a", "appLogin=last:3"])
    assert faults.outcomes == {"getAnonymousKey": "ERROR", "appLogin": "last:3"}


@pytest.mark.parametrize(
    "text",
    ["", "share", "share=", "=ERROR", "=", "share=A:0", "share=A:", "share=A:b", "share=A B"],
)
def test_anything_else_is_refused(text: str) -> None:
    name, _, outcome = text.partition("=")
    with pytest.raises(ConfigError) as caught:
        Faults.parse([text])
    assert str(caught.value) == f"fault {name}={outcome!r}: write it as NAME=OUTCOME[:times]"


def test_a_name_without_a_fault_has_no_outcome() -> None:
    assert Faults({"appLogin": "APP_LOGIN"}).take("getAnonymousKey") is None


def test_a_fault_lasts_until_it_is_taken_back() -> None:
    faults = Faults({"appLogin": "APP_LOGIN"})
    assert [faults.take("appLogin") for _ in range(3)] == ["APP_LOGIN"] * 3


def test_a_counted_fault_ends_after_its_last_time_and_leaves_the_others() -> None:
    faults = Faults({"appLogin": "APP_LOGIN:2", "share": "X"})
    taken = [faults.take("appLogin") for _ in range(3)]
    assert (taken, faults.outcomes) == (["APP_LOGIN", "APP_LOGIN", None], {"share": "X"})


def test_a_known_failure_looks_as_the_shell_gives_it() -> None:
    known = injected("getClipboardText", "PERMISSION_DENIED")
    assert (known.code, known.name, known.message) == (
        None,
        "getClipboardText permission error",
        "클립보드 읽기 권한이 거부되었어요.",
    )


def test_a_known_failure_whose_words_are_ours_says_that_it_was_asked_for() -> None:
    assert injected("appLogin", "APP_LOGIN").message == "login is not possible (asked for)"


def test_any_other_key_is_the_code() -> None:
    other = injected("appLogin", "E1")
    assert (other.code, other.message) == ("E1", "appLogin: E1 (asked for)")
