from __future__ import annotations

import asyncio

import pytest

from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.ad_response import LABEL
from aitdesk.phone.ad_sheet import ad_sheet
from aitdesk.phone.ads import Ads, Loaded, Moment
from aitdesk.phone.prompts import Answer, Policy, PromptKind, Prompts
from aitdesk.phone.sheet import Choice, Countdown, Layout, Paragraph, Sheet
from aitdesk.phone.signal import Signal
from rig import quiet


def korean(text: str, _: str) -> str:
    return text


def ads(**group: object) -> Ads:
    made = Ads()
    made.observable.update(groups={"g": AdGroup(**group)})  # type: ignore[arg-type]  # what a test names
    return made


def shown(*groups: AdGroup, policy: Policy = "ask", answers: tuple[str, ...] = ()) -> list[Moment]:
    """Show ads one over the other, take the choices of the first, and return all that was told."""
    told: list[Moment] = []

    async def run() -> None:
        owner, prompts = Ads(), Prompts()
        prompts.observable.update(default=policy)
        for group in groups:
            owner.show(group, prompts=prompts, say=korean, for_call="x", tell=told.append)
            await quiet()
        for choice in answers:
            prompts.answer(prompts.waiting[0].id, Answer(choice), by="sheet")
            await quiet()

    asyncio.run(run())
    return told


def test_every_id_has_a_group_and_tosss_test_ids_have_their_own() -> None:
    found = {
        name: (
            Ads().group(f"ait-ad-test-{name}-id").kind,
            Ads().group(f"ait-ad-test-{name}-id").banner,
        )
        for name in ("interstitial", "rewarded", "banner", "native-image", "any-other")
    }
    assert found == {
        "interstitial": ("interstitial", "list"),
        "rewarded": ("rewarded", "list"),
        "banner": ("rewarded", "list"),
        "native-image": ("rewarded", "feed"),
        "any-other": ("rewarded", "list"),
    }


def test_a_loaded_ad_is_used_up_by_one_show() -> None:
    made = ads()
    assert made.load("full_screen", "g")
    taken = [made.take("full_screen", "g") for _ in range(2)]
    assert (taken, made.observable.value.loaded) == ([True, False], ())


def test_loading_twice_gives_one_ad() -> None:
    made = ads()
    assert (made.load("ad_mob", "g"), made.load("ad_mob", "g")) == (True, True)
    assert made.observable.value.loaded == (Loaded(pool="ad_mob", group_id="g"),)


def test_an_ad_waits_only_for_the_partner_of_the_function_that_loaded_it() -> None:
    made = ads()
    made.load("ad_mob", "g")
    found = [made.is_loaded("ad_mob", "g"), made.is_loaded("full_screen", "g")]
    assert (found, made.take("full_screen", "g"), made.is_loaded("ad_mob", "g")) == (
        [True, False],
        False,
        True,
    )


def test_a_group_without_an_ad_loads_none() -> None:
    made = ads(outcome="no_fill")
    assert (made.load("ad_mob", "g"), made.observable.value.loaded) == (False, ())


def test_a_reset_forgets_what_is_loaded() -> None:
    made = Ads()
    made.load("ad_mob", "g")
    asyncio.run(made.observable.reset())
    assert not made.is_loaded("ad_mob", "g")


@pytest.mark.parametrize(
    ("group", "answers", "told"),
    [
        (AdGroup(kind="interstitial"), ("close",), ["show", "impression", "dismissed"]),
        (AdGroup(kind="rewarded"), ("close",), ["show", "impression", "dismissed"]),
        (
            AdGroup(kind="rewarded"),
            ("reward",),
            ["show", "impression", "userEarnedReward", "dismissed"],
        ),
        (
            AdGroup(kind="rewarded"),
            ("click", "click", "reward"),
            ["show", "impression", "clicked", "clicked", "userEarnedReward", "dismissed"],
        ),
        (AdGroup(outcome="fails_to_show"), (), ["failedToShow"]),
    ],
)
def test_what_happens_to_an_ad_is_told_in_order(
    group: AdGroup, answers: tuple[str, ...], told: list[Moment]
) -> None:
    assert shown(group, answers=answers) == told


@pytest.mark.parametrize(
    ("kind", "policy", "is_paid"),
    [
        ("interstitial", "allow", False),
        ("interstitial", "deny", False),
        ("rewarded", "allow", True),
        ("rewarded", "deny", False),
    ],
)
def test_a_policy_watches_to_the_end_or_closes_early(
    kind: str, policy: Policy, *, is_paid: bool
) -> None:
    told = shown(AdGroup(kind=kind), policy=policy)  # type: ignore[arg-type]  # one of the two
    reward: list[Moment] = ["userEarnedReward"] if is_paid else []
    assert told == ["show", "impression", *reward, "dismissed"]


def test_a_second_ad_cannot_be_put_above_the_first() -> None:
    told = shown(AdGroup(), AdGroup(), answers=("close",))
    assert told == ["show", "impression", "failedToShow", "dismissed"]


def test_the_next_ad_can_be_shown_once_the_first_is_gone() -> None:
    told = shown(AdGroup(), AdGroup(), policy="deny")
    assert told == 2 * ["show", "impression", "dismissed"]


