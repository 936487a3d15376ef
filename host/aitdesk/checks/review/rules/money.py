"""Login, money, permissions and data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.finding import Confidence, ReviewPlace, Severity, Words
from aitdesk.checks.review.manifest import UNCLEAR
from aitdesk.checks.review.pattern import TextPattern, found
from aitdesk.checks.review.rule import (
    DecidedBy,
    Hit,
    ReviewRule,
    Undecided,
    needs_app,
    needs_person,
)
from aitdesk.checks.review.secret import SECRETS
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.subject import Subject

_SOCIAL: Final = Words("토스가 아닌 로그인이 있어요", "there is a login that is not Toss's")
_LOGINS: Final = tuple(
    TextPattern(needle=needle, what=_SOCIAL)
    for needle in (
        "kauth.kakao.com/oauth/",
        "kakaocdn.net/kakao_js_sdk",
        "developers.kakao.com/sdk/js/kakao",
        "accounts.google.com/gsi/client",
        "nid.naver.com/oauth2.0/",
        "static.nid.naver.com/js/naveridlogin",
        "appleid.cdn-apple.com/appleauth",
    )
)
_PAYMENT: Final = Words("토스가 아닌 결제가 있어요", "there is a payment that is not Toss's")
_PAYMENTS: Final = tuple(
    TextPattern(needle=needle, what=_PAYMENT)
    for needle in (
        "js.stripe.com/",
        "paypal.com/sdk/js",
        "cdn.iamport.kr/",
        "cdn.portone.io/",
        "pay.nicepay.co.kr/",
        "stdpay.inicis.com/",
    )
)
_ENDLESS: Final = Words("'무제한'이라고 쓰여 있어요", "it says 무제한 (unlimited)")
_SUBSCRIBED: Final = Words(
    "구독 상품을 부르지 않는데 정기결제라고 쓰여 있어요",
    "it speaks of a subscription (정기결제), and asks the SDK for none",
)
_CASH: Final = Words(
    "프로모션 앱에 출금이나 인출이라는 말이 있어요",
    "it gives promotion points, and speaks of withdrawing (출금, 인출)",
)

_SDK_CALLS: Final = {
    Need("clipboard", "read"): ("getClipboardText",),
    Need("clipboard", "write"): ("setClipboardText",),
    Need("contacts", "read"): ("fetchContacts",),
    Need("photos", "read"): ("fetchAlbumPhotos",),
    Need("geolocation", "access"): ("getCurrentLocation", "updateLocationEvent"),
    Need("camera", "access"): ("openCamera",),
}
"""What the SDK sends for which permission, as its functions have it written."""

_OTHER_USES: Final = {
    "clipboard": ("ClipboardText", "navigator.clipboard", ".clipboard"),
    "contacts": ("Contacts", "contacts"),
    "photos": ("fetchAlbum", "saveBase64Data"),
    "geolocation": ("Location", "geolocation"),
    "camera": ("openCamera", "getUserMedia", "mediaDevices", "capture"),
    "microphone": ("getUserMedia", "mediaDevices", "SpeechRecognition"),
}
"""Letters of which some stand in whatever uses a permission, also by the web's own functions."""


def _logins(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, _LOGINS)


def _secrets(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, SECRETS)


def _payments(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, _PAYMENTS)


def _words(words: tuple[str, ...], what: Words) -> Iterator[TextPattern]:
    for word in words:
        for spelt in dict.fromkeys(
            (word, _escaped(word), _escaped(word).upper().replace("U", "u"))
        ):
            yield TextPattern(
                needle=spelt, what=what, in_markup=Severity.INFO, in_script=Severity.INFO
            )


def _escaped(word: str) -> str:
    """Return a word as some bundlers write it."""
    return "".join(f"\\u{ord(letter):04x}" for letter in word)


def _wording(subject: Subject) -> Iterator[Hit | Undecided]:
    yield from found(subject.bundle, _words(("무제한",), _ENDLESS))
    if not subject.bundle.names_in_scripts("SubscriptionPurchase"):
        yield from found(subject.bundle, _words(("정기결제", "정기 결제"), _SUBSCRIBED))


