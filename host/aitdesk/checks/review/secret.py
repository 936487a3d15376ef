"""What no page may have: keys of a server, by forms that nothing else has."""

from __future__ import annotations

import re
from typing import Final

from aitdesk.checks.review.finding import Severity, Words
from aitdesk.checks.review.pattern import TextPattern

_PARTNER: Final = Words(
    "토스의 파트너 서버를 페이지에서 불러요: 서버만 할 수 있어요",
    "the page names Toss's server for partners, which only a server may call",
)
_KEY: Final = Words("서버의 비밀 키가 들어 있어요", "there is a secret key of a server")


def _key(needle: str, form: str) -> TextPattern:
    return TextPattern(
        needle=needle,
        expression=re.compile(rf"(?<![\w+/-])(?:{form})"),
        what=_KEY,
        in_script=Severity.BLOCK,
        is_secret=True,
    )


SECRETS: Final = (
    *(
        TextPattern(needle=needle, what=_PARTNER, in_script=Severity.BLOCK)
        for needle in (
            "apps-in-toss-api.toss.im",  # of TossPay too: its host ends so
            "/api-partner/v1/apps-in-toss/",
        )
    ),
    _key(
        "PRIVATE KEY-----", r"-{5}BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY-{5}(?:\\[nr]|\s){0,4}[\w+/]{40}"
    ),
    _key("_sk_", r"(?:live|test)_sk_[A-Za-z0-9]{20,64}"),  # Toss Payments
    _key("_gsk_", r"(?:live|test)_gsk_[A-Za-z0-9]{20,64}"),
    _key("sk_live_", r"sk_live_[A-Za-z0-9]{20,200}"),
    _key("AKIA", r"AKIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
    _key("sk-", r"sk-(?:proj|ant)-[\w-]{20,200}"),
)
