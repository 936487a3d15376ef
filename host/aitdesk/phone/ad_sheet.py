"""What an advertisement above the page holds; its tone makes it visibly a fake one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from aitdesk.phone.sheet import AnyBlock, Choice, Countdown, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone.ad_group import AdGroup

Say: TypeAlias = "Callable[[str, str], str]"


def ad_sheet(group: AdGroup, say: Say) -> Sheet:
    """Return the sheet of an ad; only a rewarded one has something to wait for."""
    is_rewarded = group.kind == "rewarded"
    click = Choice(id="click", label=say("자세히 보기", "Learn more"), stays=True)
    return Sheet(
        layout=Layout.SCREEN,
        tone="advertisement",
        title=group.title,
        blocks=_reward_blocks(group, say) if is_rewarded else (),
        choices=(click, *(_reward_choices(say) if is_rewarded else (_close(say),))),
        dismiss="close",
    )


def _reward_blocks(group: AdGroup, say: Say) -> tuple[AnyBlock, ...]:
    reward = f"{group.unit_amount:g} {group.unit_type}"
    return (
        Paragraph(text=say(f"끝까지 보면: {reward}", f"For watching to the end: {reward}")),
        Countdown(
            ms=group.countdown_ms,
            label=say("{s}초 뒤에 보상을 받을 수 있어요", "The reward is yours in {s} s"),
        ),
    )


def _reward_choices(say: Say) -> tuple[Choice, ...]:
    return (
        Choice(id="close", label=say("보상 없이 닫기", "Close without the reward")),
        Choice(id="reward", label=say("보상 받기", "Take the reward"), role="primary", waits=True),
    )


def _close(say: Say) -> Choice:
    return Choice(id="close", label=say("닫기", "Close"), role="primary")
