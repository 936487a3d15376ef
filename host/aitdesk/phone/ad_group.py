"""What an id of an advertisement stands for."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from aitdesk.phone.observable import State

AdKind: TypeAlias = Literal["interstitial", "rewarded"]


class AdGroup(State, frozen=True, kw_only=True):
    """What one ad group gives.

    A rewarded ad pays `unit_amount` of `unit_type` once it ran `countdown_ms`. `banner` is how
    the group looks as a banner: a row (`list`) or with a picture (`feed`).
    """

    kind: AdKind = "rewarded"
    outcome: Literal["fill", "no_fill", "fails_to_show"] = "fill"
    unit_type: str = "coin"
    unit_amount: Annotated[float, msgspec.Meta(ge=0)] = 1
    countdown_ms: Annotated[int, msgspec.Meta(ge=0)] = 5_000
    title: str = "없는 물건 · Nothing"
    banner: Literal["list", "feed"] = "list"
    landing_url: str = "https://example.com/"
