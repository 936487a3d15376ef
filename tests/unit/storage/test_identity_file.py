from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError, HostError
from aitdesk.storage import Install, Store, identity_file
from aitdesk.storage.identity_file import Exported, Replaced, Shown
from aitdesk.storage.issued_hash import IssuedHash
from aitdesk.storage.secret import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = bytes(range(32))
ISSUED = IssuedHash("my-app", "지우 \ud800", "issued-elsewhere", "2026-01-02T03:04:05.678+00:00")


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return Install("phone", tmp_path / "home")


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    file = tmp_path / "identity.json"
    file.write_bytes(identity_file.encode(Exported(SECRET, (ISSUED,))))
    return file


def issue(install: Install, *, app: str = "my-app", user: str = "user") -> str:
    store = Store(install)
    try:
        return asyncio.run(store.issue_hash(app=app, user=user, derive=bytes.hex))
    finally:
        store.close()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(HostError) as caught:
        act()
    assert caught.type is ConfigError
    return str(caught.value)


def test_showing_an_install_that_is_not_there_creates_nothing(install: Install) -> None:
    shown = identity_file.show(install)
    assert (shown, install.home.exists()) == (
        Shown("phone", install.folder, None, (), (), ()),
        False,
    )


def test_showing_tells_what_was_issued_and_not_the_secret(install: Install) -> None:
    identity_file.reset(install)
    issue(install)
    shown = identity_file.show(install)
    secret = Store(install).secret()
    assert (shown.fingerprint, [one.app for one in shown.issued], shown.problems) == (
        fingerprint(secret),
        ["my-app"],
        (),
    )


def test_showing_a_broken_install_tells_the_problem(install: Install) -> None:
    install.make_folder()
    install.secret_file.write_bytes(b"")
    (problem,) = identity_file.show(install).problems
    assert problem.startswith(f"{install.secret_file} is empty; restore it with ")


def test_showing_an_install_with_a_damaged_database_tells_the_problem(install: Install) -> None:
    identity_file.reset(install)
    install.database_file.write_bytes(b"")
    shown = identity_file.show(install)
    assert [problem.split(";")[0] for problem in shown.problems] == [
        f"{install.database_file} is damaged (not a database of aitdesk)"
    ]


def test_resetting_changes_every_hash_and_keeps_the_old_secret_aside(install: Install) -> None:
    before, old = issue(install), install.secret_file.read_bytes()
    replaced = identity_file.reset(install)
    kept = install.folder / "secret.replaced-1"
    assert (replaced, kept.read_bytes(), issue(install) == before) == (
        Replaced(fingerprint(Store(install).secret()), kept),
        old,
        False,
    )


def test_putting_an_old_secret_back_brings_its_hashes_back(install: Install) -> None:
    before = issue(install)
    kept = identity_file.reset(install).kept
    issue(install)
    assert kept is not None
    kept.replace(install.secret_file)
    store = Store(install)
    again = asyncio.run(store.issue_hash(app="my-app", user="user", derive=lambda _: "new"))
    store.close()
    assert again == before


@pytest.mark.parametrize("make", ["write", "mkdir", "symlink"])
def test_resetting_mends_a_secret_that_is_no_secret(install: Install, make: str) -> None:
    install.make_folder()
    if make == "write":
        install.secret_file.write_bytes(b"half")
    elif make == "mkdir":
        install.secret_file.mkdir()
    else:
        install.secret_file.symlink_to("nowhere")
    kept = identity_file.reset(install).kept
    assert (kept, len(Store(install).secret())) == (install.folder / "secret.replaced-1", 32)


def test_every_replaced_secret_is_kept(install: Install) -> None:
    kept = [identity_file.reset(install).kept for _ in range(12)]
    expected = tuple(install.folder / f"secret.replaced-{n}" for n in range(1, 12))
    assert ((None, *identity_file.show(install).replaced), tuple(kept)) == (
        (None, *expected),
        (None, *expected),
    )


def test_mini_app_storage_survives_a_reset(install: Install) -> None:
    store = Store(install)
    asyncio.run(store.set_item("key", "kept", app="my-app", user="user"))
    identity_file.reset(install)
    found = asyncio.run(store.item("key", app="my-app", user="user"))
    store.close()
    assert found == "kept"


def test_an_export_moves_secret_and_hashes_to_another_install(
    install: Install, tmp_path: Path
) -> None:
    issued = issue(install)
    file, other = tmp_path / "identity.json", Install("other", install.home)
    identity_file.export(install, file=file)
    replaced = identity_file.import_(other, file=file)
    assert (replaced.kept, Store(other).secret(), issue(other)) == (
        None,
        Store(install).secret(),
        issued,
    )
    assert identity_file.show(other).issued == identity_file.show(install).issued


