from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import SecretError, StoreError
from aitdesk.storage import Install, Store
from aitdesk.storage.secret import encode

if TYPE_CHECKING:
    from pathlib import Path

SECRET = bytes(range(32))


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    return Install("phone")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(install: Install) -> tuple[type[StoreError], str]:
    with pytest.raises(StoreError) as caught:
        Store(install).secret()
    return caught.type, str(caught.value)


def test_the_secret_is_made_once(install: Install) -> None:
    secrets = [Store(install).secret() for _ in range(3)]
    assert [len(secret) for secret in secrets] == [32, 32, 32]
    assert len(set(secrets)) == 1


def test_installs_have_different_secrets(install: Install) -> None:
    assert Store(install).secret() != Store(Install("other")).secret()


def test_the_format_of_the_secret_file_stays(install: Install) -> None:
    install.make_folder()
    install.secret_file.write_bytes(
        b"aitdesk-secret 1\n"
        b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
        b"0c2b32ed90f83694\n"
    )
    assert Store(install).secret() == SECRET


SOUND = encode(SECRET)
DAMAGED = "is damaged (its check does not match)"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (SOUND[:9], "is cut short"),
        (SOUND[:16], "is cut short"),
        (SOUND[:40], "is cut short"),
        (SOUND[:-1], "is cut short"),
        (b"\x00" * len(SOUND), "is not a secret of aitdesk"),
        (b"-----BEGIN PRIVATE KEY-----\n", "is not a secret of aitdesk"),
        (
            SOUND.replace(b"secret 1", b"secret 2"),
            "has format 2, and this aitdesk reads only format 1",
        ),
        (SOUND.replace(b"0a0b", b"0a0c"), DAMAGED),
        (SOUND.replace(b"0a0b", b"0A0B"), DAMAGED),
        (SOUND.replace(b"0a0b", b"zz0b"), DAMAGED),
        (SOUND + b"\n", DAMAGED),
        (SOUND * 1000, DAMAGED),
    ],
)
def test_a_secret_that_is_not_whole_is_reported_and_kept(
    install: Install, content: bytes, reason: str
) -> None:
    install.make_folder()
    install.secret_file.write_bytes(content)
    expected = (
        f"{install.secret_file} {reason}; "
        "restore it with `aitdesk identity import FILE --install phone`, "
        "or begin anew with `aitdesk identity reset --install phone`"
    )
    assert (refusal(install), install.secret_file.read_bytes()) == (
        (SecretError, expected),
        content,
    )


def test_a_folder_in_place_of_the_secret_is_reported_and_kept(install: Install) -> None:
    install.secret_file.mkdir(parents=True)
    message = refusal(install)[1]
    assert message.startswith(f"{install.secret_file} cannot be read (Is a directory); ")


def test_a_link_to_nowhere_in_place_of_the_secret_is_reported_and_kept(install: Install) -> None:
    install.make_folder()
    install.secret_file.symlink_to("nowhere")
    message = refusal(install)[1]
    assert message.startswith(f"{install.secret_file} points nowhere or vanished; ")
    assert names(install.folder) == ["secret"]


def test_a_home_that_is_a_file_is_reported_and_mendable(install: Install) -> None:
    install.home.write_text("in the way")
    store = Store(install)
    message = refusal(install)
    install.home.unlink()
    expected = (
        f"{install.home} cannot be written (Not a directory), so install phone has no secret; "
        "free or unlock the disk, or choose another folder with AITDESK_HOME"
    )
    assert (message, len(store.secret())) == ((StoreError, expected), 32)
