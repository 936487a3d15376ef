from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import ait_files
from aitdesk.cli import app, main
from review_app import VIEWPORT, ReviewApp

if TYPE_CHECKING:
    from pathlib import Path

ONLY_FILES = "review looks at files alone so far"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "shop"


def run(*arguments: str) -> tuple[int, list[str]]:
    environment = {"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
    done = CliRunner().invoke(app, ["review", *arguments], env=environment)
    return done.exit_code, done.output.splitlines()


def mistake(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int | str | None, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["aitdesk", "review", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return ended.value.code, capsys.readouterr().err


def written(file: Path) -> Any:  # noqa: ANN401  # JSON
    return json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize(
    ("app_", "options", "code"),
    [
        (ReviewApp(), [], 0),
        (ReviewApp(viewport=""), [], 1),
        (ReviewApp(viewport=""), ["--fail-on", "never"], 0),
        (ReviewApp(viewport=""), ["--allow", "V1"], 0),
        (ReviewApp(viewport=""), ["--allow", "V1:nothing like it"], 1),
        (ReviewApp(viewport="", toml='[review]\nallow = ["V1"]\n'), [], 0),
        (ReviewApp(script="alert('가')"), [], 0),
        (ReviewApp(script="alert('가')"), ["--fail-on", "warn"], 1),
        (ReviewApp(), ["--console-title", "오늘의가게"], 1),
        (ReviewApp(toml='[review]\nconsole_title = "오늘의가게"\n'), [], 1),
        (
            ReviewApp(toml='[review]\nconsole_title = "오늘의가게"\n'),
            ["--console-title", "오늘의 가게"],
            0,
        ),
        (ReviewApp(), ["--console-icon", "https://static.toss.im/appsintoss/2/a.png"], 1),
        (ReviewApp(), ["--scheme", "intoss://shop/a", "--scheme", "intoss://other"], 1),
        (ReviewApp(), ["--scheme", "intoss://other/a", "--app-name", "other"], 0),
        (ReviewApp(toml='[review]\nschemes = ["intoss://other"]\n'), [], 1),
    ],
)
def test_it_ends_with_1_when_something_counts(
    app_: ReviewApp, options: list[str], code: int, shop: Path
) -> None:
    app_.write(shop)
    assert run("shop", "--static", *options)[0] == code


def test_without_static_it_says_that_it_looks_at_files_alone(shop: Path) -> None:
    ReviewApp().write(shop)
    plain, static = run("shop"), run("shop", "--static")
    assert (plain[1][0].startswith(ONLY_FILES), plain[1][1:]) == (True, static[1])


def test_it_says_which_folder_it_looked_at(shop: Path) -> None:
    ReviewApp().write(shop)
    assert run("shop", "--static")[1][0] == f"serving {shop / 'dist'}: what the project built"


def test_it_speaks_korean(shop: Path) -> None:
    ReviewApp(viewport="").write(shop)
    assert "    → viewport의 content에" in "\n".join(run("shop", "--lang", "ko")[1])


def test_it_writes_what_is_asked_for(shop: Path) -> None:
    ReviewApp(viewport="").write(shop)
    run("shop", "--json", "out/a.json", "--sarif", "out/a.sarif", "--junit", "out/a.xml")
    out = shop.parent / "out"
    where = [each["where"] for each in written(out / "a.json")["findings"]]
    assert sorted(each.name for each in out.iterdir()) == ["a.json", "a.sarif", "a.xml"]
    assert (where, written(out / "a.sarif")["version"]) == (
        [{"path": "shop/dist/index.html", "line": None, "column": None}],
        "2.1.0",
    )


def test_a_configuration_is_named_by_where_it_lies(shop: Path) -> None:
    app_ = ReviewApp()
    ReviewApp(config=app_.config.replace("#3182F6", "blue")).write(shop)
    run("shop/dist", "--json", "a.json")
    (finding,) = written(shop.parent / "a.json")["findings"]
    assert (finding["rule"], finding["where"]["path"]) == ("C4", "shop/granite.config.ts")


def test_since_marks_what_is_new(shop: Path) -> None:
    ReviewApp(viewport="").write(shop)
    run("shop", "--json", "a.json")
    (shop / "dist" / "index.html").write_text("<title>다른 가게</title>", "utf-8")
    shown = run("shop", "--since", "a.json", "--json", "a.json")[1]
    found = {each["rule"]: each["is_new"] for each in written(shop.parent / "a.json")["findings"]}
    assert (found, sum("  new" in line for line in shown)) == ({"C2": True, "V1": False}, 1)


def test_a_package_is_judged_by_what_is_packed(shop: Path) -> None:
    page = f"<title>{ait_files.BRAND['displayName']}</title>{VIEWPORT}"
    web = {"web/index.html": page.encode(), "web/a.js": b"prompt('a')", "b.js": b"alert('b')"}
    shop.mkdir()
    (shop / "a.ait").write_bytes(ait_files.granite_ait(web))
    run("shop/a.ait", "--json", "a.json")
    said = written(shop.parent / "a.json")
    dialogs = [each["where"]["path"] for each in said["findings"] if each["rule"] == "V3"]
    assert (said["app"], dialogs) == ("packed-app", ["shop/a.ait/a.js"])


def test_a_package_of_sdk_3_is_judged_as_one(shop: Path) -> None:
    page = {"sources/index.html": f"<title>가</title>{VIEWPORT}".encode()}
    shop.mkdir()
    (shop / "a.ait").write_bytes(ait_files.bridge_ait(page))
    code, _ = run("shop/a.ait", "--json", "a.json")
    said = written(shop.parent / "a.json")
    of_console = [each for each in said["findings"] if each["rule"].startswith("C")]
    assert (code, said["sdk"], of_console) == (0, "3", [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["http://localhost:5173"], "localhost:5173 is a server: review looks at files"),
        (["gone"], 'TARGET "gone" is not there'),
        (["shop", "--allow", "X1"], "--allow X1: no such rule"),
        (["shop", "--since", "gone.json"], "--since gone.json cannot be read"),
        (["shop", "--since", "shop/granite.config.ts"], "is no result of aitdesk review"),
        (["shop", "--json", "shop"], "shop cannot be written"),
        (["shop", "--lang", "fr"], "Invalid value for '--lang'"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(
    arguments: list[str], told: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ReviewApp().write(shop)
    code, said = mistake(capsys, *arguments)
    assert (code, told in said, said.count("\n")) == (2, True, 1)


def test_an_allowance_in_aitdesk_toml_that_there_is_not_is_a_mistake(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ReviewApp(toml='[review]\nallow = ["X1"]\n').write(shop)
    code, said = mistake(capsys, "shop")
    assert (code, said.startswith("aitdesk: aitdesk.toml: review.allow: X1")) == (2, True)


def test_a_result_of_an_earlier_run_does_not_outlive_a_broken_one(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ReviewApp().write(shop)
    run("shop", "--json", "a.json")
    mistake(capsys, "shop", "--json", "a.json", "--sarif", "shop")
    assert not (shop.parent / "a.json").exists()