def _promotion(subject: Subject) -> Iterator[Hit | Undecided]:
    if subject.bundle.names_in_scripts("grantPromotionReward"):
        yield from found(subject.bundle, _words(("출금", "인출"), _CASH))


def _permissions(subject: Subject) -> Iterator[Hit | Undecided]:
    declared = subject.manifest.permissions()
    if declared is UNCLEAR:
        yield Undecided(
            Words("설정에서 권한을 알 수 없어요", "no configuration tells of the permissions")
        )
        return
    yield from _undeclared(subject, declared)
    yield from _unused(subject, declared)


def _undeclared(subject: Subject, declared: frozenset[Need]) -> Iterator[Hit | Undecided]:
    used = {need for need, names in _SDK_CALLS.items() if _sends(subject, names)}
    if len(used) == len(_SDK_CALLS) and used - declared:
        yield Undecided(
            Words("SDK가 통째로 들어 있어요", "the whole SDK is in it, whether used or not")
        )
        return
    for need in sorted(used - declared, key=lambda each: each.key):
        name = _SDK_CALLS[need][0]
        yield Hit(
            what=Words(
                f"{name} 함수를 쓰는데 {need.key} 권한이 설정에 없어요",
                f"{name} is in it, and the permission {need.key} is not declared",
            ),
            place=ReviewPlace(subject.manifest.file) if subject.manifest.file else None,
            confidence=Confidence.LIKELY,
        )


def _sends(subject: Subject, names: tuple[str, ...]) -> bool:
    quoted = [f"{sign}{name}{sign}" for name in names for sign in "\"'`"]
    return subject.bundle.names_in_scripts(*quoted)


def _unused(subject: Subject, declared: frozenset[Need]) -> Iterator[Hit | Undecided]:
    names = {need.name for need in declared}
    if names and subject.bundle.unread:
        yield Undecided(Words("읽지 않은 파일이 있어요", "not every file of it was read"))
        return
    for name in sorted(names & _OTHER_USES.keys()):
        quoted = [f"{sign}{name}{sign}" for sign in "\"'`"]
        if not subject.bundle.names_in_scripts(*_OTHER_USES[name], *quoted):
            yield Hit(
                what=Words(
                    f"{name} 권한을 설정에 적었는데 쓰지 않아요",
                    f"the permission {name} is declared, and nothing in it uses it",
                ),
                place=ReviewPlace(subject.manifest.file) if subject.manifest.file else None,
            )


