"""Configuration and console: names, icon, colour, fields of another SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aitdesk.checks.review.finding import Confidence, ReviewPlace, Severity, Words
from aitdesk.checks.review.manifest import UNCLEAR
from aitdesk.checks.review.markup import meta, title
from aitdesk.checks.review.rule import (
    DecidedBy,
    Hit,
    ReviewRule,
    Undecided,
    needs_app,
    needs_person,
)
from aitdesk.errors import printable
from aitdesk.miniapp.project import BRAND_COLOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.manifest import Manifest
    from aitdesk.checks.review.subject import Subject

_ICON_HOST: Final = "static.toss.im"
_OLD_FIELDS: Final = (
    ("brand", "displayName"),
    ("brand", "icon"),
    ("webViewProps",),
    ("web",),
    ("outdir",),
)
_BRAND: Final = ("displayName", "icon", "primaryColor")
_SHOWN: Final = 60
_NO_CONFIG: Final = Words("설정 파일이 없어요", "there is no configuration")
_NO_LITERAL: Final = Words(
    "설정의 값을 실행하지 않고는 알 수 없어요",
    "only running the configuration would tell the value",
)


def _fields(subject: Subject) -> Iterator[Hit | Undecided]:
    manifest = subject.manifest
    if not manifest.file:
        yield Undecided(_NO_CONFIG)
    elif manifest.line == "3":
        yield from _old_fields(manifest)
    else:
        yield from _brand_fields(manifest)


def _old_fields(manifest: Manifest) -> Iterator[Hit]:
    for path in _OLD_FIELDS:
        # The kind of the bar is told so of a package, whatever line it is of.
        if manifest.is_package and path == ("webViewProps",):
            continue
        if manifest.value(*path) not in (None, UNCLEAR):
            name = ".".join(path)
            yield Hit(
                what=Words(
                    f"{name}은 SDK 2.x의 설정이에요",
                    f"{name} is a field of SDK 2.x; SDK 3.x has it in the console, or not at all",
                ),
                place=ReviewPlace(manifest.file),
            )


def _brand_fields(manifest: Manifest) -> Iterator[Hit | Undecided]:
    for name in _BRAND:
        value = manifest.value("brand", name)
        if value is UNCLEAR:
            yield Undecided(_NO_LITERAL)
        elif value is None:
            yield Hit(
                what=Words(f"brand.{name}이 없어요", f"brand.{name} is missing"),
                place=ReviewPlace(manifest.file),
            )


def _names(subject: Subject) -> Iterator[Hit | Undecided]:
    manifest, page = subject.manifest, subject.bundle.markup
    said = manifest.value("brand", "displayName")
    if not isinstance(said, str) and manifest.app is not None:
        said = manifest.app.display_name
    name = said if isinstance(said, str) and said else None
    wanted = subject.console.title or name
    if wanted is None:
        yield Undecided(
            Words(
                "등록한 이름을 알려 주세요: --console-title",
                "nothing tells the registered name: --console-title",
            )
        )
        return
    if name is not None and name != wanted:
        place = ReviewPlace(manifest.file) if manifest.file else None
        yield _other_name("brand.displayName", name, wanted, place)
    titled, tag = title(page), meta(page, "og:title")
    if titled is not None and titled[0] != wanted:
        # A script may write it anew, and then it is right or wrong as that says.
        is_written = subject.bundle.names_in_scripts("document.title=", "document.title =")
        yield _other_name(
            "<title>", titled[0], wanted, page.place(titled[1]), is_sure=not is_written
        )
    if tag is not None and (shared := tag.attributes.get("content", "")) != wanted:
        yield _other_name("og:title", shared, wanted, page.place(tag.start))


def _other_name(
    where: str, name: str, wanted: str, place: ReviewPlace | None, *, is_sure: bool = True
) -> Hit:
    one, other = printable(name[:_SHOWN]), printable(wanted[:_SHOWN])
    return Hit(
        what=Words(
            f"{where}의 이름 '{one}'이 등록한 이름 '{other}'과 달라요",
            f'{where} says "{one}", and the registered name is "{other}"',
        ),
        place=place,
        severity=Severity.BLOCK if is_sure else Severity.WARN,
        confidence=Confidence.CERTAIN if is_sure else Confidence.LIKELY,
    )


def _icon(subject: Subject) -> Iterator[Hit | Undecided]:
    manifest, registered = subject.manifest, subject.console.icon
    if manifest.line == "3":
        return
    icon = manifest.value("brand", "icon")
    if icon is UNCLEAR:
        yield Undecided(_NO_LITERAL if manifest.file else _NO_CONFIG)
    if not isinstance(icon, str):
        return
    place, shown = ReviewPlace(manifest.file), printable(icon[:_SHOWN])
    if registered is not None and icon != registered:
        what = Words("콘솔의 아이콘과 달라요", "it is not the icon of the console")
        yield Hit(what=what, place=place, evidence=shown)
        return
    host, is_https = _host(icon)
    if is_https and host == _ICON_HOST:
        return
    if is_https and host.partition(".")[0] == subject.app_name and host.endswith(".tossmini.com"):
        yield Hit(
            what=Words(
                "아이콘이 미니앱의 파일이에요: 콘솔에 등록한 주소인지 보세요",
                "the icon is the mini-app's own file: whether the console has that is not known",
            ),
            place=place,
            evidence=shown,
            severity=Severity.INFO,
        )
        return
    what = Words(
        "아이콘이 토스에 올린 주소가 아니에요", "the icon is no address of Toss's own files"
    )
    yield Hit(what=what, place=place, evidence=shown)


def _host(address: str) -> tuple[str, bool]:
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower(), parts.scheme.lower() == "https"
    except ValueError:
        return "", False


def _color(subject: Subject) -> Iterator[Hit | Undecided]:
    manifest = subject.manifest
    color = manifest.value("brand", "primaryColor")
    if color is UNCLEAR:
        yield Undecided(_NO_LITERAL if manifest.file else _NO_CONFIG)
    elif color is not None and not (isinstance(color, str) and BRAND_COLOR.fullmatch(color)):
        yield Hit(
            what=Words(
                "primaryColor가 #과 여섯 자리 16진수가 아니에요",
                "primaryColor is not # with six hexadecimal digits",
            ),
            place=ReviewPlace(manifest.file),
            evidence=printable(str(color)[:_SHOWN]),
        )


RULES: Final = (
    ReviewRule(
        id="C1",
        title=Words("설정이 SDK에 맞아요", "The configuration fits the SDK"),
        severity=Severity.BLOCK,
        source="O P J, H",
        decision=DecidedBy.STATIC,
        how="SDK 3.x: no `displayName`, `icon`, `webViewProps`, `web`, `outdir`; before: all of "
        "`displayName`, `icon`, `primaryColor`",
        blind="values that only running the configuration tells: then it is undecided",
        remedy=Words("SDK의 설정 문서대로 고치세요.", "Write it as the SDK's own page says."),
        check=_fields,
    ),
    ReviewRule(
        id="C2",
        title=Words("이름이 어디서나 같아요", "One name everywhere"),
        severity=Severity.BLOCK,
        source="O R J, H",
        decision=DecidedBy.PARTLY,
        how="`displayName`, `<title>` and `og:title` against `--console-title`, to the space; "
        "without it against `displayName`",
        blind="headings and share texts of the running app, titles that scripts write",
        remedy=Words(
            "띄어쓰기까지 콘솔의 이름과 똑같이 쓰세요.",
            "Write it as the console has it, to the space, without a subtitle.",
        ),
        phrase="미니앱 이름이 앱 정보등록에 제출된 이름과 동일해야 해요",
        check=_names,
    ),
    ReviewRule(
        id="C3",
        title=Words("아이콘이 콘솔과 같아요", "The icon is the console's"),
        severity=Severity.BLOCK,
        source="O J, H",
        decision=DecidedBy.STATIC,
        how="`brand.icon` of SDK 2.x: an https address at static.toss.im, and that of "
        "`--console-icon`; a file of the mini-app's own origin is only told",
        blind="the picture behind the address; without `--console-icon` whether it is that one",
        remedy=Words(
            "콘솔에 올린 아이콘의 주소를 복사해 넣으세요.",
            "Copy the address of the icon from the console.",
        ),
        phrase="브랜드 아이콘 설정 … 콘솔에 등록한 아이콘과 동일",
        check=_icon,
    ),
    ReviewRule(
        id="C4",
        title=Words("primaryColor는 #RRGGBB예요", "primaryColor is #RRGGBB"),
        severity=Severity.WARN,
        source="O, M",
        decision=DecidedBy.STATIC,
        how="`brand.primaryColor` has # and six hexadecimal digits",
        blind="a value that only running the configuration tells: then it is undecided",
        remedy=Words("#3182F6처럼 쓰세요.", "Write it like #3182F6."),
        check=_color,
    ),
    needs_person(
        "C5",
        Words("로고와 스크린샷의 크기", "Sizes of logo, thumbnail and screenshots"),
        source="O, M",
        look=Words(
            "로고 600×600 불투명 PNG, 썸네일 1932×828, "
            "스크린샷 세 장 636×1048 또는 1504×741인지 보세요.",
            "Logo 600×600, opaque, square corners; thumbnail 1932×828; three current screenshots "
            "of 636×1048 or 1504×741.",
        ),
        severity=Severity.WARN,
    ),
    needs_person(
        "C6",
        Words("콘솔 글의 길이", "Lengths of what the console shows"),
        source="O P, M",
        look=Words(
            "영어 이름 15자, 기능 이름 10자(3개)까지이고 느낌표가 없는지 보세요.",
            "English name up to 15 letters, up to three features of 10, no exclamation mark.",
        ),
    ),
    needs_person(
        "C7",
        Words("콘솔 글이 깨지지 않았어요", "Console text that is whole"),
        source="J, M",
        look=Words(
            "콘솔에 올린 글의 받침이 깨지지 않았는지 읽어 보세요.",
            "Read what the console shows: final consonants break when entered as \\uXXXX.",
        ),
    ),
    needs_person(
        "C8",
        Words("올린 번들이 최신이에요", "The bundle is the newest"),
        source="J, M",
        look=Words(
            "버전을 올리고 새로 빌드했는지 보세요.",
            "A new version number, and built from what is committed.",
        ),
    ),
    needs_app(
        "C9",
        Words("서버가 미니앱의 주소를 받아요", "The server takes the mini-app's origins"),
        source="O J, H",
        how="CORS answers of the server to both origins of this SDK",
        remedy=Words(
            "서버의 CORS에 두 주소를 모두 넣으세요.", "Allow both origins in the server's CORS."
        ),
    ),
    needs_person(
        "C10",
        Words("받지 않는 주제가 아니에요", "No subject that is not taken"),
        source="O J, H",
        look=Words(
            "사행성, 복권, 가상자산, 중개, 부동산, 의료, 정치인지 보세요. 게임은 등급이 필요해요.",
            "Gambling, lottery, crypto, brokerage, real estate, medical, politics; a game needs "
            "its rating.",
        ),
        severity=Severity.BLOCK,
    ),
)
