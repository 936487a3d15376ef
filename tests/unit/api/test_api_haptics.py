from __future__ import annotations

import pytest

from aitdesk.phone.haptics import TYPES
from rig import call, make_rig, rejected, resolved, talk

NAME = "generateHapticFeedback"


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_can_be_felt(type_: str) -> None:
    rig = make_rig()
    got = talk(rig, call(NAME, {"type": type_}))
    felt = [each.type for each in rig.shell.haptics.observable.value.recent]
    assert (got, felt) == ([resolved(NAME)], [type_])


def test_an_unknown_type_is_rejected() -> None:
    got = talk(make_rig(), call(NAME, {"type": "buzz"}))
    assert got == [rejected(NAME, "unknown haptic type", code="EXECUTION_ERROR")]
