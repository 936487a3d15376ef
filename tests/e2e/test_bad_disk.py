"""A data folder that cannot be used: the page is told, the developer too, and no file changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aitdesk.storage import Install, Store
from aitdesk.storage.database import opened
from patience import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.driver import MiniApp
    from e2e.command import Runner
    from e2e.conftest import Opener, Starter

# A filesystem that only the run sees: as root, or as whoever the system lets be root in there.
ALONE = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--mount")
READ_ONLY = """
mount --bind "$AITDESK_HOME" "$AITDESK_HOME" &&
mount -o remount,bind,ro "$AITDESK_HOME" && exec "$@"
"""
SMALL = 'mount -t tmpfs -o size=8m none "$AITDESK_HOME" && exec "$@"'
FULL = """
mount -t tmpfs -o size=64k none "$AITDESK_HOME" &&
{ head -c 1m /dev/zero > "$AITDESK_HOME/filler" 2> /dev/null; exec "$@"; }
"""
CALLS = """<!doctype html><p>Hello<script>
  const call = (functionName, args) => ReactNativeWebView.postMessage(
    JSON.stringify({ type: "method", functionName, eventId: functionName, args }));
  call("getAnonymousKey", []);
  call("setStorageItem", [{ key: "key", value: "value" }]);
  call("setStorageItem", [{ key: "key", value: "again" }]);
</script>"""
STORE = """async (value) => {
  try {
    return await sdk.Storage.setItem("key", value);
  } catch (error) {
    return `${error instanceof Error} ${error.message}`;
  }
}"""

SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda secret: secret[:40],
    "empty": lambda _: b"",
    "of another version": lambda secret: secret.replace(b"secret 1", b"secret 9"),
    "not ours": lambda _: b"-----BEGIN OPENSSH PRIVATE KEY-----\n",
}


def on(filesystem: str) -> tuple[str, ...]:
    """Return the command with the data folder on such a filesystem."""
    aitdesk = shutil.which("aitdesk", path=str(Path(sys.executable).parent))
    return (*ALONE, "sh", "-c", filesystem, "sh", str(aitdesk))


def new_install(home: Path) -> Install:
    """Make a data folder whose install has its secret."""
    install = Install(home=home)
    store = Store(install)
    store.secret()
    store.close()
    return install


def content(home: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}


def shows_that_it_cannot_know_the_user(miniapp: MiniApp) -> bool:
    session = miniapp.page.get_by_test_id("session")
    expect(session).to_have_attribute("data-state", "retry")
    return bool(miniapp.shell.await_entry("call", name="getAnonymousKey")["value"] == "ERROR")


def refuses_to_store(miniapp: MiniApp) -> bool:
    page = miniapp.page
    page.get_by_test_id("tab-storage").click()
    page.get_by_test_id("run-setItem").click()
    expect(page.get_by_test_id("error-name-setItem")).to_have_text("Error")
    return bool(miniapp.shell.await_entry("call", name="setStorageItem")["outcome"] == "rejected")


def lines_about(terminal: str, file: Path) -> list[str]:
    """Return the lines in the terminal that name the file."""
    lines = terminal.splitlines()
    return [line for line in lines if line.startswith("aitdesk: ") and f"{file} " in line]


def look_on(filesystem: str, page: Path, home: Path, folder: Path) -> tuple[int, str]:
    """Look once at a page with the data folder on such a filesystem.

    Return the exit code and what was written to the terminal.
    """
    done = subprocess.run(
        [*on(filesystem), "preview", str(page), "--headless", "--out", str(folder / "out")],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "AITDESK_HOME": str(home)},
        text=True,
        timeout=2 * PATIENCE_S,
    )
    return done.returncode, done.stderr


def ends_well(miniapp: MiniApp) -> bool:
    miniapp.close()
    miniapp.process.stop()
    return miniapp.process.ended() == "the WebView process ended: exit code 0"


@pytest.fixture
def calling(tmp_path: Path) -> Path:
    """A page that wants by itself what needs the data folder."""
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text(CALLS, "utf-8")
    return folder


@pytest.mark.parametrize("how", SPOILED)
def test_a_secret_is_reported_and_left_as_it_is_when_it_is(
    how: str, new_miniapp: Opener, run_preview: Runner, tmp_path: Path
) -> None:
    file = new_install(tmp_path).secret_file
    spoiled = SPOILED[how](file.read_bytes())
    file.write_bytes(spoiled)
    miniapp = new_miniapp(home=tmp_path)
    assert shows_that_it_cannot_know_the_user(miniapp)
    miniapp.close()
    run = run_preview(home=tmp_path)
    run.entry("call", name="getAnonymousKey", value="ERROR")
    (line,) = lines_about(run.terminal, file)
    assert "`aitdesk identity import FILE`" in line
    assert "`aitdesk identity reset`" in line
    assert run.stop() == 143
    assert file.read_bytes() == spoiled
    assert [kept.name for kept in file.parent.glob("secret*")] == ["secret"]


@pytest.mark.parametrize("install", ["known", "new"])
def test_a_read_only_folder_is_reported_and_left_as_it_is_for_an_install_that_is(
    install: str, start_miniapp: Starter, calling: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    database = new_install(home).database_file
    if install == "known":
        with opened(database):
            pass
    before = content(home)
    environment = {"AITDESK_HOME": str(home)}
    miniapp = start_miniapp(home=home, command=on(READ_ONLY), environment=environment)
    assert shows_that_it_cannot_know_the_user(miniapp)
    assert refuses_to_store(miniapp)
    assert ends_well(miniapp)
    code, terminal = look_on(READ_ONLY, calling, home, tmp_path)
    (line,) = lines_about(terminal, database)
    assert ("AITDESK_HOME" in line, code, content(home)) == (True, 0, before)


def test_a_disk_that_is_full_at_the_start_is_reported(
    start_miniapp: Starter, calling: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {"AITDESK_HOME": str(home)}
    miniapp = start_miniapp(home=home, command=on(FULL), environment=environment)
    assert shows_that_it_cannot_know_the_user(miniapp)
    assert refuses_to_store(miniapp)
    assert ends_well(miniapp)
    code, terminal = look_on(FULL, calling, home, tmp_path)
    assert code == 0
    install = Install(home=home)
    for file in (install.secret_file, install.database_file):
        (line,) = lines_about(terminal, file)
        assert "disk" in line


def test_a_disk_that_fills_up_refuses_and_works_again_with_space(
    start_miniapp: Starter, tmp_path: Path, sdk_page: str
) -> None:
    environment = {"AITDESK_HOME": str(tmp_path)}
    miniapp = start_miniapp(
        target=sdk_page, home=tmp_path, command=on(SMALL), environment=environment
    )
    page = miniapp.page
    page.wait_for_function("'sdk' in window")
    assert page.evaluate(STORE, "before") is None
    # What only the run sees is reached through the run.
    filler = Path(f"/proc/{miniapp.process.pid}/root{tmp_path}/filler")
    with suppress(OSError), filler.open("ab", buffering=0) as full:
        while True:
            full.write(bytes(4096))
    refused = page.evaluate(STORE, "x" * 1_000_000)
    assert refused.startswith("true ")
    assert str(Install(home=tmp_path).database_file) in refused
    assert page.evaluate("sdk.Storage.getItem('key')") == "before"
    filler.unlink()
    assert page.evaluate(STORE, "after") is None
    assert page.evaluate("sdk.Storage.getItem('key')") == "after"
    assert ends_well(miniapp)
