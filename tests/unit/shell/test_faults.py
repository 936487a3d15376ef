from __future__ import annotations

import pytest

from aitdesk.errors import ConfigError, Injected
from aitdesk.shell.faults import Faults


def test_faults_are_read_as_name_and_outcome() -> None:
    faults = Faults.parse(["getAnonymousKey=ERROR", "appLogin=a=b", "appLogin=last"])
    assert faults == Faults({"getAnonymousKey": "ERROR", "appLogin": "last"})


@pytest.mark.parametrize("text", ["", "getAnonymousKey", "getAnonymousKey=", "=ERROR", "="])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Faults.parse([text])
    assert str(caught.value) == f"fault {text!r}: write it as NAME=OUTCOME"


def test_a_fault_raises_the_code_that_was_asked_for() -> None:
    with pytest.raises(Injected) as caught:
        Faults({"appLogin": "APP_LOGIN"}).check("appLogin")
    assert (caught.value.code, caught.value.message) == (
        "APP_LOGIN",
        "appLogin: APP_LOGIN (asked for)",
    )


def test_a_name_without_a_fault_passes() -> None:
    faults = Faults({"appLogin": "APP_LOGIN"})
    faults.check("getAnonymousKey")
    assert not faults.is_undefined("getAnonymousKey")


@pytest.mark.parametrize(("outcome", "is_undefined"), [("undefined", True), ("ERROR", False)])
def test_undefined_is_an_outcome_of_its_own(outcome: str, *, is_undefined: bool) -> None:
    assert Faults({"appLogin": outcome}).is_undefined("appLogin") is is_undefined
