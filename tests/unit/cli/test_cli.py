from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from aitdesk.cli import app, main
from aitdesk.phone.environment import NEWEST
from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = {
    ("preview",): {
        "--app-name", "--config", "--control-port", "--debug-port", "--device",
        "--device-pixels", "--environment",
        "--fault", "--headless", "--install", "--latency", "--line", "--locale", "--no-throttle",
        "--no-user-scripts", "--origin", "--origin-before", "--os", "--out", "--prompts",
        "--partner-port", "--scheme", "--sdk-version", "--seed",
        "--strict", "--throttle", "--toss-version", "--user", "--user-scripts", "--with-server",
    },
    ("serve",): {
        "--app-name", "--config", "--control-port", "--debug-port", "--device", "--environment",
        "--line", "--locale", "--no-user-scripts", "--origin", "--origin-before", "--os",
        "--partner-port", "--prompts", "--scheme", "--sdk-version", "--strict", "--test",
        "--toss-version", "--user-scripts",
    },
    ("smoke",): {
        "--allow", "--app-name", "--config", "--device", "--environment", "--json", "--junit",
        "--line", "--locale", "--matrix", "--origin", "--origin-before", "--os", "--out",
        "--path", "--scheme", "--sdk-version", "--timeout",
    },
    ("review",): {
        "--allow", "--app-name", "--console-icon", "--console-title", "--fail-on", "--json",
        "--junit", "--lang", "--sarif", "--scheme", "--since", "--static",
    },
    ("init",): set(),
    ("doctor",): {"--install"},
    ("identity", "show"): {"--install"},
    ("identity", "reset"): {"--install", "--yes"},
    ("identity", "export"): {"--install", "--replace"},
    ("identity", "import"): {"--install", "--replace"},
    ("partner", "certificate"): {"--expired", "--install", "--new", "--port", "--revoke"},
    ("partner", "encryption"): {"--install"},
    ("partner", "unlink"): {
        "--app-name", "--config", "--install", "--reason", "--target", "--user",
    },
    ("partner", "subscription"): {
        "--app-name", "--config", "--install", "--reason", "--target", "--user",
    },
}  # fmt: skip


