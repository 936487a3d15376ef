from __future__ import annotations

import hashlib
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from aitdesk.errors import StoreError
from aitdesk.server.certificate import Certificate, certificate_for

if TYPE_CHECKING:
    from pathlib import Path

HOST = "my-app.apps.tossmini.com"
NOW = datetime(2030, 1, 1, tzinfo=UTC)


def _spki_sha256(pem: bytes) -> str:
    key = load_pem_private_key(pem, None).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(hashlib.sha256(der).digest()).decode()


def _asked_twice(folder: Path, *, later: timedelta = timedelta()) -> tuple[str, str]:
    first = certificate_for(HOST, folder=folder, at=NOW)
    second = certificate_for(HOST, folder=folder, at=NOW + later)
    return first.spki_sha256, second.spki_sha256


def test_the_certificate_is_for_the_exact_name_and_one_year(tmp_path: Path) -> None:
    made = certificate_for(HOST, folder=tmp_path, at=NOW)
    found = x509.load_pem_x509_certificate(made.path.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    key = found.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert (
        names.get_values_for_type(x509.DNSName),
        list(names),
        found.not_valid_before_utc,
        found.not_valid_after_utc,
        key.curve.name,
    ) == (
        [HOST],
        [x509.DNSName(HOST)],
        NOW - timedelta(days=1),
        NOW + timedelta(days=365),
        "secp256r1",
    )


def test_hash_and_fingerprint_are_those_of_the_file(tmp_path: Path) -> None:
    made = certificate_for(HOST, folder=tmp_path, at=NOW)
    pem = made.path.read_bytes()
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    assert made == Certificate(
        path=made.path,
        host=HOST,
        spki_sha256=_spki_sha256(pem),
        fingerprint=hashlib.sha256(der).hexdigest(),
        expires_at=NOW + timedelta(days=365),
    )


def test_only_the_owner_can_read_the_key(tmp_path: Path) -> None:
    made = certificate_for(HOST, folder=tmp_path, at=NOW)
    modes = [path.stat().st_mode & 0o777 for path in (made.path, made.path.parent)]
    assert (made.path.parent, modes) == (tmp_path / HOST, [0o600, 0o700])


def test_nothing_but_card_and_key_is_left_behind(tmp_path: Path) -> None:
    made = certificate_for(HOST, folder=tmp_path, at=NOW)
    names = {path.name for path in (tmp_path / HOST).iterdir()}
    assert names == {"current.json", made.path.name}


def test_a_later_run_gets_the_same_certificate(tmp_path: Path) -> None:
    first = certificate_for(HOST, folder=tmp_path, at=NOW)
    assert certificate_for(HOST, folder=tmp_path, at=NOW + timedelta(days=300)) == first


def test_two_names_have_two_keys(tmp_path: Path) -> None:
    hosts = (HOST, "other.apps.tossmini.com")
    made = {certificate_for(host, folder=tmp_path, at=NOW).spki_sha256 for host in hosts}
    assert len(made) == 2


@pytest.mark.parametrize("days", [335, 365, 4000])
def test_a_certificate_is_remade_before_it_expires(tmp_path: Path, days: int) -> None:
    first, second = _asked_twice(tmp_path, later=timedelta(days=days))
    assert first != second


@pytest.mark.parametrize("card", [b"", b"{}", b"[", b'{"file": 1}', b"\xff\x00"])
def test_an_unreadable_card_is_remade(tmp_path: Path, card: bytes) -> None:
    certificate_for(HOST, folder=tmp_path, at=NOW)
    (tmp_path / HOST / "current.json").write_bytes(card)
    made = certificate_for(HOST, folder=tmp_path, at=NOW)
    assert made.spki_sha256 == _spki_sha256(made.path.read_bytes())


@pytest.mark.parametrize("kept_bytes", [0, 100, -1])
def test_a_damaged_key_file_is_remade_under_another_name(tmp_path: Path, kept_bytes: int) -> None:
    first = certificate_for(HOST, folder=tmp_path, at=NOW)
    first.path.write_bytes(first.path.read_bytes()[:kept_bytes])
    second = certificate_for(HOST, folder=tmp_path, at=NOW)
    assert (second.path == first.path, second.spki_sha256 == first.spki_sha256) == (False, False)


def test_a_missing_key_file_is_remade(tmp_path: Path) -> None:
    first = certificate_for(HOST, folder=tmp_path, at=NOW)
    first.path.unlink()
    second = certificate_for(HOST, folder=tmp_path, at=NOW)
    assert second.spki_sha256 == _spki_sha256(second.path.read_bytes())


def test_a_card_of_another_host_is_not_believed(tmp_path: Path) -> None:
    certificate_for("other.apps.tossmini.com", folder=tmp_path, at=NOW)
    (tmp_path / "other.apps.tossmini.com").rename(tmp_path / HOST)
    assert certificate_for(HOST, folder=tmp_path, at=NOW).host == HOST


def test_a_folder_that_cannot_be_made_is_named_in_the_error(tmp_path: Path) -> None:
    blocked = tmp_path / "certificates"
    blocked.write_text("a file")
    with pytest.raises(StoreError) as caught:
        certificate_for(HOST, folder=blocked, at=NOW)
    assert str(caught.value) == (
        f"cannot keep the certificate of {HOST} in {blocked / HOST} (Not a directory); "
        "choose another folder with AITDESK_HOME"
    )


_ASK = """
import sys
from pathlib import Path
from aitdesk.server.certificate import certificate_for
sys.stdin.readline()
made = certificate_for("my-app.apps.tossmini.com", folder=Path(sys.argv[1]))
print(made.path.name, made.spki_sha256, "cryptography" in sys.modules)
"""


def _ask(folder: Path, *, processes: int) -> list[str]:
    command = [sys.executable, "-c", _ASK, str(folder)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(processes)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate()[0] for process in running]


def test_processes_that_start_at_once_get_one_matching_pair(tmp_path: Path) -> None:
    said = {tuple(line.split()[:2]) for line in _ask(tmp_path, processes=8)}
    file, spki = said.pop()
    assert (said, spki) == (set(), _spki_sha256((tmp_path / HOST / file).read_bytes()))


def test_a_warm_start_does_not_load_the_certificate_library(tmp_path: Path) -> None:
    certificate_for(HOST, folder=tmp_path)
    assert _ask(tmp_path, processes=1)[0].split()[2] == "False"
