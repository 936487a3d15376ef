from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.environment import Operational
from aitdesk.phone.invitation import Module
from rig import call, make_rig, rejected, resolved, subscribe, talk, told, unsubscribe

if TYPE_CHECKING:
    from aitdesk.value import Json

VIRAL = "contactsViral"
MODULE: Json = {"moduleId": "aaaa-bbbb"}
REWARD: Json = {"type": "sendViral", "data": {"rewardAmount": 3, "rewardUnit": "보석"}}


def closed(reason: str, *, sent: int, sendable: int) -> Json:
    return {
        "type": "close",
        "data": {
            "closeReason": reason,
            "sentRewardAmount": sent * 3,
            "sendableRewardsCount": sendable,
            "sentRewardsCount": sent,
            "rewardUnit": "보석",
        },
    }


def test_sharing_does_not_wait_for_its_sheet() -> None:
    rig = make_rig()
    got = talk(rig, call("share", {"message": "hello"}))
    titles = [sheet["title"] for sheet in rig.sheets()]
    assert (got, titles) == ([resolved("share")], ["공유하기"])


def test_what_was_shared_is_kept() -> None:
    rig = make_rig()
    talk(rig, call("share", {"message": "hello"}), rig.answer("memo"))
    shared = rig.shell.sharing.observable.value.shared
    assert [(each.message, each.target) for each in shared] == [("hello", "memo")]


def test_the_sheet_goes_with_the_session() -> None:
    rig = make_rig()
    talk(rig, call("share", {"message": "hello"}), rig.session.stop)
    assert (rig.shell.prompts.waiting, rig.shell.sharing.observable.value.shared) == ([], ())


@pytest.mark.parametrize("more", [[], ["https://example.com/og.png"], [None]])
def test_a_share_link_leads_back(more: list[Json]) -> None:
    rig = make_rig()
    got = talk(rig, call("getTossShareLink", "intoss://my-app/a?b=c", *more))
    ((key, link),) = asyncio.run(rig.shell.sharing.links.all()).items()
    assert (got, link.path, link.og_image_url) == (
        [resolved("getTossShareLink", f"https://minion.toss.im/{key}")],
        "intoss://my-app/a?b=c",
        (more[0] if more else None) or "",
    )


def test_a_bare_path_is_rejected() -> None:
    got = talk(make_rig(), call("getTossShareLink", "/a"))
    message = "not a link into a mini-app"
    assert got == [rejected("getTossShareLink", message, code="EXECUTION_ERROR")]


def test_an_old_toss_makes_long_links() -> None:
    got = talk(make_rig(toss_version="5.238.0"), call("getTossShareLink", "intoss://my-app"))
    path = "intoss%3A%2F%2Fmy-app"
    link = f"https://toss.onelink.me/aitdesk-fake?deep_link_value={path}&af_dp={path}"
    assert got == [resolved("getTossShareLink", link)]


def test_inviting_tells_every_reward_and_one_end() -> None:
    rig = make_rig()
    module = Module(reward_amount=3, reward_unit="보석", max_invites=3)
    rig.shell.invitations.observable.update(modules={"aaaa-bbbb": module})
    first, second, *_ = (each.phone_number for each in rig.shell.contacts.observable.value.people)
    got = talk(
        rig,
        subscribe(VIRAL, options=MODULE),
        rig.answer("invite", picked=[first, second]),
        rig.answer("back"),
    )
    assert got == [
        told(VIRAL, REWARD),
        told(VIRAL, REWARD),
        told(VIRAL, closed("clickBackButton", sent=2, sendable=1)),
    ]


def test_inviting_ends_by_itself_when_no_reward_is_left() -> None:
    rig = make_rig(prompts="allow")
    module = Module(reward_amount=3, reward_unit="보석", max_invites=1)
    rig.shell.invitations.observable.update(default=module)
    got = talk(rig, subscribe(VIRAL, options=MODULE), subscribe(VIRAL, options=MODULE))
    assert got == [
        told(VIRAL, REWARD),
        told(VIRAL, closed("noReward", sent=1, sendable=0)),
        told(VIRAL, closed("noReward", sent=0, sendable=0)),
    ]


def test_unsubscribing_takes_the_sheet_away() -> None:
    rig = make_rig()
    got = talk(rig, subscribe(VIRAL, options=MODULE), unsubscribe(VIRAL))
    assert (got, rig.shell.prompts.waiting) == ([], [])


@pytest.mark.parametrize(
    ("toss_version", "operational", "sheets"),
    [
        ("5.222.9", Operational.TOSS, 0),
        ("5.223.0", Operational.TOSS, 1),
        ("5.222.9", Operational.SANDBOX, 1),
    ],
)
def test_inviting_is_silent_below_its_version(
    toss_version: str, operational: Operational, sheets: int
) -> None:
    rig = make_rig(toss_version=toss_version, operational=operational)
    got = talk(rig, subscribe(VIRAL, options=MODULE))
    assert (got, len(rig.sheets())) == ([], sheets)
