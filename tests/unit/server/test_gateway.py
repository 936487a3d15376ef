"""Whom a gateway answers: its own name alone, in TLS and in HTTP, and reads alone."""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import TYPE_CHECKING

import pytest

from aitdesk.server.certificate import certificate_for
from served_site import HOST, ROOT_PAGE, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_files_can_only_be_read(site: Site, method: str) -> None:
    with site.served():
        reply = site.ask("/api", method=method)
    assert reply.pick("allow") == (405, b"Files are only read.", {"allow": "GET, HEAD"})
    assert site.missing == ["/api"]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.0.0.1:1", "evil.example", HOST, ""]
)
def test_another_host_name_is_refused(site: Site, host: str) -> None:
    with site.served():
        reply = site.ask("/", Host=host)
    assert (reply.status, reply.body) == (421, b"Another host is served here.")


def test_a_request_line_that_names_a_url_is_refused(site: Site) -> None:
    with site.served():
        reply = site.ask("http://evil.example/")
    assert (reply.status, reply.body) == (421, b"Another host is served here.")


@pytest.fixture
def secure(site: Site, tmp_path: Path) -> Iterator[Site]:
    pem = certificate_for(HOST, folder=tmp_path / "certificates").path
    with site.served(f"https://{HOST}", pem=pem):
        yield site


def test_the_origin_is_served_over_tls_with_its_certificate(secure: Site) -> None:
    reply = secure.ask_securely(host=HOST)
    assert (reply.status, reply.body) == (200, ROOT_PAGE)


@pytest.mark.parametrize(
    "name",
    ["other.apps.tossmini.com", "apps.tossmini.com", f"x.{HOST}", "localhost", "127.0.0.1", None],
)
def test_the_handshake_fails_for_another_name_and_for_none(secure: Site, name: str | None) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", secure.port)) as raw,
        pytest.raises((ssl.SSLError, ConnectionResetError)),
    ):
        context.wrap_socket(raw, server_hostname=name)


def test_another_host_is_refused_inside_the_right_handshake(secure: Site) -> None:
    reply = secure.ask_securely(host="other.apps.tossmini.com")
    assert (reply.status, reply.body) == (421, b"Another host is served here.")


def test_plain_http_gets_nothing_from_a_secure_origin(secure: Site) -> None:
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        secure.ask("/", Host=HOST)
