"""The page lives at its own https origin, and nothing else does."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Opener, Starter

NAME = "aitdesk-sample"
PRODUCTION = f"https://{NAME}.apps.tossmini.com"
IMPOSTOR = "impostor.apps.tossmini.com"
WHERE = "[location.origin, isSecureContext]"
FETCH = "(url) => fetch(url, { mode: 'no-cors' }).then(() => 'answered', String)"
LISTENING = "0A"


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener) -> MiniApp:
    return keep_miniapp()


class Impostor:
    """A server with a valid handshake and a certificate that nobody trusts."""

    def __init__(self, pem: Path) -> None:
        self.failed_handshakes = 0
        self.served = 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(pem)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        try:
            with self._context.wrap_socket(connection, server_side=True) as secure:
                self.served += bool(secure.recv(4096))
                secure.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi")
        except OSError:
            self.failed_handshakes += 1

    def close(self) -> None:
        """Stop answering."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


def write_certificate(pem: Path, *, host: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))


@pytest.fixture
def impostor(tmp_path: Path) -> Iterator[Impostor]:
    """A server that claims a name which the engine is told to look for there."""
    write_certificate(tmp_path / "impostor.pem", host=IMPOSTOR)
    server = Impostor(tmp_path / "impostor.pem")
    yield server
    server.close()


def mapped_to(server: Impostor) -> dict[str, str]:
    rules = f'--host-resolver-rules="MAP {IMPOSTOR} 127.0.0.1:{server.port}"'
    return {"QTWEBENGINE_CHROMIUM_FLAGS": rules}


def listening_ports(process_id: int) -> set[int]:
    """Return the ports on which the process waits for connections."""
    own = {
        str(link.readlink()).removeprefix("socket:[").rstrip("]")
        for link in Path(f"/proc/{process_id}/fd").iterdir()
        if link.is_symlink()
    }
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1][-4:], 16) for row in rows if row[3] == LISTENING and row[9] in own}


def gateway_port(miniapp: MiniApp) -> int:
    """Return the port of the server behind the origin: the one that speaks TLS for its name."""
    for port in listening_ports(miniapp.process.pid):
        if isinstance(shake_hands(port, host=f"{NAME}.apps.tossmini.com"), str):
            return port
    raise AssertionError("no server behind the origin")


def shake_hands(port: int, *, host: str | None, context: ssl.SSLContext | None = None) -> object:
    """Return the version of TLS that was agreed on, or the error."""
    if context is None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    try:
        # The engine's own port answers nobody else, not even with a refusal.
        with (
            closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as connection,
            context.wrap_socket(connection, server_hostname=host) as secure,
        ):
            return secure.version()
    except OSError as error:
        return error


def test_the_sample_is_at_its_production_origin_in_a_secure_context(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(WHERE) == [PRODUCTION, True]


def test_the_origin_is_the_same_on_every_run(start_miniapp: Starter) -> None:
    first, second = start_miniapp(), start_miniapp()
    assert [run.page.evaluate(WHERE) for run in (first, second)] == 2 * [[PRODUCTION, True]]
    assert gateway_port(first) != gateway_port(second)


def test_private_is_where_a_qr_test_runs(new_miniapp: Opener) -> None:
    page = new_miniapp(origin="private").page
    assert page.evaluate(WHERE) == [f"https://{NAME}.private-apps.tossmini.com", True]


def test_local_is_loopback_on_the_same_port_each_time(start_miniapp: Starter) -> None:
    # The port hangs on the name; another run of the same mini-app would have taken it.
    options: dict[str, Any] = {"origin": "local", "app_name": "local-app"}
    first = start_miniapp(**options)
    found, is_secure = first.page.evaluate(WHERE)
    first.process.stop()
    assert first.process.ended() == "the WebView process ended: exit code 0"
    assert found.startswith("http://127.0.0.1:")
    assert is_secure is True
    assert start_miniapp(**options).page.evaluate(WHERE) == [found, True]


def test_any_https_origin_can_be_asked_for(new_miniapp: Opener) -> None:
    miniapp = new_miniapp(origin="https://shop.example.com:8443")
    assert miniapp.page.evaluate(WHERE) == ["https://shop.example.com:8443", True]
    expect(miniapp.page.get_by_test_id("session")).to_have_attribute("data-state", "ready")


def test_no_other_name_is_mapped(miniapp: MiniApp) -> None:
    for other in (
        "https://other.apps.tossmini.com/",
        "https://x.aitdesk-sample.apps.tossmini.com/",
    ):
        assert miniapp.page.evaluate(FETCH, other) == "TypeError: Failed to fetch"
    assert miniapp.page.evaluate(FETCH, f"{PRODUCTION}/icon.svg") == "answered"


def test_a_frame_of_another_name_stays_empty(miniapp: MiniApp) -> None:
    miniapp.page.evaluate("""() => new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.src = "https://other.apps.tossmini.com/";
      frame.onload = frame.onerror = resolve;
      document.body.append(frame);
    })""")
    assert miniapp.page.frames[-1].url.startswith("chrome-error://")


def test_the_server_refuses_its_address_in_place_of_its_name(miniapp: MiniApp) -> None:
    port = gateway_port(miniapp)
    address = f"https://127.0.0.1:{port}/"
    assert miniapp.page.evaluate(FETCH, address) == "TypeError: Failed to fetch"
    assert isinstance(shake_hands(port, host=None), ssl.SSLError)
    assert isinstance(shake_hands(port, host="other.apps.tossmini.com"), ssl.SSLError)


def test_the_certificate_is_installed_nowhere(miniapp: MiniApp) -> None:
    trusting = ssl.create_default_context()
    refusal = shake_hands(gateway_port(miniapp), host=f"{NAME}.apps.tossmini.com", context=trusting)
    assert isinstance(refusal, ssl.SSLCertVerificationError)


def test_a_server_with_another_certificate_is_refused(
    impostor: Impostor, start_miniapp: Starter
) -> None:
    page = start_miniapp(environment=mapped_to(impostor)).page
    assert page.evaluate(FETCH, f"https://{IMPOSTOR}/") == "TypeError: Failed to fetch"
    assert impostor.failed_handshakes > 0
    assert impostor.served == 0


def test_a_page_of_a_server_with_another_certificate_does_not_open(
    impostor: Impostor, look: Looker
) -> None:
    looked = look(f"https://{IMPOSTOR}/", environment=mapped_to(impostor))
    assert looked.exit_code == 1
    assert "aitdesk: the page failed to load" in looked.lines
    assert impostor.served == 0


def test_the_sdk_sends_its_analytics_at_the_production_origin(miniapp: MiniApp) -> None:
    page = miniapp.page
    page.get_by_test_id("tab-environment").click()
    page.get_by_test_id("run-Analytics.screen").click()
    (log,) = miniapp.shell.await_entry("call", name="eventLog")["args"]
    assert (log["log_type"], log["log_name"]) == ("screen", "/environment::screen")
    sent = miniapp.shell.await_entry("state", text="log: /environment::screen")
    assert len(sent["params"]["anonymous_key"]) == 43
