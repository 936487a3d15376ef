from __future__ import annotations

from rig import call, make_rig, resolved, subscribe, talk, told

ADD = call(
    "addAccessoryButton", {"id": "heart", "title": "찜", "icon": {"name": "icon-heart-mono"}}
)


def test_a_button_is_shown_and_its_press_is_told() -> None:
    rig = make_rig()
    got = talk(rig, subscribe("navigationAccessoryEvent"), ADD, rig.session.pressed_accessory)
    assert (got, rig.chrome.done) == (
        [resolved("addAccessoryButton"), told("navigationAccessoryEvent", {"id": "heart"})],
        ["show_accessory heart"],
    )


def test_a_button_that_was_removed_is_gone() -> None:
    rig = make_rig()
    got = talk(
        rig,
        subscribe("navigationAccessoryEvent"),
        ADD,
        call("removeAccessoryButton"),
        rig.session.pressed_accessory,
    )
    assert (got, rig.chrome.done) == (
        [resolved("addAccessoryButton"), resolved("removeAccessoryButton")],
        ["show_accessory heart", "show_accessory None"],
    )
