"""What `aitdesk partner` prints and keeps; the server itself is tried in tests/unit/partner."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from aitdesk.cli import app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the certificates of a fresh install are."""
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path))
    return tmp_path / "installs" / "default" / "partner"


def run(*arguments: str) -> list[str]:
    done = CliRunner().invoke(app, ["partner", *arguments])
    assert done.exit_code == 0, done
    return done.output.splitlines()


def test_a_certificate_comes_with_the_three_lines_that_a_server_needs(folder: Path) -> None:
    assert run("certificate", "my-app") == [
        "base URL     https://127.0.0.1:8443 (TossPay https://127.0.0.1:8444)",
        f"certificate  {folder}/my-app/client-1.pem, key {folder}/my-app/client-1.key",
        f"CA           {folder}/ca.pem",
    ]


def test_another_one_an_expired_one_and_a_revocation(folder: Path) -> None:
    run("certificate", "my-app")
    run("certificate", "my-app", "--new")
    run("certificate", "my-app", "--expired")
    assert run("certificate", "my-app", "--revoke", "client-2") == ["client-2 of my-app is revoked"]
    names = sorted(file.name for file in (folder / "my-app").glob("*.pem"))
    assert names == ["client-1.pem", "client-2.pem", "expired-1.pem"]
    assert "client-1.pem" in run("certificate", "my-app")[1]


def test_the_cipher_is_told_and_stays_the_same(folder: Path) -> None:
    key, aad = run("encryption", "my-app")
    assert (len(b64decode(key.split()[1])), aad.split()[1]) == (32, "TOSS")
    assert [run("encryption", "my-app")[0], run("encryption", "their-app")[0] == key] == [
        key,
        False,
    ]
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["certificate", "My App"], '"My App": use up to 63 lower-case letters'),
        (["certificate", "my-app", "--revoke", "x"], "my-app has no certificate x: it has none"),
        (["unlink", "--app-name", "my-app"], "default does not use Toss login in my-app"),
        (
            ["subscription", "x", "--reason", "RENEWED", "--app-name", "my-app"],
            "order x is no subscription of default",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_mistake_is_one_line(
    arguments: list[str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from aitdesk.cli import main

    monkeypatch.setattr("sys.argv", ["aitdesk", "partner", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, line in capsys.readouterr().err.splitlines()[-1]) == (2, True)
