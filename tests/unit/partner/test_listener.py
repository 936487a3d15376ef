"""Who is let in, and what of a request reaches an endpoint."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError
from aitdesk.journal import Journal
from aitdesk.partner import serve_partner
from aitdesk.partner.authority import Authority, ClientFiles
from aitdesk.partner.signing import API_HOST, PAY_HOST
from memory_vault import MemoryVault
from partner_rig import PREFIX, Toss, with_toss
from rig import make_shell

if TYPE_CHECKING:
    from pathlib import Path

VERIFY = f"{PREFIX}/users/anon-key/verify"
MAKE = f"{PREFIX}/pay/make-payment"


async def speak(
    toss: Toss,
    text: bytes,
    *,
    shows: ClientFiles | None,
    named: str | None = None,
    pay: bool = False,
) -> bytes:
    """Say some bytes over TLS and return the answer. Raises OSError where there is none."""
    context = ssl.create_default_context(cafile=str(toss.address.ca))
    context.check_hostname = named is not None
    if shows is not None:
        context.load_cert_chain(shows.certificate, shows.key)
    url = toss.address.pay_url if pay else toss.address.url
    port = int(url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname=named or ""
    )
    try:
        writer.write(text)
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.transport.abort()
    if not answer:
        raise ConnectionResetError
    return answer


def own(toss: Toss) -> ClientFiles:
    return ClientFiles(toss.address.certificate, toss.address.key)


def request(toss: Toss, path: str = VERIFY, *, host: str | None = None, pay: bool = False) -> bytes:
    base = toss.address.pay_url if pay else toss.address.url
    said = base.removeprefix("https://") if host is None else host
    lines = (f"POST {path} HTTP/1.1", f"host: {said}", "content-length: 0", "connection: close")
    return "\r\n".join((*lines, "", "")).encode()


async def status(toss: Toss, text: bytes, *, named: str | None = None, pay: bool = False) -> int:
    return int((await speak(toss, text, shows=own(toss), named=named, pay=pay)).split()[1])


def test_a_certificate_of_the_mini_app_is_let_in(tmp_path: Path) -> None:
    async def act(toss: Toss) -> int:
        return await status(toss, request(toss))

    assert with_toss(tmp_path, act) == 200


@pytest.mark.parametrize("kind", ["none", "foreign", "expired", "revoked"])
def test_any_other_certificate_ends_as_tls_does(tmp_path: Path, kind: str) -> None:
    async def act(toss: Toss) -> None:
        authority = Authority(tmp_path / "served")
        shows = None
        if kind == "foreign":
            shows = Authority(tmp_path / "foreign").client("my-app")
        elif kind != "none":
            is_expired = kind == "expired"
            shows = authority.client("my-app", is_new=True, is_expired=is_expired)
        if kind == "revoked":
            assert await speak(toss, request(toss), shows=shows)
            authority.revoke("my-app", "client-2")
        with pytest.raises(OSError, match=r"alert|reset|^$|Connection"):
            await speak(toss, request(toss), shows=shows)

    with_toss(tmp_path / "served", act)


def test_several_certificates_are_good_at_once(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        other = Authority(tmp_path).client("my-app", is_new=True)
        for each in (own(toss), other):
            assert await speak(toss, request(toss), shows=each)

    with_toss(tmp_path, act)


def test_another_mini_apps_certificate_is_refused_by_name(tmp_path: Path) -> None:
    async def act(toss: Toss) -> bytes:
        shows = Authority(tmp_path).client("their-app")
        return await speak(toss, request(toss), shows=shows)

    assert b'"errorCode":"4050"' in with_toss(tmp_path, act)


def test_plaintext_is_not_answered(tmp_path: Path) -> None:
    async def act(toss: Toss) -> bytes:
        port = int(toss.address.url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request(toss))
        answer = await reader.read()
        writer.close()
        return answer

    assert b"HTTP" not in with_toss(tmp_path, act)


@pytest.mark.parametrize(
    ("host", "named", "pay", "found"),
    [
        (None, None, False, {"api"}),
        (None, None, True, {"pay"}),
        (API_HOST, None, False, {"api"}),
        (PAY_HOST, None, False, {"pay"}),
        (API_HOST, API_HOST, True, {"api"}),
        (PAY_HOST, PAY_HOST, True, {"pay"}),
        (PAY_HOST, API_HOST, False, set()),
        (API_HOST, PAY_HOST, False, set()),
        ("evil.example", None, False, set()),
        (f"{API_HOST}:1", None, False, set()),
        ("", None, False, set()),
        (f"x.{API_HOST}", None, False, set()),
    ],
)
def test_a_host_is_told_by_name_else_by_port_and_a_mixture_is_refused(
    tmp_path: Path, *, host: str | None, named: str | None, pay: bool, found: set[str]
) -> None:
    async def act(toss: Toss) -> dict[str, int]:
        return {
            kind: await status(toss, request(toss, path, host=host, pay=pay), named=named, pay=pay)
            for kind, path in (("api", VERIFY), ("pay", MAKE))
        }

    answers = with_toss(tmp_path, act)
    assert {kind for kind, code in answers.items() if code == 200} == found
    others = {code for kind, code in answers.items() if kind not in found}
    assert others <= ({404} if found else {421})


def test_a_name_that_nobody_has_is_refused_in_tls(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        await speak(toss, request(toss), shows=own(toss), named="localhost")
        with pytest.raises(ConnectionResetError):
            await speak(toss, request(toss), shows=own(toss), named="evil.example")

    with_toss(tmp_path, act)


@pytest.mark.parametrize(
    "path",
    [
        f"/{VERIFY}", f"{VERIFY}/", VERIFY.replace("users", "%75sers"), f"/x/..{VERIFY}",
        VERIFY.upper(), f"{PREFIX}/users//anon-key/verify", "/", "*", f"{VERIFY};x", f"{VERIFY}%00",
    ],
)  # fmt: skip
def test_a_path_is_taken_as_it_was_sent(tmp_path: Path, path: str) -> None:
    async def act(toss: Toss) -> int:
        return await status(toss, request(toss, path))

    assert with_toss(tmp_path, act) in {400, 404}


def test_another_method_is_told_which(tmp_path: Path) -> None:
    async def act(toss: Toss) -> tuple[int, str]:
        answer = await toss.ask("users/anon-key/verify", method="GET")
        return answer.status_code, answer.headers["allow"]

    assert with_toss(tmp_path, act) == (405, "POST")


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    async def act() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            phone = make_shell(vault=MemoryVault())
            async with serve_partner(phone, Journal(), folder=tmp_path, port=port):
                pass

    with pytest.raises(ConfigError, match=r"ports \d+ and \d+ cannot be used \(Address already"):
        asyncio.run(act())
