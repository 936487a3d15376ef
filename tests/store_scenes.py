"""The store among many processes, killed ones, and disks that refuse.

pytest may hold threads of other tests, so nothing is forked from it: a test starts this file as a
program with the name of a scene, and the scene prints what came of it as JSON.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.identity import Identity, derive_hash
from aitdesk.storage import Install, Store

if TYPE_CHECKING:
    from collections.abc import Callable

STARTERS, FIRST_STARTS, STORAGE_ROUNDS, WRITERS = 64, 200, 67, 3
# Killed between nothing done and everything done: a first start takes about 8 ms.
KILLED_WITHIN_S = 0.012
NOBODY, IS_ROOT = 65534, os.geteuid() == 0
READ_ONLY, REMOUNT = 0x1, 0x20
LIBC = ctypes.CDLL(None)


def fork(act: Callable[[int], None]) -> tuple[int, int]:
    """Run `act` with one end of a pipe in a new process; return its id and the reading end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            act(writing)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    return child, reading


def read_all(reading: int) -> bytes:
    """Read until every process that could write has ended."""
    with open(reading, "rb") as pipe:
        return pipe.read()


def attempt(act: Callable[[Store], object], store: Store) -> object:
    """Return what `act` returns; "refused" for an error of the store in one line."""
    try:
        return act(store)
    except StoreError as error:
        message, home = str(error), str(store.install.home)
        return "refused" if home in message and "\n" not in message else message


def attempt_anew(act: Callable[[Store], object], install: Install) -> object:
    """Do so as a process would that starts now."""
    with closing(Store(install)) as store:
        return attempt(act, store)


def put(key: str, value: str) -> Callable[[Store], object]:
    return lambda store: asyncio.run(store.set_item(key, value, app="app", user="user"))


def get(key: str) -> Callable[[Store], object]:
    return lambda store: asyncio.run(store.item(key, app="app", user="user"))


def anonymous_hash(store: Store) -> str:
    return asyncio.run(Identity(store, "app", "user").anonymous_hash())


def start_together(home: Path) -> object:
    install = Install(home=home)
    gate, opener = os.pipe()

    def start(writing: int) -> None:
        os.close(opener)
        os.read(gate, 1)
        store = Store(install)
        issued = anonymous_hash(store)
        os.write(writing, f"{store.secret().hex()} {issued}\n".encode())
        store.close()

    started = [fork(start) for _ in range(STARTERS)]
    os.close(opener)
    told = [read_all(reading).split() for _, reading in started]
    for child, _ in started:
        os.waitpid(child, 0)
    return {
        "processes": sum(len(words) == 2 for words in told),
        "secrets": len({words[0] for words in told if words}),
        "hashes": len({words[1] for words in told if words}),
        "leftovers": len(list(install.folder.glob("*.tmp-*"))),
    }


def kill_after(seconds: float, children: list[tuple[int, int]]) -> list[bytes]:
    """Kill the children at that moment, unless they end before; return what each had written."""
    written = {reading: b"" for _, reading in children}
    until, open_pipes = time.monotonic() + seconds, set(written)
    while open_pipes and (left := until - time.monotonic()) > 0:
        for reading in select.select(list(open_pipes), [], [], left)[0]:
            chunk = os.read(reading, 65536)
            written[reading] += chunk
            if not chunk:
                open_pipes.discard(reading)
    for child, _ in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return [written[reading] + read_all(reading) for _, reading in children]


def kill_first_starts(home: Path, seed: str, kills: str) -> object:
    moments = random.Random(seed)  # noqa: S311 (moments to kill at)
    wrong: list[str] = []
    for number in range(int(kills)):
        install = Install(f"install-{number}", home)

        def start(writing: int, install: Install = install) -> None:
            ended = select.poll()
            ended.register(writing, 0)  # Hears of it when nobody reads any more.
            os.write(writing, anonymous_hash(Store(install)).encode())
            ended.poll()

        (told,) = kill_after(moments.uniform(0, KILLED_WITHIN_S), [fork(start)])
        found = attempt_anew(anonymous_hash, install)
        if found != derive_hash(Store(install).secret(), app="app", user="user"):
            wrong.append(f"{install.name}: {found}")
        if told and told.decode() != found:
            wrong.append(f"{install.name}: {found} after {told.decode()}")
    return {"kills": int(kills), "wrong": wrong}


