"""The folder of an install: where it is, whose it is, and what is left in it."""

from __future__ import annotations

import os
import pwd
import re
from pathlib import Path

import pytest

from aitdesk.errors import ConfigError
from aitdesk.storage import Install, disk, home
from stores import issue, names, put


def test_home_is_the_folder_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITDESK_HOME", "somewhere")
    assert home() == Path.cwd() / "somewhere"


def test_home_is_the_platform_s_folder_without_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AITDESK_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home().name == "aitdesk"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "한국", "a b", "a\n", "x" * 65])
def test_an_install_name_that_is_no_folder_name_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(repr(name))):
        Install(name)


def test_only_the_owner_may_look_into_an_install(install: Install) -> None:
    issue(install, "hash")
    modes = {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in (install.folder, install.secret_file, install.database_file)
    }
    assert modes == {"phone": "0o700", "secret": "0o600", "install.db": "0o600"}


def test_nothing_but_the_secret_and_the_database_is_left(install: Install) -> None:
    issue(install, "hash")
    assert names(install.folder) == ["install.db", "secret"]


def test_leftovers_of_killed_processes_go_once_they_are_old(install: Install) -> None:
    install.make_folder()
    for name, at in (("secret.tmp-1", 0), ("install.db.tmp-2-wal", 0), ("secret.tmp-3", None)):
        (install.folder / name).write_bytes(b"half")
        if at is not None:
            os.utime(install.folder / name, (at, at))
    put(install, "key", "value")
    assert names(install.folder) == ["install.db", "secret.tmp-3"]


def test_without_hard_links_a_name_is_still_given_once(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).write_text(name)
    placed = [disk.rename_alone(tmp_path / name, tmp_path / "file") for name in ("first", "second")]
    assert (placed, (tmp_path / "file").read_text()) == ([True, False], "first")


def test_a_user_without_a_home_is_told_what_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    for name in ("AITDESK_HOME", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    with pytest.raises(ConfigError) as caught:
        home()
    assert str(caught.value).endswith("name a folder with AITDESK_HOME")