RULES: Final = (
    ReviewRule(
        id="P1",
        title=Words("토스 로그인만 써요", "Only Toss login"),
        severity=Severity.BLOCK,
        source="O R C, H",
        decision=DecidedBy.PARTLY,
        how="addresses of the logins of Kakao, Naver, Google and Apple, in the root page or "
        "(a warning) in a script",
        blind="terms of its own, logins by other means",
        remedy=Words("appLogin만 남기세요.", "Leave appLogin alone."),
        check=_logins,
    ),
    needs_app(
        "P2",
        Words("연결을 끊으면 처음으로 돌아가요", "After unlinking nobody is logged in"),
        source="O R J, H",
        how="the login is unlinked, the callback sent, and the next start compared",
        remedy=Words(
            "콜백을 받으면 저장한 것을 지우고 로그아웃하세요.",
            "On the callback remove what is kept of the person, and log out.",
        ),
    ),
    ReviewRule(
        id="P3",
        title=Words("페이지에 비밀이 없어요", "No secret and no partner call in the page"),
        severity=Severity.BLOCK,
        source="O R, H",
        decision=DecidedBy.PARTLY,
        how="hosts and paths of Toss's server for partners, private keys with their content, and "
        "server keys of known form; reports show their first letters alone",
        blind="secrets of no known form, tokens that the app stores while it runs",
        remedy=Words(
            "서버로 옮기고 새로 발급받으세요.",
            "Move it to your own server, and have a new one issued.",
        ),
        check=_secrets,
    ),
    ReviewRule(
        id="P4",
        title=Words("토스 결제만 써요", "Only TossPay and in-app purchase"),
        severity=Severity.BLOCK,
        source="O C, M",
        decision=DecidedBy.PARTLY,
        how="addresses of other payment scripts, in the root page or (a warning) in a script",
        blind="payments that lead away by a link, and Toss Payments",
        remedy=Words(
            "물건은 checkoutPayment, 디지털 상품은 IAP로 파세요.",
            "Sell goods by checkoutPayment, and what is digital by IAP.",
        ),
        check=_payments,
    ),
    needs_app(
        "P5",
        Words("보이는 값이 displayAmount예요", "The shown price is displayAmount"),
        source="O R, H",
        how="the product's price is changed, and the text must follow",
        remedy=Words("상품 목록의 값을 그대로 보여 주세요.", "Show what the product list says."),
    ),
    needs_app(
        "P6",
        Words("결제가 끊겨도 상품을 줘요", "A purchase survives whatever breaks it"),
        source="O R J, H",
        how="a crash after the payment, a grant of 35 s, each error code",
        remedy=Words(
            "시작할 때 getPendingOrders로 남은 주문을 처리하세요.",
            "Complete what getPendingOrders gives at each start, without a sheet.",
        ),
    ),
    ReviewRule(
        id="P7",
        title=Words("구독과 무제한은 사실일 때만 써요", "Subscription and unlimited mean it"),
        severity=Severity.INFO,
        source="O R, M",
        decision=DecidedBy.PARTLY,
        how="무제한 and 정기결제 in the bundle, the latter where no subscription is asked for",
        blind="what the words stand for",
        remedy=Words("사실인지 보고 고치세요.", "Look whether it is true where it stands."),
        check=_wording,
    ),
    ReviewRule(
        id="P8",
        title=Words("권한은 쓰는 것만 적어요", "Permissions: what is used, and no other"),
        severity=Severity.WARN,
        source="O R J, H",
        decision=DecidedBy.PARTLY,
        how="the configuration against the SDK's functions and the web's own in the bundle",
        blind="when it is asked, and what a refusal does; read and write of one name, apart",
        remedy=Words(
            "granite.config의 permissions를 쓰는 것과 맞추세요.",
            "Make permissions of the configuration what the app uses.",
        ),
        check=_permissions,
    ),
    needs_app(
        "P9",
        Words("산 것은 다시 켜도 남아요", "What was bought stays"),
        source="O, M",
        how="a second start, and a new phone of the same person",
        remedy=Words("서버나 Storage에 두세요.", "Keep it on the server, or in Storage."),
        severity=Severity.WARN,
    ),
    ReviewRule(
        id="P10",
        title=Words("프로모션에 출금이라고 쓰지 않아요", "No withdrawing in a promotion"),
        severity=Severity.INFO,
        source="O, M",
        decision=DecidedBy.PARTLY,
        how="출금 and 인출 in a bundle that grants promotion points",
        blind="sums, terms, and whether points are granted twice",
        remedy=Words("'포인트 받기'처럼 쓰세요.", "Speak of receiving points."),
        check=_promotion,
    ),
    needs_app(
        "P11",
        Words("뒤로 가면 소리가 꺼져요", "Sound is off in the background"),
        source="O, M",
        how="media while the app is hidden, and after its return",
        remedy=Words("visibilitychange에서 멈추세요.", "Stop on visibilitychange."),
        severity=Severity.WARN,
    ),
    needs_person(
        "P12",
        Words("AI가 만든 것을 알려요", "What an AI made says so"),
        source="O, M",
        look=Words(
            "AI 결과에 표시와 안내가 있는지 보세요.",
            "Look for a label on what an AI made, a notice, and 19+ where it is due.",
        ),
        severity=Severity.WARN,
    ),
)
