from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from aitdesk.system.scratch import Scratch, own, sweep, sweep_files
from patience import wait_until

# It makes a folder, tells which, and waits for its end.
OWNER = """
from aitdesk.system.scratch import Scratch
scratch = Scratch("test")
print(scratch.folder, flush=True)
input()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def owner() -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().rstrip("\n"))


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_folder_goes_with_its_block() -> None:
    with Scratch("page") as folder:
        (folder / "file").touch()
        mode = folder.stat().st_mode & 0o777
    assert (mode, folder.exists()) == (0o700, False)


def test_what_a_killed_process_left_is_swept_at_once() -> None:
    process, folder = owner()
    (folder / "file").touch()
    end(process)
    assert folder.is_dir()
    sweep()
    assert not folder.exists()


def test_a_folder_of_a_living_process_is_not_swept_whatever_its_age() -> None:
    process, folder = owner()
    subprocess.run(["touch", "-d", "2001-01-01", folder], check=True)
    sweep()
    was_there = folder.is_dir()
    end(process)
    assert was_there


def test_a_folder_stays_while_one_within_it_is_somebodys(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, outer = owner()
    monkeypatch.setenv("TMPDIR", str(outer))
    child, inner = owner()
    end(parent)
    sweep()
    found = [outer.is_dir(), inner.is_dir()]
    end(child)
    sweep()
    assert (found, [*temporary.iterdir()]) == ([True, True], [])


@pytest.mark.parametrize("name", ["aitdesk-test-x", "other-test-x.run", "aitdesk.run"])
def test_no_folder_of_another_name_is_swept(temporary: Path, name: str) -> None:
    (temporary / name).mkdir()
    sweep()
    assert (temporary / name).is_dir()


def test_a_link_of_the_name_is_not_followed(temporary: Path) -> None:
    precious = temporary / "precious"
    precious.mkdir()
    (temporary / "aitdesk-test-x.run").symlink_to(precious)
    sweep()
    assert precious.is_dir()


def test_a_file_of_a_living_process_is_not_swept_and_a_dead_ones_is(temporary: Path) -> None:
    mine, dead = temporary / "control-1.json", temporary / "control-2.json"
    mine.touch()
    dead.touch()
    owned = own(mine)
    assert owned is not None
    sweep_files(temporary, "control*.json")
    found = [mine.exists(), dead.exists()]
    owned.release()
    sweep_files(temporary, "control*.json")
    assert (found, mine.exists()) == ([True, False], False)


def test_what_is_owned_cannot_be_owned_again(temporary: Path) -> None:
    first = own(temporary)
    assert first is not None
    second = own(temporary)
    first.release()
    assert second is None


def test_what_is_made_anew_while_the_process_ends_goes_as_well(temporary: Path) -> None:
    code = """
import os, threading
from aitdesk.system.interruption import Interruption
from aitdesk.system.scratch import Scratch
it, scratch = Interruption.begin(), Scratch("test")

def write():
    while True:
        os.makedirs(scratch.folder / "engine", exist_ok=True)

threading.Thread(target=write, daemon=True).start()
it.end(143)
threading.Event().wait()
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 143
    wait_until(lambda: not any(temporary.iterdir()), what=lambda: str([*temporary.iterdir()]))
