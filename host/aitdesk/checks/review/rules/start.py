"""Start and loading: what the first screen waits for, how large the bundle is, what it loads."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from aitdesk.checks.review.finding import Severity, Words
from aitdesk.checks.review.markup import tags
from aitdesk.checks.review.pattern import TextPattern, found
from aitdesk.checks.review.rule import DecidedBy, Hit, ReviewRule, Undecided, needs_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.checks.review.bundle import BundleText
    from aitdesk.checks.review.markup import PageTag
    from aitdesk.checks.review.subject import Subject

_MB: Final = 1_000_000
_LIMIT_MB: Final = 100
_TUBE: Final = re.compile(r"(?:[\w-]+\.)*(?:youtube|youtube-nocookie)\.com|youtu\.be")
_LOADING: Final = ("script", "img", "iframe", "audio", "video", "source", "embed")
_STYLES: Final = {"stylesheet", "preload", "modulepreload"}

_PLAIN_CALL: Final = Words(
    "암호화되지 않은 주소를 불러와요", "it asks an address that is not encrypted"
)
_LOOPBACK: Final = Words(
    "휴대전화가 닿을 수 없는 개발용 주소가 남아 있어요",
    "an address of the developer's own machine or network is left in it",
)
_ADDRESSES: Final = (
    TextPattern(
        needle="fetch(",
        expression=re.compile(r"(?<![\w$])fetch\(\s{0,5}[\"'`]http://(?!localhost|127\.|\[)[\w.-]"),
        what=_PLAIN_CALL,
    ),
    TextPattern(
        needle="ws://",
        expression=re.compile(r"WebSocket\(\s{0,5}[\"'`]ws://(?!localhost|127\.|\[)[\w.-]"),
        what=_PLAIN_CALL,
    ),
    *(
        TextPattern(
            needle=host,
            # Sentry's own door for development is a default inside of its library.
            expression=re.compile(
                r"[\"'`](?:http|ws)s?://(?:localhost|127\.0\.0\.1|10\.0\.2\.2|192\.168(?:\.\d{1,3}){2})"
                r":(?!8969)\d{2,5}"
            ),
            what=_LOOPBACK,
            in_markup=Severity.WARN,
        )
        for host in ("://localhost:", "://127.0.0.1:", "://10.0.2.2:", "://192.168.")
    ),
)


def _too_large(subject: Subject) -> Iterator[Hit | Undecided]:
    sizes = subject.bundle.sizes
    total_mb = sum(sizes.values()) / _MB
    if total_mb <= _LIMIT_MB:
        return
    largest = max(sizes, key=lambda name: sizes[name])
    # Whether a megabyte is 10^6 or 2^20 bytes is not said.
    is_sure = total_mb > _LIMIT_MB * (1 << 20) / _MB
    yield Hit(
        what=Words(
            f"웹 파일이 모두 {total_mb:.0f} MB예요: 100 MB까지 받아요",
            f"the web files have {total_mb:.0f} MB; 100 MB are taken",
        ),
        evidence=f"{largest}: {sizes[largest] / _MB:.1f} MB",
        severity=Severity.BLOCK if is_sure else Severity.WARN,
    )


def _lost_files(subject: Subject) -> Iterator[Hit | Undecided]:
    page, bundle = subject.bundle.markup, subject.bundle
    if next(tags(page, "base"), None) is not None:
        yield Undecided(
            Words("<base> 때문에 경로를 알 수 없어요", "<base> moves the paths of the page")
        )
        return
    names = {unicodedata.normalize("NFC", each) for each in bundle.sizes}
    for tag in tags(page, "script", "link"):
        is_style = "stylesheet" in tag.attributes.get("rel", "").lower().split()
        path = tag.attributes.get("src" if tag.name == "script" else "href", "")
        if (tag.name == "link" and not is_style) or not path or _is_elsewhere(path):
            continue
        local = _local(path)
        if local not in names and bundle.may_have(local):
            yield Undecided(Words("보지 않은 폴더가 있어요", "not every folder was looked into"))
        elif local not in names:
            yield _lost(page, tag, path)


def _lost(page: BundleText, tag: PageTag, path: str) -> Hit:
    return Hit(
        what=Words(
            f"첫 화면이 부르는 {_shown(path)} 파일이 없어요",
            f"the root page loads {_shown(path)}, and there is no such file",
        ),
        place=page.place(tag.start),
        evidence=page.excerpt(tag.start, tag.end),
    )


def _is_elsewhere(path: str) -> bool:
    try:
        parts = urlsplit(path)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _local(path: str) -> str:
    plain = unquote(urlsplit(path).path)
    return unicodedata.normalize("NFC", posixpath.normpath(f"/{plain}").lstrip("/"))


def _shown(text: str) -> str:
    line = "".join(each if each.isprintable() else " " for each in text)
    return line if len(line) <= 80 else f"{line[:79]}…"  # noqa: PLR2004  # of a line


def _foreign_content(subject: Subject) -> Iterator[Hit | Undecided]:
    page = subject.bundle.markup
    for tag in tags(page, *_LOADING, "link"):
        hit = _frame(page, tag) or _mixed(page, tag)
        if hit is not None:
            yield hit
    yield from found(subject.bundle, _ADDRESSES)


def _frame(page: BundleText, tag: PageTag) -> Hit | None:
    source = tag.attributes.get("src", "")
    if tag.name != "iframe" or not source or source.startswith("about:"):
        return None
    try:
        host = urlsplit(source).hostname or ""
    except ValueError:
        host = ""
    if _TUBE.fullmatch(host) or _is_unseen(page, tag):
        return None
    what = Words("YouTube가 아닌 iframe이 있어요", "there is an iframe, and not one of YouTube")
    return Hit(what=what, place=page.place(tag.start), evidence=page.excerpt(tag.start, tag.end))


def _is_unseen(page: BundleText, tag: PageTag) -> bool:
    """Whether it stands in a `noscript`, as that of a tag manager."""
    opened = page.text.rfind("<noscript", max(0, tag.start - 500), tag.start)
    return opened >= 0 and page.text.find("</noscript", opened, tag.start) < 0


def _mixed(page: BundleText, tag: PageTag) -> Hit | None:
    source = tag.attributes.get("href" if tag.name == "link" else "src", "")
    is_loaded = tag.name != "link" or _STYLES & set(tag.attributes.get("rel", "").lower().split())
    if not is_loaded or not source.lower().startswith("http://"):
        return None
    return Hit(
        what=_PLAIN_CALL, place=page.place(tag.start), evidence=page.excerpt(tag.start, tag.end)
    )


RULES: Final = (
    needs_app(
        "L1",
        Words("첫 화면이 10초 안에 떠요", "The first screen is usable within 10 s"),
        source="O J, H",
        how="first contentful paint and settled, on a slowed network and processor",
        remedy=Words(
            "첫 화면을 그린 뒤에 나머지를 불러오세요.", "Paint first, and load the rest after that."
        ),
        phrase="미니앱 최초 접속 시간이 20초를 초과",
    ),
    needs_app(
        "L2",
        Words(
            "첫 화면이 브리지를 기다리지 않아요", "The first screen does not wait for the bridge"
        ),
        source="J, M",
        how="each call of the start is never answered, and the page must paint",
        remedy=Words(
            "시작할 때 부르는 함수에 시간 제한을 두고 먼저 그리세요.",
            "Give each call of the start a time limit, and paint without its answer.",
        ),
    ),
    needs_app(
        "L3",
        Words("첫 화면 전에 광고를 준비하지 않아요", "No ad work before the first screen"),
        source="O J, H",
        how="order of the journal: ad calls before the first paint",
        remedy=Words(
            "광고는 첫 화면이 뜬 뒤에 준비하세요.", "Start the ad SDK after the first paint."
        ),
    ),
    ReviewRule(
        id="L4",
        title=Words("빈 화면이 뜨지 않아요", "The page is not blank"),
        severity=Severity.BLOCK,
        source="O J, H",
        decision=DecidedBy.PARTLY,
        how="scripts and styles that the root page loads from its own origin are in the bundle",
        blind="scripts that throw, files that scripts ask for, a guard that stops the page",
        remedy=Words(
            "빌드의 base 경로를 /로 두고 다시 빌드하세요.",
            "Build again with / as base path, and pack the whole output.",
        ),
        check=_lost_files,
    ),
    needs_app(
        "L5",
        Words("누르면 2초 안에 반응해요", "A press is answered within 2 s"),
        source="O, M",
        how="each button is pressed, and the next paint timed",
        remedy=Words("오래 걸리는 일은 나눠서 하세요.", "Take long work out of the press."),
        severity=Severity.WARN,
    ),
    ReviewRule(
        id="L6",
        title=Words("번들은 100 MB까지예요", "The bundle has at most 100 MB"),
        severity=Severity.BLOCK,
        source="O J, M",
        decision=DecidedBy.STATIC,
        how="the bytes of all web files, unpacked; between 100 MB and 100 MiB it only warns",
        blind="which files nothing refers to",
        remedy=Words(
            "큰 파일은 빼거나 서버에서 받으세요.",
            "Leave large files out, or load them from a server.",
        ),
        check=_too_large,
    ),
    ReviewRule(
        id="L7",
        title=Words("HTTPS만 쓰고 iframe을 쓰지 않아요", "HTTPS only, and no frames but YouTube's"),
        severity=Severity.BLOCK,
        source="O J, H",
        decision=DecidedBy.PARTLY,
        how="tags of the root page; in scripts (a warning) `fetch` and `WebSocket` with a written "
        "plain address, and addresses of the developer's own machine",
        blind="addresses that are put together, frames that scripts make, cookies, remote eval",
        remedy=Words(
            "https와 wss 주소만 쓰고, 다른 페이지는 openURL로 여세요.",
            "Use https and wss alone, and open other pages with openURL.",
        ),
        check=_foreign_content,
    ),
)
