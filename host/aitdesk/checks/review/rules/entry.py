"""Entry pressure and dark patterns: what comes without a press. All of it needs the running app."""

from __future__ import annotations

from typing import Final

from aitdesk.checks.review.finding import Severity, Words
from aitdesk.checks.review.rule import needs_app, needs_person

RULES: Final = (
    needs_app(
        "E1",
        Words("들어오자마자 시트가 뜨지 않아요", "No sheet right after entry"),
        source="O J, H",
        how="10 s without a press: geometry of what covers the screen or its main button",
        remedy=Words("시트는 누른 뒤에만 여세요.", "Open a sheet only after a press."),
        phrase="미니앱 접속 직후 바텀시트가 바로 노출돼요",
    ),
    needs_app(
        "E2",
        Words("들어오자마자 로그인을 묻지 않아요", "No login at the start"),
        source="O P J, H",
        how="`appLogin` in the journal before any press",
        remedy=Words(
            "서비스를 먼저 보여 주고, 누르면 로그인하세요.",
            "Show what the service is first, and log in after a press.",
        ),
        phrase="서비스 설명 없이 즉시 토스 로그인 유도",
    ),
    needs_app(
        "E3",
        Words("누르기 전에 권한이나 동의를 묻지 않아요", "No permission or consent before a press"),
        source="O J, H",
        how="permission, notification, review and purchase calls in the journal before any press",
        remedy=Words("필요한 순간에 물으세요.", "Ask at the moment when it is needed."),
    ),
    needs_app(
        "E4",
        Words("로그인을 취소해도 쓸 수 있어요", "A cancelled login leads somewhere"),
        source="O P, M",
        how="the login is cancelled, and the next screen looked at",
        remedy=Words(
            "취소하면 앞 화면으로 돌아가세요.", "Return to the screen before, and do not ask again."
        ),
        severity=Severity.WARN,
    ),
    needs_app(
        "E5",
        Words(
            "전면 광고는 예고된 버튼으로만 떠요",
            "A full-screen ad comes from a button that says so",
        ),
        source="O J, H",
        how="what was pressed before each `show…` call, and its text",
        remedy=Words(
            "버튼에 광고라고 쓰고 그 버튼으로만 보여 주세요.",
            "Say on the button that an ad follows, and show none otherwise.",
        ),
        phrase="유저가 예상하기 어려운 시점에 광고가 노출돼요",
    ),
    needs_app(
        "E6",
        Words("나가기를 막지 않아요", "Nothing keeps a person from leaving"),
        source="O R, H",
        how="back and close from each sheet; its geometry against the bar",
        remedy=Words(
            "모든 시트에 닫기를 두고 바를 가리지 마세요.",
            "Let every sheet be closed, and cover no bar.",
        ),
    ),
    needs_person(
        "E7",
        Words("버튼은 쓰인 대로 움직여요", "A button does what it says"),
        source="O J, H",
        look=Words(
            "버튼마다 쓰인 말과 하는 일이 같은지 보세요.",
            "Press each button, and compare what it says with what it does.",
        ),
        severity=Severity.WARN,
    ),
)
