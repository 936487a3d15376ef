from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rig import call, make_rig, rejected, resolved, subscribe, talk, told, unsubscribe

if TYPE_CHECKING:
    from aitdesk.value import Json


def test_closing_the_view_closes_the_window() -> None:
    rig = make_rig()
    got = talk(rig, call("closeView"))
    assert (got, rig.chrome.done) == ([resolved("closeView", None)], ["close"])


@pytest.mark.parametrize(
    ("url", "offered"),
    [
        ("https://toss.im", ["offer https://toss.im"]),
        ("supertoss://web?url=https%3A%2F%2Ftoss.im&external=true", ["offer https://toss.im"]),
        ("tel:1599-4905", ["offer tel:1599-4905"]),
        ("servicetoss://game-center/profile", []),
        ("file:///etc/passwd", []),
    ],
)
def test_opening_a_link_asks_a_person_only_for_what_the_desktop_may_open(
    url: str, offered: list[str]
) -> None:
    rig = make_rig()
    got = talk(rig, call("openURL", url))
    assert (got, rig.chrome.done) == ([resolved("openURL", value=True)], offered)


@pytest.mark.parametrize(
    ("args", "message", "code"),
    [
        (["toss.im"], "Unable to open URL: toss.im", "EUNSPECIFIED"),
        (["http://["], "Unable to open URL: http://[", "EUNSPECIFIED"),
        ([], "openURL: Expected `array` of at least length 1, got 0", "INVALID_REQUEST"),
        ([None], "openURL: Expected `str`, got `null` - at `$[0]`", "INVALID_REQUEST"),
    ],
)
def test_what_is_no_url_is_rejected(args: list[Json], message: str, code: str) -> None:
    rig = make_rig()
    got = talk(rig, call("openURL", *args))
    assert (got, rig.chrome.done) == ([rejected("openURL", message, code=code)], [])


def test_each_press_of_back_is_told_as_undefined_and_does_nothing_else() -> None:
    rig = make_rig()
    back = rig.shell.navigation.press_back
    got = talk(rig, subscribe("backEvent"), back, back)
    assert (got, rig.chrome.done) == ([told("backEvent"), told("backEvent")], [])


def test_after_the_unsubscribe_back_closes_again() -> None:
    rig = make_rig()
    back = rig.shell.navigation.press_back
    got = talk(rig, subscribe("backEvent"), back, unsubscribe("backEvent"), back)
    assert (got, rig.chrome.done) == ([told("backEvent")], ["close"])


def test_each_press_of_home_is_told_as_an_empty_object_and_does_nothing_else() -> None:
    rig = make_rig()
    got = talk(rig, subscribe("homeEvent"), rig.shell.navigation.press_home)
    assert (got, rig.chrome.done) == ([told("homeEvent", {})], [])


def test_every_subscriber_is_told() -> None:
    rig = make_rig()
    got = talk(
        rig,
        subscribe("backEvent", event_id="a"),
        subscribe("backEvent", event_id="b"),
        rig.shell.navigation.press_back,
    )
    assert got == [told("backEvent", event_id="a"), told("backEvent", event_id="b")]