def test_closing_the_session_takes_the_ad_away_and_tells_nothing_more() -> None:
    async def run() -> tuple[list[Moment], int]:
        owner, prompts, told = Ads(), Prompts(), list[Moment]()
        owner.show(AdGroup(), prompts=prompts, say=korean, for_call="x", tell=told.append)
        await quiet()
        owner.close()
        await quiet()
        return told, len(prompts.waiting)

    assert asyncio.run(run()) == (["show", "impression"], 0)


def test_the_prompt_says_what_asked_and_of_which_kind() -> None:
    async def run() -> tuple[PromptKind, str]:
        owner, prompts = Ads(), Prompts()
        owner.show(AdGroup(), prompts=prompts, say=korean, for_call="f", tell=lambda _: None)
        await quiet()
        (prompt,) = prompts.waiting
        return prompt.kind, prompt.for_call

    assert asyncio.run(run()) == (PromptKind.AD, "f")


def test_a_rewarded_ad_names_its_reward_and_lets_only_that_wait() -> None:
    group = AdGroup(title="T", unit_type="coin", unit_amount=3, countdown_ms=7_000)
    assert ad_sheet(group, korean) == Sheet(
        layout=Layout.SCREEN,
        tone="advertisement",
        title="T",
        blocks=(
            Paragraph(text="끝까지 보면: 3 coin"),
            Countdown(ms=7_000, label="{s}초 뒤에 보상을 받을 수 있어요"),
        ),
        choices=(
            Choice(id="click", label="자세히 보기", stays=True),
            Choice(id="close", label="보상 없이 닫기"),
            Choice(id="reward", label="보상 받기", role="primary", waits=True),
        ),
        dismiss="close",
    )


def test_an_interstitial_ad_can_be_closed_at_once() -> None:
    assert ad_sheet(AdGroup(kind="interstitial", title="T"), lambda _, english: english) == Sheet(
        layout=Layout.SCREEN,
        tone="advertisement",
        title="T",
        choices=(
            Choice(id="click", label="Learn more", stays=True),
            Choice(id="close", label="Close", role="primary"),
        ),
        dismiss="close",
    )


@pytest.mark.parametrize(
    ("group_id", "is_live"),
    [
        ("ait.v2.live.0123456789abcdef", True),
        ("ait.live.0123456789abcdef", True),
        ("ca-app-pub-1234567890123456/1234567890", True),
        ("ca-app-pub-39402560999425440/1", True),
        ("ca-app-pub-3940256099942544/1033173712", False),
        ("ait-ad-test-rewarded-id", False),
        ("ait.v2.test.0123456789abcdef", False),
        ("my-group", False),
        ("", False),
    ],
)
def test_an_id_that_looks_live_is_told_once(group_id: str, *, is_live: bool) -> None:
    made, problems, told = Ads(), Signal[str](), list[str]()
    problems.listen(told.append)
    for _ in range(3):
        made.warn(group_id, problems=problems)
    text = (
        f"{group_id} looks like a live ad: here it is a fake one, but on a phone use a test id "
        "(ait-ad-test-…) until the release"
    )
    assert told == ([text] if is_live else [])


@pytest.mark.parametrize(
    ("banner", "offered", "style_id"),
    [
        ("list", ("1", "2"), "1"),
        ("feed", ("1", "2"), "2"),
        ("feed", ("1",), "1"),
        ("list", ("2", "7"), "2"),
    ],
)
def test_a_banner_is_of_the_groups_style_where_the_page_offers_it(
    banner: str, offered: tuple[str, ...], style_id: str
) -> None:
    made = ads(banner=banner, title="T", landing_url="https://example.com/x")
    assert made.banner("g", style_ids=offered) == {
        "requestId": "aitdesk-fake-ad-1",
        "status": "OK",
        "ads": [
            {
                "styleId": style_id,
                "requestId": "aitdesk-fake-ad-1",
                "creative": {
                    "id": "aitdesk-fake-ad-1-creative",
                    "label": LABEL,
                    "title": "T",
                    "landingUrl": "https://example.com/x",
                },
                "eventTrackingUrls": [],
                "eventTypes": [],
                "eventPayload": "",
            }
        ],
    }


@pytest.mark.parametrize(
    ("outcome", "offered", "status"),
    [
        ("no_fill", ("1", "2"), "NO_AD"),
        ("fill", (), "NO_AD"),
        ("fill", ("7",), "NO_AD"),
        ("fails_to_show", ("1", "2"), "ERROR"),
    ],
)
def test_a_banner_that_cannot_be_filled_says_why(
    outcome: str, offered: tuple[str, ...], status: str
) -> None:
    found = ads(outcome=outcome).banner("g", style_ids=offered)
    assert found == {"requestId": "aitdesk-fake-ad-1", "status": status, "ads": []}


def test_each_answer_of_the_ad_network_has_an_id_of_its_own() -> None:
    made = Ads()
    ids = [made.new_response()["responseId"] for _ in range(2)]
    assert ids == ["aitdesk-fake-ad-1", "aitdesk-fake-ad-2"]