def text_of(key: str) -> str:
    return key * (1 + sum(key.encode()) % 900)


def write_for_ever(writing: int, *, install: Install, prefix: str) -> None:
    """Write new keys, and one key over and over; tell of each when it is acknowledged."""

    async def write(store: Store, number: int) -> None:
        key = f"{prefix}-{number}"
        await store.set_item(key, text_of(key), app="app", user="user")
        await store.set_item(f"{prefix}-last", str(number), app="app", user="user")
        os.write(writing, f"{number}\n".encode())

    async def write_on() -> None:
        store = Store(install)
        for first in range(0, 10**9, 4):
            await asyncio.gather(*(write(store, first + lane) for lane in range(4)))

    asyncio.run(write_on())


def kill_writers(home: Path, seed: str, rounds: str) -> object:
    moments = random.Random(seed)  # noqa: S311 (moments to kill at)
    install = Install(home=home)
    begin = partial(write_for_ever, install=install)
    acknowledged: dict[str, list[int]] = {}
    refused: list[str] = []
    for number in range(int(rounds)):
        prefixes = [f"{number}-{writer}" for writer in range(WRITERS)]
        children = [fork(partial(begin, prefix=prefix)) for prefix in prefixes]
        told = kill_after(moments.uniform(0.005, 0.06), children)
        # A last line without its end was cut by the kill.
        for prefix, lines in zip(prefixes, told, strict=True):
            acknowledged[prefix] = [int(line) for line in lines.split(b"\n")[:-1]]
        # Opening must work after each kill, not only after the last.
        if (opened := attempt_anew(get("none"), install)) is not None:
            refused.append(str(opened))
    lost = asyncio.run(find_lost(install, acknowledged))
    with closing(sqlite3.connect(install.database_file)) as connection:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
    kills = int(rounds) * WRITERS
    return {"kills": kills, "refused": refused, "lost": lost, "integrity": integrity}


async def find_lost(install: Install, acknowledged: dict[str, list[int]]) -> list[str]:
    store = Store(install)
    lost = []
    for prefix, numbers in acknowledged.items():
        keys = [f"{prefix}-{number}" for number in numbers]
        values = await asyncio.gather(*(store.item(key, app="app", user="user") for key in keys))
        lost += [key for key, value in zip(keys, values, strict=True) if value != text_of(key)]
        last = await store.item(f"{prefix}-last", app="app", user="user")
        # Four are written at once, in order, and one more may have landed unacknowledged.
        if numbers and (last is None or int(last) < max(numbers)):
            lost.append(f"{prefix}-last")
    store.close()
    return lost


def mount(folder: Path, options: str, *, flags: int = 0) -> bool:
    """Mount a filesystem in memory that only this process sees; False when not allowed."""
    return bool(LIBC.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", flags, options.encode()) == 0)


def isolate() -> bool:
    """Make mounts of this process its own, as root or, where the system lets it, as anybody."""
    new_user, new_mounts, private_below = 0x10000000, 0x00020000, 0x44000
    user, group = os.getuid(), os.getgid()
    if LIBC.unshare(new_mounts) != 0:
        if LIBC.unshare(new_user | new_mounts) != 0:
            return False
        try:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"0 {user} 1")
            Path("/proc/self/gid_map").write_text(f"0 {group} 1")
        except OSError:
            return False  # Some systems let anybody in and then allow nothing there.
    return bool(LIBC.mount(b"none", b"/", None, private_below, None) == 0)


