"""Ads: whose they are, which ids, and how they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.finding import Severity, Words
from aitdesk.checks.review.pattern import TextPattern, found
from aitdesk.checks.review.rule import DecidedBy, Hit, ReviewRule, Undecided, needs_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.subject import Subject

_FOREIGN: Final = Words("토스가 아닌 광고가 있어요", "there are ads that are not Toss's")
_FOREIGN_ADS: Final = tuple(
    TextPattern(needle=needle, what=_FOREIGN)
    for needle in (
        "pagead2.googlesyndication.com",
        "adsbygoogle",
        "securepubads.g.doubleclick.net/tag",
        "daumcdn.net/kas/static/ba",
        "kakao_ad_area",
    )
)
_TEST: Final = Words("시험용 광고 아이디가 있어요", "there is an ad id for tests")
_TEST_IDS: Final = (
    TextPattern(
        needle="ait-ad-test-",
        expression=re.compile(r"ait-ad-test-[a-z]"),
        what=_TEST,
        in_script=Severity.BLOCK,
    ),
    TextPattern(needle="ca-app-pub-3940256099942544", what=_TEST, in_script=Severity.BLOCK),
)
_LIVE_IDS: Final = (
    TextPattern(
        needle=".live.",
        expression=re.compile(r"\bait\.(?:\w{1,20}\.){0,4}live\.[\w-]"),
        what=_TEST,
    ),
    TextPattern(
        needle="ca-app-pub-",
        expression=re.compile(r"ca-app-pub-(?!3940256099942544)\d{16}"),
        what=_TEST,
    ),
)


def _foreign(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, _FOREIGN_ADS)


def _test_ids(subject: Subject) -> Iterator[Hit | Undecided]:
    hits = list(found(subject.bundle, _TEST_IDS))
    if hits and any(found(subject.bundle, _LIVE_IDS)):
        yield Undecided(
            Words(
                "시험용과 실제 광고 아이디가 함께 있어 무엇을 쓸지 알 수 없어요",
                "ids for tests and live ones are both in it: which are shown is chosen at run time",
            )
        )
    else:
        yield from hits


RULES: Final = (
    ReviewRule(
        id="A1",
        title=Words("토스의 광고만 써요", "Only the platform's ads"),
        severity=Severity.BLOCK,
        source="O C, M",
        decision=DecidedBy.PARTLY,
        how="names of AdSense, Ad Manager and AdFit in the root page or (a warning) in a script",
        blind="ads that a script from elsewhere loads",
        remedy=Words("다른 광고를 빼세요.", "Take the other ads out."),
        check=_foreign,
    ),
    ReviewRule(
        id="A2",
        title=Words("배포본에 시험용 광고 아이디가 없어요", "No test ad ids in a release"),
        severity=Severity.BLOCK,
        source="O J, H",
        decision=DecidedBy.STATIC,
        how="ids of Toss's and Google's tests in the bundle, and no live one beside them",
        blind="which id is shown where both are there: then it is undecided; live ids while "
        "the app is developed",
        remedy=Words(
            "배포할 때는 콘솔에서 받은 아이디를 쓰세요.",
            "Build the release with the ids of your console.",
        ),
        check=_test_ids,
    ),
    needs_app(
        "A3",
        Words("광고는 불러온 뒤에 보여요", "An ad is loaded before it is shown"),
        source="O R, H",
        how="order of the journal; no fill and a failed show lead somewhere",
        remedy=Words(
            "loaded를 받은 뒤에 한 번만 보여 주세요.",
            "Show after loaded, once a load, and go on without an ad.",
        ),
    ),
    needs_app(
        "A4",
        Words("보상은 userEarnedReward에서만 줘요", "A reward only on userEarnedReward"),
        source="O R, H",
        how="an ad ends without a reward, and the state must not change",
        remedy=Words(
            "dismissed에서 보상을 주지 마세요.", "Grant nothing on dismissed or on a click."
        ),
    ),
    needs_app(
        "A5",
        Words("광고 동안 소리가 멎어요", "Sound stops during an ad"),
        source="O, M",
        how="media elements and audio contexts while an ad shows, and after it",
        remedy=Words("광고 앞뒤로 멈추고 이어 가세요.", "Pause before the ad, and go on after it."),
        severity=Severity.WARN,
    ),
    needs_app(
        "A6",
        Words("배너를 가리거나 붙이지 않아요", "A banner stands free"),
        source="O J, M",
        how="geometry of the banner",
        remedy=Words("버튼에서 24 px 이상 띄우세요.", "Keep 24 px from buttons and tabs."),
        severity=Severity.WARN,
    ),
    needs_app(
        "A7",
        Words("떠날 때 배너를 지워요", "A banner goes with its screen"),
        source="O, M",
        how="`destroy` on a change of route",
        remedy=Words("화면을 떠날 때 destroy를 부르세요.", "Call destroy when the screen goes."),
        severity=Severity.WARN,
    ),
)
