"""Navigation: back, the bar, registered features, and where links lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.finding import ReviewPlace, Severity, Words
from aitdesk.checks.review.manifest import UNCLEAR
from aitdesk.checks.review.pattern import TextPattern, found
from aitdesk.checks.review.rule import DecidedBy, Hit, ReviewRule, Undecided, needs_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.subject import Subject

_STORE: Final = Words("앱 마켓으로 가는 주소가 있어요", "there is a link to an app store")
_STORES: Final = (
    TextPattern(needle="play.google.com/store/apps", what=_STORE),
    TextPattern(needle="apps.apple.com/", what=_STORE),
    TextPattern(
        needle="itunes.apple.com/",
        expression=re.compile(r"itunes\.apple\.com/(?:[a-z]{2}/)?app/"),
        what=_STORE,
    ),
    TextPattern(needle="market://details", what=_STORE),
    TextPattern(needle="itms-apps://", what=_STORE),
)
_TEST_LINK: Final = TextPattern(
    needle="intoss-private://",
    what=Words(
        "시험용 링크가 있어요: 다른 사람은 열 수 없어요",
        "there is a link of the test environment, which nobody else can open",
    ),
    in_markup=Severity.WARN,
)


def _buttons_off(subject: Subject) -> Iterator[Hit | Undecided]:
    manifest = subject.manifest
    kind = manifest.value("webViewProps", "type")
    if "game" in (kind, manifest.app.web_view_type if manifest.app else None):
        return
    back = manifest.value("navigationBar", "withBackButton")
    if back is UNCLEAR:
        why = Words("설정에서 바를 알 수 없어요", "no configuration tells of the bar")
        yield Undecided(why)
    if back is False:
        yield _off("withBackButton", manifest.file, Severity.BLOCK)
    # A package has every default written in, also this one.
    if not manifest.is_package and manifest.value("navigationBar", "withHomeButton") is False:
        yield _off("withHomeButton", manifest.file, Severity.WARN)


def _off(name: str, file: str, severity: Severity) -> Hit:
    what = Words(f"{name}을 껐어요", f"{name} is switched off")
    return Hit(what=what, place=ReviewPlace(file), evidence=f"{name}: false", severity=severity)


def _schemes(subject: Subject) -> Iterator[Hit | Undecided]:
    if not subject.console.schemes:
        why = Words(
            "등록한 기능을 알려 주세요: --scheme", "no registered feature was told: --scheme"
        )
        yield Undecided(why)
    for scheme in subject.console.schemes:
        if not re.match(rf"intoss://{re.escape(subject.app_name)}(?:[/?#]|\Z)", scheme):
            yield Hit(
                what=Words(
                    f"등록한 링크 {scheme[:80]!r}의 앞이 intoss://{subject.app_name}이 아니에요",
                    f"the registered link {scheme[:80]!r} does not begin with "
                    f"intoss://{subject.app_name}",
                )
            )


def _store_links(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, _STORES)


def _test_links(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, [_TEST_LINK])


RULES: Final = (
    needs_app(
        "N1",
        Words("첫 화면에서 뒤로 가면 끝나요", "Back on the first screen ends the mini-app"),
        source="O R J, H",
        how="back is pressed from each entry path until it ends; a first screen reached by "
        "`replaceState` only warns",
        remedy=Words(
            "첫 화면을 기록에 두 번 넣지 마세요.",
            "Put no second entry of the first screen into history.",
        ),
    ),
    needs_app(
        "N2",
        Words("어느 화면에서나 뒤로 가져요", "Back works on every screen"),
        source="O J, H",
        how="back is pressed from each route: the address changes, a sheet closes, or the app ends",
        remedy=Words(
            "backEvent를 받으면 반드시 움직이거나 끝내세요.",
            "Whoever subscribes to backEvent always moves or ends.",
        ),
    ),
    needs_app(
        "N3",
        Words("자체 헤더와 뒤로가기를 두지 않아요", "No header or back arrow of its own"),
        source="O R J C, H",
        how="geometry and text of what stands at the top",
        remedy=Words("토스의 바만 쓰세요.", "Leave name and back to the bar of Toss."),
    ),
    ReviewRule(
        id="N4",
        title=Words("바의 버튼을 끄지 않아요", "The bar keeps its buttons"),
        severity=Severity.BLOCK,
        source="O R, H",
        decision=DecidedBy.PARTLY,
        how="`withBackButton: false` (and, as a warning, `withHomeButton: false`) of the "
        "configuration; games are left out",
        blind="buttons that the app adds while it runs, and their icons",
        remedy=Words("navigationBar에서 그 줄을 지우세요.", "Take that line out of navigationBar."),
        check=_buttons_off,
    ),
    needs_app(
        "N5",
        Words("탭바는 떠 있어요", "A tab bar floats"),
        source="O J, H",
        how="geometry of the bottom element with two tabs or more",
        remedy=Words(
            "양옆과 아래에 여백을 두세요.", "Leave room beside and below it, above the safe area."
        ),
        phrase="탭바는 플로팅 형태를 사용해야 해요",
    ),
    ReviewRule(
        id="N6",
        title=Words("등록한 기능이 열려요", "Every registered feature opens"),
        severity=Severity.BLOCK,
        source="O R J, H",
        decision=DecidedBy.PARTLY,
        how="each `--scheme` begins with the mini-app's own `intoss://NAME`",
        blind="whether the page behind it is there",
        remedy=Words(
            "콘솔의 링크를 intoss://앱이름/경로로 고치세요.",
            "Write it as intoss://NAME/path in the console.",
        ),
        check=_schemes,
    ),
    needs_app(
        "N7",
        Words("게임은 나갈 때 물어요", "A game asks before it ends"),
        source="O, M",
        how="close is pressed: one question, and leaving leaves",
        remedy=Words("나가기를 누르면 바로 끝내세요.", "Let leaving really end it."),
        severity=Severity.WARN,
    ),
    ReviewRule(
        id="N8",
        title=Words(
            "다른 앱이나 마켓으로 보내지 않아요", "Nothing leads to another app or a store"
        ),
        severity=Severity.BLOCK,
        source="O R C, H",
        decision=DecidedBy.PARTLY,
        how="addresses of app stores, in the root page or (a warning) in a script",
        blind="where `openURL`, `location` and `window.open` lead, and wording",
        remedy=Words(
            "마켓 링크와 설치 권유를 빼세요.", "Take out the link and the wish to install."
        ),
        check=_store_links,
    ),
    ReviewRule(
        id="N9",
        title=Words("공유는 토스 링크로 해요", "Sharing goes through a link of Toss"),
        severity=Severity.WARN,
        source="O R J, H",
        decision=DecidedBy.PARTLY,
        how="`intoss-private://` written in a script or the root page",
        blind="what `share` and `getTossShareLink` are given",
        remedy=Words(
            "getTossShareLink에 intoss://앱이름 주소를 넣으세요.",
            "Give getTossShareLink an address that begins with intoss://NAME.",
        ),
        check=_test_links,
    ),
)
