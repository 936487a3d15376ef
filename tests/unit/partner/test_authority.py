from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from aitdesk.errors import ConfigError, StoreError
from aitdesk.partner.authority import Authority

if TYPE_CHECKING:
    from pathlib import Path


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_a_client_certificate_names_the_mini_app_for_390_days(tmp_path: Path) -> None:
    certificate = read(Authority(tmp_path).client("my-app").certificate)
    (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    left = certificate.not_valid_after_utc - datetime.now(UTC)
    assert (name.value, round(left / timedelta(days=1))) == ("my-app", 390)


def test_the_same_certificate_is_given_until_another_is_wanted(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    first, again = authority.client("my-app"), authority.client("my-app")
    other = authority.client("my-app", is_new=True)
    assert (first, other.certificate.name) == (again, "client-2.pem")
    assert authority.client("my-app") == other


def test_a_revoked_certificate_is_not_given_again(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    first = authority.client("my-app")
    other = authority.client("my-app", is_new=True)
    authority.revoke("my-app", other.certificate.stem)
    assert authority.client("my-app") == first


def test_what_has_expired_is_made_on_demand_and_not_given_again(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    expired = authority.client("my-app", is_expired=True)
    assert read(expired.certificate).not_valid_after_utc < datetime.now(UTC)
    assert authority.client("my-app").certificate.name == "client-1.pem"


def test_an_unknown_certificate_cannot_be_revoked(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    authority.client("my-app")
    with pytest.raises(ConfigError, match=r"my-app has no certificate \.\./ca: it has client-1"):
        authority.revoke("my-app", "../ca")


def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "partner")
    authority.client("my-app")
    authority.server_file()
    modes = {
        file.relative_to(tmp_path).as_posix(): stat.S_IMODE(file.stat().st_mode)
        for file in tmp_path.rglob("*")
    }
    assert modes == {
        "partner": 0o700,
        "partner/authority.pem": 0o600,
        "partner/ca.pem": 0o600,
        "partner/revoked.pem": 0o600,
        "partner/server.pem": 0o600,
        "partner/my-app": 0o700,
        "partner/my-app/client-1.key": 0o600,
        "partner/my-app/client-1.pem": 0o600,
    }


def test_a_damaged_authority_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "authority.pem").write_text("x")
    with pytest.raises(StoreError, match=r"authority\.pem is no authority of ours: delete"):
        Authority(tmp_path).client("my-app")


def test_a_place_that_is_no_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot keep certificates in"):
        Authority(tmp_path / "file").client("my-app")