def become_nobody(home: Path) -> None:
    """Give up root, whom no permission binds. Everybody else stays who they are."""
    if IS_ROOT:
        for path in (home, *home.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


class Disk:
    """A disk that can be filled: a small one where mounting is allowed, else a limit on files."""

    def __init__(self, home: Path, kind: str) -> None:
        self.filler = home / "filler"
        self.limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        self.is_mounted = kind == "disk" and isolate() and mount(home, "size=1m")

    def fill(self) -> None:
        if not self.is_mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, self.limit))
            return
        with suppress(OSError), self.filler.open("ab", buffering=0) as filler:
            while True:
                filler.write(bytes(1024))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.limit))
        self.filler.unlink(missing_ok=True)


def fill_disk(home: Path, kind: str) -> object:
    disk, store = Disk(home, kind), Store(Install(home=home))
    disk.fill()
    first = attempt(anonymous_hash, store)
    disk.free()
    issued = str(attempt(anonymous_hash, store))
    secret = store.secret()
    kept, outcome = 0, None
    while outcome is None and kept < 1000:
        if kept == 20:
            disk.fill()
        outcome = attempt(put(f"key-{kept}", f"{kept}" * 5000), store)
        kept += outcome is None
    disk.free()
    late = attempt(put("late", "kept"), store)
    store.close()
    found = [attempt_anew(get(f"key-{number}"), store.install) for number in range(kept)]
    return {
        "first start": first,
        "after space": f"a hash of {len(issued)}",
        "write": outcome,
        "secret": "untouched" if Store(store.install).secret() == secret else "changed",
        "lost": [number for number in range(kept) if found[number] != f"{number}" * 5000],
        "write after space": "kept" if late is None else late,
    }


def forbid(home: Path, kind: str) -> object:
    is_mounted = kind == "filesystem" and isolate() and mount(home, "")
    install, fresh = Install(home=home), Install("fresh", home)
    attempt_anew(anonymous_hash, install)
    attempt_anew(put("key", "value"), install)
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    if is_mounted:
        mount(home, "", flags=REMOUNT | READ_ONLY)
    else:
        become_nobody(home)
        for folder in (home, home / "installs", install.folder):
            folder.chmod(0o555)
        install.database_file.chmod(0o444)
    return {
        "first start": attempt_anew(anonymous_hash, fresh),
        "hash": attempt_anew(anonymous_hash, install),
        "write": attempt_anew(put("key", "other"), install),
        "read": attempt_anew(get("key"), install),
        "files": "untouched" if all(f.read_bytes() == before[f] for f in before) else "changed",
    }


def hide_secret(home: Path) -> object:
    install = Install(home=home)
    attempt_anew(anonymous_hash, install)
    before = install.secret_file.read_bytes()
    become_nobody(home)
    install.secret_file.chmod(0)
    with pytest.raises(StoreError) as caught:
        Store(install).secret()
    install.secret_file.chmod(0o600)
    return {
        "message": str(caught.value).removeprefix(f"{install.folder}/"),
        "file": "untouched" if install.secret_file.read_bytes() == before else "changed",
    }


PROCESSES: list[Callable[..., object]] = [start_together, kill_first_starts, kill_writers]
REFUSALS: list[Callable[..., object]] = [fill_disk, forbid, hide_secret]

if __name__ == "__main__":
    # Not under pytest's folder: that is closed to whoever gives up root.
    stage = Path(tempfile.mkdtemp(prefix="aitdesk-"))
    player = os.fork()
    if player == 0:
        derive_hash(bytes(32), app="", user="")  # Loads what forked processes then share.
        (scene,) = (scene for scene in PROCESSES + REFUSALS if scene.__name__ == sys.argv[1])
        print(json.dumps(scene(stage, *sys.argv[2:])), flush=True)
        os._exit(0)
    _, status = os.waitpid(player, 0)
    shutil.rmtree(stage)
    sys.exit(os.waitstatus_to_exitcode(status))
