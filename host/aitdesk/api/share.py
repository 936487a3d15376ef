"""Sharing with other people."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, event, method
from aitdesk.phone.environment import since
from aitdesk.phone.invitation import InvitationReward
from aitdesk.protocol.line import Line
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.invitation import Closed
    from aitdesk.value import Json


class ShareMessage(Params, frozen=True):
    """{message}."""

    message: str


class WantedShare(Params, array_like=True, frozen=True):
    """[{message}]."""

    share: ShareMessage


class WantedLink(Params, array_like=True, frozen=True):
    """[path, ogImageUrl?]."""

    path: str
    og_image_url: str | None = None


class NewLink(Params, frozen=True, rename="camel"):
    """{url?, ogImageUrl?}."""

    url: str | None = None
    og_image_url: str | None = None


class NewLinkCall(Params, array_like=True, frozen=True):
    """[{url, ogImageUrl?}], or [{}] for a link without a path."""

    link: NewLink


class ViralModule(Params, frozen=True, rename="camel"):
    """{moduleId}."""

    module_id: str


@method("share")
async def share(shell: SimulatedPhone, params: WantedShare) -> Undefined:
    """Show the share sheet.

    Reply: undefined, before the sheet is answered.
    Differs: the targets are simulated and nothing is sent; what was shared is kept in the state.
    Source: share.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    shell.sharing.share(params.share.message)
    return UNDEFINED


@method("getTossShareLink", line=Line.GRANITE)
async def get_toss_share_link(shell: SimulatedPhone, params: WantedLink) -> str:
    """Return a link that opens a path of the mini-app in Toss.

    Reply: https://minion.toss.im/…; below 5.240.0 (iOS 5.239.0) a long link with the path in its
      parameters `deep_link_value` and `af_dp`, and without the picture.
    Errors: EXECUTION_ERROR for a path that is no full intoss:// link.
    Differs: no server of Toss knows the link; aitdesk itself opens it. Its form is assumed.
    Source: getTossShareLink.d.ts, web-bridge 2.10.8; native host 2.10.8; error seen on a device.
    """
    return await shell.sharing.link(params.path, og_image_url=params.og_image_url or "")


@method("getTossShareLink", line=Line.WEBVIEW_BRIDGE)
async def get_toss_share_link_in_3x(shell: SimulatedPhone, params: NewLinkCall) -> dict[str, str]:
    """Do the same for SDK 3.x, whose page adds the path itself where Toss is older.

    Reply: {shareLink}: for {url} as 1.x and 2.x are given it, for {} the long link without its
      parameters.
    Errors: EXECUTION_ERROR for a url that is no full intoss:// link.
    Differs: no server of Toss knows the link; aitdesk itself opens it. Its form is assumed.
    Source: SDK 3.x build 3.0.5 to 3.6.0.
    """
    wanted = params.link
    if wanted.url is None:
        return {"shareLink": shell.sharing.bare_link}
    link = await shell.sharing.link(wanted.url, og_image_url=wanted.og_image_url or "")
    return {"shareLink": link}


@event("contactsViral", minimum=since("5.223.0"))
async def contacts_viral(
    shell: SimulatedPhone, params: ViralModule
) -> AsyncIterator[dict[str, Json]]:
    """Let the person invite friends for a reward.

    Reply: {type: "sendViral", data: {rewardAmount, rewardUnit}} for each friend, then {type:
      "close", data: {closeReason, sentRewardAmount, sendableRewardsCount, sentRewardsCount,
      rewardUnit}} once; closeReason is "clickBackButton", or "noReward" once nobody is left to
      bring one. Nothing below 5.223.0 outside the sandbox.
    Differs: nobody is told; who was invited is forgotten with the run. Unsubscribing takes the
      sheet away; on the phone it stays.
    Source: contactsViral.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    async with aclosing(shell.invitations.invite(params.module_id)) as told:
        async for each in told:
            yield _sent(each) if isinstance(each, InvitationReward) else _closed(each)


def _sent(reward: InvitationReward) -> dict[str, Json]:
    return {
        "type": "sendViral",
        "data": {"rewardAmount": reward.amount, "rewardUnit": reward.unit},
    }


def _closed(closed: Closed) -> dict[str, Json]:
    return {
        "type": "close",
        "data": {
            "closeReason": closed.reason,
            "sentRewardAmount": closed.amount,
            "sendableRewardsCount": closed.sendable,
            "sentRewardsCount": closed.sent,
            "rewardUnit": closed.unit,
        },
    }
