"""X.509 for the partner API: keys, certificates, and the list of what is revoked. No files."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Iterable

API_HOST: Final = "apps-in-toss-api.toss.im"
PAY_HOST: Final = "pay-apps-in-toss-api.toss.im"
VALID: Final = timedelta(days=390)
"""How long a client certificate of Toss's console is good."""

_CA_VALID = timedelta(days=3_650)
# A server's clock may be behind ours by a time zone that was set wrong; Toss's is not backdated.
_BACKDATED = timedelta(days=1)
_ORGANIZATION = "aitdesk (this machine)"


def new_authority() -> bytes:
    """Return key and certificate of a new authority, PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    usage = _usage(is_authority=True)
    certificate = (
        _builder(_name("aitdesk partner CA"), key, until=_now() + _CA_VALID)
        .issuer_name(_name("aitdesk partner CA"))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return key_pem(key) + pem(certificate)


def read_authority(text: bytes) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Return key and certificate of an authority. Raises ValueError for anything else."""
    key = serialization.load_pem_private_key(text, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("the key is of another kind")  # noqa: TRY004  # a file's content
    return key, x509.load_pem_x509_certificate(text)


def signed_server(authority: bytes) -> bytes:
    """Return key and certificate of the server under all its names, PEM."""
    hosts = [x509.DNSName(each) for each in ("localhost", API_HOST, PAY_HOST)]
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    key, certificate = _signed(
        "localhost",
        authority,
        usage=ExtendedKeyUsageOID.SERVER_AUTH,
        names=[*hosts, address],
        until=_now() + VALID,
    )
    return key_pem(key) + pem(certificate)


def signed_client(app: str, authority: bytes, *, is_expired: bool = False) -> tuple[bytes, bytes]:
    """Return certificate and key of a mini-app, PEM; `is_expired`: since an hour."""
    until = _now() - timedelta(hours=1) if is_expired else _now() + VALID
    key, certificate = _signed(
        app, authority, usage=ExtendedKeyUsageOID.CLIENT_AUTH, names=[], until=until
    )
    return pem(certificate), key_pem(key)


def revocation_list(authority: bytes, serials: Iterable[int]) -> bytes:
    """Return the signed list of what is revoked, PEM."""
    key, certificate = read_authority(authority)
    listed = sorted(serials)
    # A server that runs learns a list beside the one before, and OpenSSL takes the later of them:
    # lists only grow, and two may be made within one second.
    made_at = certificate.not_valid_before_utc + timedelta(seconds=len(listed))
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificate.subject)
        .last_update(made_at)
        .next_update(_now() + _CA_VALID)
    )
    for serial in listed:
        revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(_now())
        builder = builder.add_revoked_certificate(revoked.build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def revoked_serials(text: bytes) -> set[int]:
    """Return what a list names."""
    return {each.serial_number for each in x509.load_pem_x509_crl(text)}


def read_certificate(text: bytes) -> x509.Certificate:
    """Return the first certificate in a PEM text. Raises ValueError where there is none."""
    return x509.load_pem_x509_certificate(text)


def is_over(certificate: x509.Certificate) -> bool:
    """Tell whether its time has passed."""
    return certificate.not_valid_after_utc <= _now()


def pem(certificate: x509.Certificate) -> bytes:
    """Return a certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return a key as PEM, with no password: its file is open to its owner alone."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _signed(
    name: str,
    authority: bytes,
    *,
    usage: x509.ObjectIdentifier,
    names: list[x509.GeneralName],
    until: datetime,
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    ca_key, ca = read_authority(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
    builder = (
        _builder(_name(name), key, until=until)
        .issuer_name(ca.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        .add_extension(issuer, critical=False)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return key, builder.sign(ca_key, hashes.SHA256())


def _builder(
    name: x509.Name, key: ec.EllipticCurvePrivateKey, *, until: datetime
) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(_now(), until) - _BACKDATED)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANIZATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _now() -> datetime:
    return datetime.now(UTC)