def test_the_format_of_the_export_stays(exported: Path) -> None:
    assert json.loads(exported.read_text()) == {
        "format": "aitdesk-identity",
        "version": 1,
        "secret": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "issued": [
            {
                "app": "my-app",
                "user": "지우 \ud800",
                "hash": "issued-elsewhere",
                "issued_at": "2026-01-02T03:04:05.678+00:00",
            }
        ],
        "sha256": "a48ea9c22569ae5990341d3de09ca57b093e0660bc5f6557766be427e8ef1e70",
    }


def test_only_the_owner_may_read_an_export(install: Install, tmp_path: Path) -> None:
    file = tmp_path / "identity.json"
    identity_file.export(install, file=file)
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_exporting_again_replaces_the_export_of_the_same_identity(
    install: Install, tmp_path: Path
) -> None:
    file = tmp_path / "identity.json"
    identity_file.export(install, file=file)
    issue(install)
    exported = identity_file.export(install, file=file)
    assert (identity_file.read(file), len(exported.issued)) == (exported, 1)


def test_exporting_never_replaces_anything_else(install: Install, exported: Path) -> None:
    before = exported.read_bytes()
    message = refusal(lambda: identity_file.export(install, file=exported))
    assert (message, exported.read_bytes()) == (
        (
            f"{exported} is something else than an export of install phone: "
            "choose another name, or replace it with --replace"
        ),
        before,
    )
    identity_file.export(install, file=exported, replace=True)
    assert identity_file.read(exported).secret == Store(install).secret()


def test_an_export_that_cannot_be_written_is_one_clear_line(
    install: Install, tmp_path: Path
) -> None:
    file = tmp_path / "missing" / "identity.json"
    message = refusal(lambda: identity_file.export(install, file=file))
    assert "cannot be written (No such file or directory): choose another place" in message


def test_importing_puts_issued_hashes_back_as_they_were(install: Install, exported: Path) -> None:
    identity_file.import_(install, file=exported)
    assert (
        identity_file.show(install).issued,
        issue(install, user=ISSUED.user),
        issue(install),
    ) == ((ISSUED,), "issued-elsewhere", SECRET.hex())


def test_importing_twice_is_fine(install: Install, exported: Path) -> None:
    replaced = [identity_file.import_(install, file=exported) for _ in range(2)]
    assert replaced == [Replaced(fingerprint(SECRET), None)] * 2


def test_importing_never_replaces_another_identity_unasked(
    install: Install, exported: Path
) -> None:
    before = issue(install)
    old = install.secret_file.read_bytes()
    message = refusal(lambda: identity_file.import_(install, file=exported))
    assert (message, issue(install)) == (
        (
            "install phone has another identity, whose hashes would change: "
            f"pass --replace, or import into another install with --install NAME ({exported})"
        ),
        before,
    )
    replaced = identity_file.import_(install, file=exported, replace=True)
    kept = install.folder / "secret.replaced-1"
    assert (replaced, kept.read_bytes()) == (Replaced(fingerprint(SECRET), kept), old)


def test_importing_mends_a_damaged_secret_and_keeps_it_aside(
    install: Install, exported: Path
) -> None:
    install.make_folder()
    install.secret_file.write_bytes(b"half")
    kept = identity_file.import_(install, file=exported).kept
    assert kept == install.folder / "secret.replaced-1"
    assert (kept.read_bytes(), Store(install).secret()) == (b"half", SECRET)


def altered(content: bytes, key: str, value: object) -> bytes:
    return json.dumps(json.loads(content) | {key: value}).encode()


FORMAT = "is not an export of an identity, or is cut short"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda _: b"", FORMAT),
        (lambda content: content[:-20], FORMAT),
        (lambda _: b"[" * 100_000, FORMAT),
        (lambda _: b"\xff\xfe\x00", FORMAT),
        (lambda _: b'{"format": "other"}', FORMAT),
        (
            lambda content: altered(content, "version", 2),
            "has version 2, and this aitdesk reads only version 1",
        ),
        (
            lambda content: altered(content, "secret", "AAAA"),
            "is damaged (its check does not match)",
        ),
        (lambda content: altered(content, "issued", []), "is damaged (its check does not match)"),
        (
            lambda content: altered(content, "issued", None),
            "is damaged (Expected `array`, got `null` - at `$.issued`)",
        ),
        (
            lambda content: altered(content, "secret", "한"),
            "is damaged (string argument should contain only ASCII characters)",
        ),
    ],
)
def test_a_file_that_is_no_sound_export_changes_nothing(
    install: Install, exported: Path, damage: Callable[[bytes], bytes], reason: str
) -> None:
    exported.write_bytes(damage(exported.read_bytes()))
    message = refusal(lambda: identity_file.import_(install, file=exported, replace=True))
    assert (message, install.home.exists()) == (
        f"{exported} {reason}: export it again with `aitdesk identity export FILE`",
        False,
    )


def test_a_missing_file_is_one_clear_line(install: Install, tmp_path: Path) -> None:
    file = tmp_path / "missing.json"
    assert refusal(lambda: identity_file.import_(install, file=file)) == (
        f"{file} cannot be read (No such file or directory): name a file that was exported"
    )
