from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from aitdesk.phone.error_catalog import ANY_NAME, refusal, table

CATALOGUES = ("api/catalogue.toml", "api/catalogue_3x.toml")
NAMES = {
    name
    for file in CATALOGUES
    for rows in tomllib.loads(files("aitdesk").joinpath(file).read_text("utf-8")).values()
    for name in rows
}


def test_every_failure_is_of_a_name_of_a_catalogue() -> None:
    assert {name for name, _ in table()} - {ANY_NAME} - NAMES == set()


def test_a_failure_has_its_key_as_code() -> None:
    failure = refusal("appLogin", "APP_LOGIN")
    assert (failure.code, failure.name, failure.message) == (
        "APP_LOGIN",
        "Error",
        "login is not possible",
    )


def test_a_failure_without_a_code_may_have_a_name() -> None:
    failure = refusal("openCamera", "PERMISSION_DENIED")
    assert (failure.code, failure.name) == (None, "openCamera permission error")


def test_words_that_are_ours_can_say_more() -> None:
    assert refusal("appLogin", "APP_LOGIN", message="refused").message == "refused"


def test_the_shells_own_words_stay() -> None:
    shown = refusal("showFullScreenAd", "1006", message="something else").message
    assert shown == "광고가 로드 중이거나 준비되지 않았습니다"


def test_what_holds_for_every_name_names_it() -> None:
    shown = refusal("share", "APP_BRIDGE_THROTTLED").message
    assert shown == "Too many app bridge calls from share."


def test_a_failure_that_nobody_documented_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        refusal("share", "E1")
