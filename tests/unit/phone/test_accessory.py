from __future__ import annotations

import json

import pytest

from aitdesk.phone.accessory import Accessory, AccessoryState, Button
from aitdesk.phone.app import AppFacts
from aitdesk.phone.observable import Observable

HEART = Button(id="heart", title="찜", icon="icon-heart-mono")


def pressed(accessory: Accessory) -> list[str]:
    ids = list[str]()
    accessory.presses.listen(ids.append)
    accessory.press()
    return ids


def test_a_press_is_told_by_the_id_of_the_button() -> None:
    accessory = Accessory()
    accessory.add(HEART)
    assert pressed(accessory) == ["heart"]


def test_a_new_button_takes_the_place_of_the_old_one() -> None:
    accessory = Accessory()
    accessory.add(HEART)
    accessory.add(Button(id="star", title="별"))
    assert accessory.observable.value == AccessoryState(button=Button(id="star", title="별"))


def test_without_a_button_there_is_nothing_to_press() -> None:
    accessory = Accessory()
    accessory.add(HEART)
    accessory.remove()
    assert pressed(accessory) == []


def test_a_disabled_button_does_nothing() -> None:
    button = Button(id="heart", title="찜", is_disabled=True)
    assert pressed(Accessory(Observable(AccessoryState(button=button)))) == []


@pytest.mark.parametrize(
    ("bar", "button"),
    [
        (None, None),
        ("{}", None),
        ("not JSON", None),
        ('{"initialAccessoryButton": {"title": "x"}}', None),
        (
            json.dumps(
                {
                    "initialAccessoryButton": {
                        "id": "heart",
                        "title": "찜",
                        "icon": {"name": "icon-heart-mono"},
                    }
                }
            ),
            HEART,
        ),
    ],
)
def test_the_configuration_may_bring_one(bar: str | None, button: Button | None) -> None:
    app = AppFacts("my-app", "My App", navigation_bar=bar)
    assert Accessory.of(app).observable.value.button == button
