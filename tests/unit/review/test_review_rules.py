"""Each rule finds its seeded defect by name, and nothing else is found with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from aitdesk.checks.review.catalogue import RULES
from aitdesk.checks.review.finding import Severity
from aitdesk.checks.review.subject import ConsoleFacts
from review_app import CONFIG, CONFIG_3X, ReviewApp, looked_at

if TYPE_CHECKING:
    from pathlib import Path

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
KEY: Final = "A" * 20
PRIVATE: Final = "-----BEGIN PRIVATE KEY-----"


class Seeded(NamedTuple):
    """A defect: what must be found of it, as rule, severity and a piece of what is said."""

    rule: str
    severity: Severity
    says: str
    app: ReviewApp
    console: ConsoleFacts = ConsoleFacts()


def script(rule: str, severity: Severity, says: str, text: str) -> Seeded:
    """Return a defect that stands in the script."""
    return Seeded(rule, severity, says, ReviewApp(script=text))


def config(rule: str, severity: Severity, says: str, old: str, new: str) -> Seeded:
    """Return a defect of the configuration."""
    assert old in CONFIG
    return Seeded(rule, severity, says, ReviewApp(config=CONFIG.replace(old, new)))


def config_3x(says: str, member: str) -> Seeded:
    """Return a field of SDK 2.x in the configuration of 3.x."""
    text = CONFIG_3X.replace("  permissions", f"  {member}\n  permissions")
    return Seeded("C1", BLOCK, says, ReviewApp(config=text, config_name="apps-in-toss.config.ts"))


ICON: Final = "https://static.toss.im/appsintoss/1/shop.png"
OLD_ICON: Final = f'icon: "{ICON}"'
NONE: Final = "permissions: []"
CAMERA: Final = 'permissions: [{ name: "camera", access: "access" }]'


def head(rule: str, says: str, text: str) -> Seeded:
    """Return a defect that stands in the root page."""
    return Seeded(rule, BLOCK, says, ReviewApp(head=text))


def viewport(text: str) -> Seeded:
    """Return a viewport that can be zoomed."""
    return Seeded("V1", BLOCK, "user-scalable", ReviewApp(viewport=text))


def title(severity: Severity, says: str, text: str, script: str = "") -> Seeded:
    """Return a name that is not the registered one."""
    page = f"<title>{text}</title>"
    return Seeded("C2", severity, says, ReviewApp(title=page, script=script or "let a;"))


SEEDED: Final = (
    head("L4", "/app.js", '<script src="/app.js"></script>'),
    head("L4", "base/x.css", '<link rel="stylesheet" href="/base/x.css">'),
    head("L4", "%PUBLIC_URL%", "<script src='%PUBLIC_URL%/a.js'></script>"),
    Seeded("L6", BLOCK, "120 MB", ReviewApp(large={"noise.bin": 120_000_000})),
    Seeded("L6", WARN, "102 MB", ReviewApp(large={"noise.bin": 102_000_000})),
    Seeded("L7", BLOCK, "iframe", ReviewApp(body='<iframe src="https://shop.example/"></iframe>')),
    Seeded("L7", BLOCK, "iframe", ReviewApp(body='<iframe src="/own.html"></iframe>')),
    Seeded("L7", BLOCK, "encrypted", ReviewApp(body='<img src="http://shop.example/a.png">')),
    head("L7", "encrypted", '<script src="http://cdn.example/a.js"></script>'),
    script("L7", WARN, "encrypted", 'await fetch("http://api.shop.example/prices")'),
    script("L7", WARN, "encrypted", 'new WebSocket("ws://api.shop.example/live")'),
    script("L7", WARN, "developer's own", 'const api = "http://localhost:3000/api";'),
    script("L7", WARN, "developer's own", "const api = `http://192.168.0.7:8080`;"),
    config("N4", BLOCK, "withBackButton", NONE, "navigationBar: { withBackButton: false }"),
    config("N4", WARN, "withHomeButton", NONE, "navigationBar: { withHomeButton: false }"),
    Seeded("N6", BLOCK, "intoss://shop", ReviewApp(), ConsoleFacts(schemes=("intoss://shops/a",))),
    Seeded("N6", BLOCK, "intoss://shop", ReviewApp(), ConsoleFacts(schemes=("https://a.example",))),
    head("N8", "store", '<a href="https://play.google.com/store/apps/details?id=a">가</a>'),
    script("N8", WARN, "store", 'openURL("https://apps.apple.com/kr/app/id1")'),
    script("N8", WARN, "store", 'location.href = "market://details?id=a.b"'),
    script("N9", WARN, "test environment", 'share({ message: "intoss-private://shop?a" })'),
    viewport(""),
    viewport('<meta name="viewport" content="width=device-width, initial-scale=1">'),
    viewport('<meta name="viewport" content="user-scalable=yes">'),
    viewport('<meta name="viewport" content="user-scalable=no"><meta name=viewport content="">'),
    script("V3", WARN, "dialog of the browser", 'if (confirm("삭제할까요?")) remove();'),
    script("V3", WARN, "dialog of the browser", "window.alert(`${name} 저장`);"),
    script("V3", WARN, "dialog of the browser", "const name = prompt('이름');"),
    Seeded("V3", WARN, "dialog", ReviewApp(body="<button onclick=\"alert('a')\">가</button>")),
    head("A1", "not Toss's", '<ins class="adsbygoogle"></ins>'),
    script("A1", WARN, "not Toss's", 's.src = "https://t1.daumcdn.net/kas/static/ba.min.js"'),
    script("A2", BLOCK, "for tests", 'loadFullScreenAd({ adGroupId: "ait-ad-test-rewarded-id" })'),
    script("A2", BLOCK, "for tests", 'load("ca-app-pub-3940256099942544/1033173712")'),
    head("P1", "login", '<script src="https://accounts.google.com/gsi/client"></script>'),
    script("P1", WARN, "login", 'location.href = "https://kauth.kakao.com/oauth/authorize?a"'),
    script("P3", BLOCK, "partners", 'fetch("https://apps-in-toss-api.toss.im/x")'),
    script("P3", BLOCK, "partners", 'post("/api-partner/v1/apps-in-toss/order/get")'),
    script("P3", BLOCK, "secret key", f'const key = "{PRIVATE}\\n{"MIIEvQ" * 10}";'),
    script("P3", BLOCK, "secret key", f'const key = "live_sk_{KEY}";'),
    script("P3", BLOCK, "secret key", f'const key = "test_gsk_{KEY}";'),
    script("P3", BLOCK, "secret key", f'const key = "sk_live_{KEY}";'),
    script("P3", BLOCK, "secret key", 'const key = "AKIAABCDEFGHIJKLMNOP";'),
    script("P3", BLOCK, "secret key", f'const key = "sk-proj-{KEY}";'),
    head("P4", "payment", '<script src="https://js.stripe.com/v3/"></script>'),
    script("P4", WARN, "payment", 's.src = "https://cdn.iamport.kr/v1/iamport.js"'),
    script("P7", INFO, "무제한", 'show("무제한 이용권")'),
    script("P7", INFO, "무제한", 'show("\\uBB34\\uC81C\\uD55C")'),
    script("P7", INFO, "정기결제", 'show("정기결제 시작")'),
    config("P8", WARN, "nothing in it uses it", NONE, CAMERA),
    script("P8", WARN, "contacts/read is not declared", 'bridge("fetchContacts")'),
    script("P10", INFO, "withdrawing", 'grantPromotionReward(); show("포인트 출금")'),
    config("C1", BLOCK, "brand.icon is missing", OLD_ICON, ""),
    config_3x("brand.icon", 'brand: { icon: "./a.png" },'),
    config_3x("webViewProps", 'webViewProps: { type: "partner" },'),
    config_3x("outdir", 'outdir: "dist",'),
    config_3x("web is a field", "web: { port: 5173 },"),
    title(BLOCK, '"오늘의가게"', "오늘의가게"),
    title(BLOCK, '"Vite + React"', "Vite + React"),
    title(WARN, "<title>", "Vite + React", script="document.title = name"),
    head("C2", "og:title", '<meta property="og:title" content="가게">'),
    Seeded("C2", BLOCK, "brand.displayName", ReviewApp(title=""), ConsoleFacts(title="상점")),
    config("C3", BLOCK, "no address", OLD_ICON, 'icon: "./icon.png"'),
    config("C3", BLOCK, "no address", OLD_ICON, 'icon: ""'),
    config("C3", BLOCK, "no address", OLD_ICON, 'icon: "https://cdn.example/shop.png"'),
    config("C3", BLOCK, "no address", OLD_ICON, f'icon: "http{ICON[5:]}"'),
    config("C3", INFO, "own file", OLD_ICON, 'icon: "https://shop.apps.tossmini.com/icon.png"'),
    Seeded("C3", BLOCK, "not the icon of the console", ReviewApp(), ConsoleFacts(icon=f"{ICON}?2")),
    config("C4", WARN, "six hexadecimal digits", "#3182F6", "blue"),
    config("C4", WARN, "six hexadecimal digits", "#3182F6", "#38F"),
)  # fmt: skip


@pytest.mark.parametrize("seeded", SEEDED, ids=lambda each: f"{each.rule}-{each.says[:20]}")
def test_a_rule_finds_its_seeded_defect_and_no_other_finds_anything(
    seeded: Seeded, tmp_path: Path
) -> None:
    judged = looked_at(seeded.app.write(tmp_path), console=seeded.console)
    found = {(each.rule, each.severity) for each in judged.findings}
    said = " ".join(each.what.en for each in judged.findings)
    assert (found, seeded.says in said) == ({(seeded.rule, seeded.severity)}, True)


def test_every_rule_that_looks_at_files_has_a_seeded_defect() -> None:
    assert {each.rule for each in SEEDED} == {each.id for each in RULES if each.check is not None}


def test_no_finding_is_graver_than_its_rule() -> None:
    gravest = {each.id: each.severity.rank for each in RULES}
    assert [each for each in SEEDED if each.severity.rank < gravest[each.rule]] == []


def test_every_rule_is_told_whole_in_both_languages() -> None:
    ids = [each.id for each in RULES]
    told = [
        text
        for rule in RULES
        for words in (rule.title, rule.remedy)
        for text in (words.ko, words.en, rule.how, rule.source)
    ]
    assert (len(ids), len(set(ids)), [text for text in told if not text]) == (61, 61, [])


def test_a_finding_says_where_it_is(tmp_path: Path) -> None:
    app = ReviewApp(script='let a = 1;\nlet b;  alert("가");\n')
    (finding,) = looked_at(app.write(tmp_path)).findings
    assert (str(finding.place), finding.evidence) == (
        "assets/app.js:2:9",
        'let a = 1; let b; alert("가");',
    )


def test_no_report_repeats_a_secret(tmp_path: Path) -> None:
    (finding,) = looked_at(
        ReviewApp(script=f'const key = "sk_live_{KEY}";').write(tmp_path)
    ).findings
    assert finding.evidence == "sk_liv…"


def test_what_to_mend_first_comes_first(tmp_path: Path) -> None:
    app = ReviewApp(viewport="", script='alert("가"); show("무제한")', title="<title>가</title>")
    findings = looked_at(app.write(tmp_path)).findings
    assert [each.rule for each in findings] == ["C2", "V1", "V3", "P7"]
