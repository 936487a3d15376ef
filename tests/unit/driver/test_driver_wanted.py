from __future__ import annotations

import msgspec

from aitdesk.control.requests import WINDOW_BODY
from aitdesk.driver import Phone, Served


def test_a_mini_apps_sdk_and_origins_are_options_of_serve() -> None:
    served = Served(target="dist", sdk_version="3.0.3", origin="apps", origin_before="web")
    assert served.arguments() == [
        "--sdk-version=3.0.3",
        "--origin=apps",
        "--origin-before=web",
        "--",
        "dist",
    ]


def test_a_phone_may_say_the_version_of_the_sdk_and_control_takes_it() -> None:
    body = Phone(sdk_version="3.0.3").body()
    assert (body, msgspec.convert(body, WINDOW_BODY).options()) == (
        {"sdk_version": "3.0.3", "state": {}},
        {"sdk_version": "3.0.3", "user": "default"},
    )