PAGE = ["http://localhost:1", "--app-name", "my-app"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str, answer: str | None = None) -> tuple[int, list[str]]:
    """Return the exit code and what was printed, on a wide terminal."""
    environment = {"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
    done = CliRunner().invoke(app, arguments, input=answer, env=environment)
    return done.exit_code, done.output.splitlines()


def mistake(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int | str | None, str]:
    """Return the exit code and standard error of the whole program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["aitdesk", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return ended.value.code, capsys.readouterr().err


def paths(group: typer.core.TyperGroup) -> set[tuple[str, ...]]:
    found = set[tuple[str, ...]]()
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            found |= {(name, *path) for path in paths(command)}
        else:
            found.add((name,))
    return found


def test_every_command_is_known_here() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    assert paths(group) == set(OPTIONS)


@pytest.mark.parametrize("command", list(OPTIONS))
def test_the_help_of_a_command_shows_every_option(command: tuple[str, ...]) -> None:
    code, lines = run(*command, "--help")
    words = {word.strip(",.") for line in lines for word in line.split()}
    shown = {word for word in words if word.startswith("--") and word != "--help"}
    assert (code, shown) == (0, OPTIONS[command])


@pytest.mark.parametrize(
    "named",
    [f"Default: {NEWEST}.", "Default: ko-KR.", "Default: toss.", "[default: user-scripts]"],
)
def test_the_help_of_preview_shows_defaults(named: str) -> None:
    assert any(named in line for line in run("preview", "--help")[1])


def test_without_a_command_the_help_is_shown() -> None:
    assert any("preview" in line for line in run()[1])


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["preview", "--headless", "/nowhere"],
            'TARGET "/nowhere" is not there: give a folder, an .ait file or an http(s) URL',
        ),
        (
            ["preview", "--headless", "ftp://host"],
            "TARGET ftp://host cannot be loaded: give an http(s) URL or a folder",
        ),
        (
            ["preview", "--headless", "--device", "brick"],
            "no device 'brick': choose one of iPhone 15 Pro, Galaxy S24",
        ),
        (
            ["preview", "--headless", "--toss-version", "new", *PAGE],
            f"Toss version 'new' is no version: write it like {NEWEST}",
        ),
        (
            ["preview", "--headless", "--fault", "getAnonymousKey", *PAGE],
            "fault getAnonymousKey='': write it as NAME=OUTCOME[:times]",
        ),
        (
            ["preview", "--headless", "--fault", "nothing=X", *PAGE],
            "--fault nothing: no such call or event here: README.md names them all",
        ),
        (
            ["preview", "--headless", "--fault", "getAnonymosKey=X", *PAGE],
            "--fault getAnonymosKey: no such call or event here; did you mean getAnonymousKey?",
        ),
        (
            ["preview", "--headless", "--prompts", "maybe", *PAGE],
            "--prompts maybe: choose one of ask, allow, deny",
        ),
        (
            ["preview", "--headless", "--prompts", "shre=deny", *PAGE],
            "--prompts shre=deny: no such kind; did you mean share?",
        ),
        (
            ["preview", "--headless", "--config", "/nowhere.toml", *PAGE],
            "/nowhere.toml cannot be read (No such file or directory)",
        ),
        (["init", "/nowhere"], "/nowhere is no folder: name the mini-app's"),
        (
            ["preview", "--headless", "--scheme", "https://x", *PAGE],
            "--scheme https://x is no intoss:// or intoss-private:// link",
        ),
        (
            ["identity", "import", "/nowhere"],
            "/nowhere cannot be read (No such file or directory): name a file that was exported",
        ),
    ],
)
def test_a_mistake_ends_with_one_line_and_code_2(
    arguments: list[str], line: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (mistake(*arguments, capsys=capsys), home.exists()) == (
        (2, f"aitdesk: {line}\n"),
        False,
    )


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["preview", "--os", "symbian"], "'symbian' is not one of 'ios', 'android'"),
        (["preview", "--line", "1"], "'1' is not one of '2', '3'"),
        (["preview", "--nothing"], "No such option: --nothing"),
        (["preview", "--debug-port", "0"], "is not in the range 1<=x<=65535"),
        (["nothing"], "No such command 'nothing'"),
        (["identity", "export"], "Missing argument"),
    ],
)
def test_what_the_command_line_itself_refuses_ends_with_code_2(
    arguments: list[str], text: str
) -> None:
    code, lines = run(*arguments)
    assert (code, any(text in line for line in lines)) == (2, True), lines


def test_every_mistake_of_a_configuration_has_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[throttle]\nis_on = 1\n\n[clock]\nahead = 2\n")
    arguments = ["preview", "--headless", "--config", str(file), *PAGE]
    assert mistake(*arguments, capsys=capsys) == (
        2,
        (
            f"aitdesk: {file}:2: throttle.is_on: expected true or false, not 1\n"
            f"aitdesk: {file}:5: clock.ahead: no such key; there is server_ahead_ms\n"
        ),
    )


def test_a_configuration_is_written_once(tmp_path: Path) -> None:
    first, second = run("init", str(tmp_path)), run("init", str(tmp_path))
    file = tmp_path / "aitdesk.toml"
    assert (first, second[0]) == (
        (0, [f"{file}: every key is there with its default, commented"]),
        1,
    )


def issued(home: Path) -> str:
    store = Store(Install("default", home))
    try:
        return store.secret().hex()
    finally:
        store.close()


def test_showing_an_install_that_is_not_there_creates_nothing(home: Path) -> None:
    code, lines = run("identity", "show")
    assert (code, lines, home.exists()) == (
        0,
        [
            "install      default",
            f"folder       {home / 'installs' / 'default'}",
            "fingerprint  none yet",
        ],
        False,
    )


def test_showing_a_broken_install_fails_with_the_remedy(home: Path) -> None:
    install = Install("default", home)
    install.make_folder()
    install.secret_file.write_bytes(b"")
    code, lines = run("identity", "show")
    assert (code, lines[-1].startswith(f"problem      {install.secret_file} is empty;")) == (
        1,
        True,
    )


def test_resetting_asks_first(home: Path) -> None:
    before = issued(home)
    code, lines = run("identity", "reset", answer="n\n")
    question = "Every anonymous key of install default will change. Go on? [y/N]: n"
    assert (code, lines, issued(home) == before) == (1, [question, "Aborted."], True)


@pytest.mark.parametrize(("flags", "answer"), [(["--yes"], None), ([], "y\n")])
def test_resetting_changes_the_identity_and_keeps_the_old_one(
    home: Path, flags: list[str], answer: str | None
) -> None:
    before = issued(home)
    code, lines = run("identity", "reset", *flags, answer=answer)
    kept = home / "installs" / "default" / "secret.replaced-1"
    assert (code, lines[-1].endswith(f"; the old secret is kept as {kept}")) == (0, True)
    assert issued(home) != before


def test_an_export_makes_another_install_the_same_phone(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "identity.json"
    before = issued(home)
    exported = run("identity", "export", str(file))
    imported = run("identity", "import", str(file), "--install", "other")
    other = Store(Install("other", home)).secret().hex()
    assert (exported, imported[0], other) == (
        (0, [f"{file}: 0 hashes and the secret; who has it is this install"]),
        0,
        before,
    )


def test_an_import_never_replaces_an_identity_unasked(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "identity.json"
    run("identity", "export", str(file))
    run("identity", "reset", "--yes")
    before = issued(home)
    code, text = mistake("identity", "import", str(file), capsys=capsys)
    assert (code, text.count("\n"), "pass --replace" in text, issued(home)) == (2, 1, True, before)


HEAVY = (
    "PySide6", "qtpy", "webview", "starlette", "uvicorn", "anyio", "h11", "cryptography",
    "msgspec", "sqlite3", "asyncio", "hypothesis",
)  # fmt: skip


@pytest.mark.parametrize(
    ("act", "heavy"),
    [
        ("import aitdesk", []),
        ("import aitdesk.cli", []),
        ("sys.argv = ['aitdesk', '--help']; from aitdesk.cli import main; main()", []),
        ("sys.argv = ['aitdesk', 'preview', '-h']; from aitdesk.cli import main; main()", []),
    ],
)
def test_starting_up_loads_neither_an_engine_nor_a_server(act: str, heavy: list[str]) -> None:
    code = (
        f"import sys\ntry: {act}\nexcept SystemExit: pass\n"
        f"print(*[name for name in {HEAVY} if name in sys.modules], sep=',', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True
    )
    assert done.stderr.strip().split(",") == (heavy or [""])
