from __future__ import annotations

import pytest

from aitdesk.errors import ConfigError
from aitdesk.phone.device import (
    DEFAULT_DEVICES,
    NAV_BAR_HEIGHT_PX,
    Device,
    Insets,
    Profile,
    profile,
    profiles,
)
from aitdesk.phone.environment import Platform

IPHONE = Profile(
    "iPhone 15 Pro", Platform.IOS, "26.0", 393, 852, Insets(54, 0, 34, 0), Insets(0, 59, 21, 59), 3
)
GALAXY = Profile(
    "Galaxy S24", Platform.ANDROID, "14", 360, 780, Insets(24, 0, 0, 0), Insets(24, 0, 0, 0), 3
)


def test_every_device_is_known_by_its_name() -> None:
    assert profiles() == {"iPhone 15 Pro": IPHONE, "Galaxy S24": GALAXY}


@pytest.mark.parametrize("name", ["iPhone 15 Pro", "iphone 15 pro", "IPHONE 15 PRO"])
def test_letter_case_does_not_matter(name: str) -> None:
    assert profile(name) == IPHONE


def test_an_unknown_device_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigError) as caught:
        profile("brick")
    assert str(caught.value) == "no device 'brick': choose one of iPhone 15 Pro, Galaxy S24"


def test_every_platform_has_a_device_of_its_own() -> None:
    devices = {platform: profile(name).platform for platform, name in DEFAULT_DEVICES.items()}
    assert devices == {platform: platform for platform in Platform}


def test_an_iphone_15_pro_leaves_the_page_754_pixels_below_the_bar() -> None:
    # Measured on the device, in Toss 5.261.0.
    assert IPHONE.height_px - IPHONE.insets.top - NAV_BAR_HEIGHT_PX == 754


def test_a_phone_begins_upright() -> None:
    assert Device.of(IPHONE).insets == IPHONE.insets


def test_a_change_of_the_insets_is_told_once() -> None:
    device, told = Device.of(IPHONE), list[Insets]()
    device.inset_changes.listen(told.append)
    turned = Insets(top=0, right=54, bottom=21, left=54)
    device.set_insets(turned)
    device.set_insets(turned)
    assert (told, device.insets) == ([turned], turned)


def test_the_edges_are_named_as_the_sdk_names_them() -> None:
    assert Insets(1, 2, 3, 4).edges() == {"top": 1, "right": 2, "bottom": 3, "left": 4}
