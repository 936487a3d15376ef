"""Mini-apps of different make that nothing is wrong with, each with what is easily suspected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from aitdesk.checks.review.finding import Severity
from aitdesk.checks.review.judging import RuleState
from aitdesk.checks.review.subject import ConsoleFacts
from e2e.smoke_apps.healthy import HEALTHY as SMOKED
from review_app import CONFIG, CONFIG_3X, ReviewApp, looked_at

if TYPE_CHECKING:
    from e2e.smoke_apps.app import App

SAMPLE: Final = Path(__file__).parents[3] / "webapp" / "sample"
USED: Final = (
    'permissions: [{ name: "camera", access: "access" }, { name: "clipboard", access: "write" }]'
)

HEALTHY: Final = {
    "plain": ReviewApp(),
    "react router and axios": ReviewApp(
        script="""const base = typeof window < "u" ? location.href : "http://localhost";
          new URL(path, "http://localhost"); c.createElementNS("http://www.w3.org/2000/svg", "a");
          case"iframe": case"object": on("load", e); fetch(`https://api.shop.example/${id}`);"""
    ),
    "vue with dialogs of its own": ReviewApp(
        script="""const dialogs = { alert(text) { open(text); }, confirm(text) { open(text); } };
          dialogs.alert("저장했어요"); useDialog().confirm("지울까요?"); this.prompt("이름");
          function alert2(a) {} openAlert({ title: "가" }); state.confirm(`나`);"""
    ),
    "sentry, jose, emscripten": ReviewApp(
        script="""const spotlight = "http://localhost:8969/stream";
          if (key.indexOf("-----BEGIN PRIVATE KEY-----") !== 0) throw new TypeError("no key");
          typeof window.prompt == "function" && (line = window.prompt("Input: "));
          const id = "task-live_" + n; const risk_level = "sk-ip"; ws = `ws://${location.host}`;"""
    ),
    "tag manager and a map": ReviewApp(
        head='<script src="https://dapi.kakao.com/v2/maps/sdk.js?appkey=1"></script>',
        body='<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=1"></iframe>'
        '</noscript><iframe src="https://www.youtube-nocookie.com/embed/1"></iframe>'
        '<a href="http://www.ftc.go.kr/">사업자 정보</a><div id="root"></div>',
        script='fetch("https://itunes.apple.com/search?term=a")',
    ),
    "one file": ReviewApp(
        page="<!doctype html><!-- <script src='/gone.js'></script> --><title>오늘의 가게</title>"
        "<meta content='user-scalable=0,width=device-width' name='viewport'>"
        "<script>const page = `<iframe src='https://a.example'></iframe>`;</script>",
        script="",
    ),
    "paths of every kind": ReviewApp(
        head='<link rel="stylesheet" href="./assets/%EA%B0%80.css?v=1#a"><link rel="icon" '
        'href="/vite.svg"><script src="https://cdn.example/a.js"></script>'
        '<script src="//cdn.example/b.js"></script><script src="data:,1"></script>',
        files={"assets/가.css": "body { color: red }"},
    ),
    "camera by the web": ReviewApp(
        config=CONFIG.replace("permissions: []", USED),
        script="navigator.mediaDevices.getUserMedia({ video: true });"
        "navigator.clipboard.writeText('가')",
    ),
    "ads done right": ReviewApp(
        script='const id = isSandbox ? "ait-ad-test-rewarded-id" : "ait.v2.live.4f2a";'
        'if (id.startsWith("ait-ad-test-")) note();'
    ),
    "subscription": ReviewApp(script='createSubscriptionPurchaseOrder({}); show("정기결제")'),
    "game": ReviewApp(
        config=CONFIG.replace(
            "permissions", "webViewProps: { type: 'game' }, "
            "navigationBar: { withBackButton: false }, permissions"
        ),
        body="<canvas></canvas>",
    ),
    "sdk 3.x": ReviewApp(config=CONFIG_3X, config_name="apps-in-toss.config.ts"),
    "configuration that is a program": ReviewApp(
        config="""import { brand } from "./brand"; import { defineConfig } from "x";
          const off = Boolean(process.env.OFF);
          export default defineConfig({ ...base, appName: "shop", brand, permissions: wanted(),
            navigationBar: { withBackButton: !off } });"""
    ),
    "no configuration": ReviewApp(config="", title="<title>다른 이름</title>"),
    "viewport by script": ReviewApp(
        viewport="", script='viewport.content = "width=device-width, user-scalable=no";'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(HEALTHY))
def test_nothing_is_found_in_a_healthy_app(name: str, tmp_path: Path) -> None:
    assert looked_at(HEALTHY[name].write(tmp_path)).findings == ()


@pytest.mark.parametrize("app", SMOKED, ids=lambda each: each.name)
def test_nothing_is_found_in_what_smoke_takes_for_healthy(app: App, tmp_path: Path) -> None:
    folder = app.write(tmp_path)
    page = folder / "index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("initial-scale=1", "user-scalable=no"), "utf-8")
    assert looked_at(folder).findings == ()


def test_nothing_that_counts_is_found_in_the_sample() -> None:
    judged = looked_at(SAMPLE)
    graver = [each for each in judged.findings if each.severity is not Severity.INFO]
    assert (graver, [each.rule for each in judged.findings]) == ([], ["C3"])


def test_the_console_that_agrees_finds_nothing(tmp_path: Path) -> None:
    console = ConsoleFacts(
        title="오늘의 가게",
        icon="https://static.toss.im/appsintoss/1/shop.png",
        schemes=("intoss://shop", "intoss://shop/items?a=1"),
    )
    judged = looked_at(ReviewApp().write(tmp_path), console=console)
    undecided = [each.rule.id for each in judged.rules if each.state is RuleState.UNDECIDED]
    assert (judged.findings, undecided) == ((), [])


@pytest.mark.parametrize(
    ("name", "undecided"),
    [
        ("no configuration", ["N4", "N6", "P8", "C1", "C2", "C3", "C4"]),
        ("configuration that is a program", ["N4", "N6", "P8", "C1", "C2", "C3", "C4"]),
        ("viewport by script", ["N6", "V1"]),
        ("ads done right", ["N6", "A2"]),
    ],
)
def test_what_the_files_do_not_tell_is_undecided(
    name: str, undecided: list[str], tmp_path: Path
) -> None:
    rules = looked_at(HEALTHY[name].write(tmp_path)).rules
    assert [each.rule.id for each in rules if each.state is RuleState.UNDECIDED] == undecided
