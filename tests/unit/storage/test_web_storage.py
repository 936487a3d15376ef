from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aitdesk.storage import Install
from aitdesk.storage.web_storage import take

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return Install("phone", tmp_path / "home")


def test_the_folder_is_the_same_on_every_run(install: Install) -> None:
    folders = []
    for _ in range(2):
        storage = take(install, app="my-app", user="default")
        folders.append((storage.folder, storage.problem))
        storage.release()
    name = "37a8eec1ce19687d"  # SHA-256 of "default": never to change
    assert folders == [(install.folder / "web" / "my-app" / name, None)] * 2


def test_apps_users_and_installs_are_apart(install: Install) -> None:
    other = Install("tablet", install.home)
    taken = [
        take(install, app="my-app", user="a"),
        take(install, app="my-app", user="b"),
        take(install, app="other-app", user="a"),
        take(other, app="my-app", user="a"),
    ]
    for storage in taken:
        storage.release()
    assert ([each.problem for each in taken], len({each.folder for each in taken})) == (
        [None] * 4,
        4,
    )


@pytest.mark.parametrize("user", ["", "..", "a/b", "지우", "\udcff", "x" * 500])
def test_any_user_has_a_folder(install: Install, user: str) -> None:
    storage = take(install, app="my-app", user=user)
    storage.release()
    assert (storage.folder.parent, storage.problem) == (install.folder / "web" / "my-app", None)


def test_what_is_in_the_folder_stays(install: Install) -> None:
    first = take(install, app="my-app", user="default")
    (first.folder / "kept").write_text("kept")
    first.release()
    second = take(install, app="my-app", user="default")
    second.release()
    assert (second.folder / "kept").read_text() == "kept"


def test_only_the_owner_may_look_into_the_folder(install: Install) -> None:
    storage = take(install, app="my-app", user="default")
    storage.release()
    assert oct(storage.folder.stat().st_mode & 0o777) == "0o700"


def test_a_second_window_of_the_same_user_gets_a_folder_for_this_run_only(
    install: Install,
) -> None:
    first = take(install, app="my-app", user="default")
    second = take(install, app="my-app", user="default")
    was_there = second.folder.is_dir()
    second.release()
    first.release()
    problem = f"{first.folder} is in use by another aitdesk: localStorage is not kept in this run"
    assert (second.problem, was_there, second.folder.exists(), first.folder.exists()) == (
        problem,
        True,
        False,
        True,
    )


def test_a_process_that_was_killed_leaves_no_lock(install: Install) -> None:
    code = (
        "import os, sys; from pathlib import Path; from aitdesk.storage import Install;"
        "from aitdesk.storage.web_storage import take;"
        "take(Install('phone', Path(sys.argv[1])), app='my-app', user='default');"
        "os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(install.home)], check=False, capture_output=True
    )
    storage = take(install, app="my-app", user="default")
    storage.release()
    assert (killed.returncode < 0, storage.problem) == (True, None)


def test_a_folder_that_cannot_be_made_is_one_clear_line_and_the_run_goes_on(
    install: Install,
) -> None:
    install.make_folder()
    (install.folder / "web").write_text("in the way")
    storage = take(install, app="my-app", user="default")
    storage.release()
    folder = install.folder / "web" / "my-app" / "37a8eec1ce19687d"
    assert storage.problem == (
        f"{folder} cannot be used (Not a directory): localStorage is not kept in this run"
    )


def test_what_others_made_in_it_is_closed_to_others(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        first = take(Install("phone", tmp_path), app="app", user="user")
        (first.folder / "Local Storage").mkdir()
        (first.folder / "Local Storage" / "LOG").write_text("")
        first.release()
    finally:
        os.umask(old)
    kept = [tmp_path / "installs", *(tmp_path / "installs").rglob("*")]
    assert {oct(each.stat().st_mode & 0o077) for each in kept} == {"0o0"}
