from __future__ import annotations

import pytest

from rig import call, make_rig, resolved, subscribe, talk, told

NAME = "onVisibilityChangedByTransparentServiceWeb"
URL = "supertoss://transparent-service-web?url=x&onVisibilityChangeCallback=mine"


def test_a_transparent_page_is_told_to_its_own_callback_when_it_comes_and_goes() -> None:
    rig = make_rig()
    got = talk(
        rig,
        subscribe(NAME, options={"callbackId": "mine"}),
        subscribe(NAME, options={"callbackId": "other"}, event_id="2"),
        call("openURL", URL),
        rig.answer("close"),
    )
    assert got == [
        resolved("openURL", True),  # noqa: FBT003
        told(NAME, True),  # noqa: FBT003
        told(NAME, False),  # noqa: FBT003
    ]


@pytest.mark.parametrize("name", ["appBridgeCallbackEvent", "entryMessageExited"])
def test_what_only_the_shell_tells_is_accepted_and_silent(name: str) -> None:
    rig = make_rig()
    assert (talk(rig, subscribe(name)), rig.session.dispatch.pending) == ([], 0)
