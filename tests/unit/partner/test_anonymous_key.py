from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.environment import Operational
from partner_rig import Toss, with_toss

if TYPE_CHECKING:
    from pathlib import Path

VERIFY = "users/anon-key/verify"
EXCHANGE = "users/anon-key/exchange"


def test_the_key_that_the_page_was_given_is_known(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        key = await toss.phone.identity.anonymous_hash()
        assert await toss.get(VERIFY, x_anon_key=key) is True
        toss.phone.partner.observable.update(verified_as="string")
        assert await toss.get(VERIFY, x_anon_key=key) == "true"

    with_toss(tmp_path, act)


def test_an_unknown_key_fails_as_the_setting_says(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        assert await toss.code(VERIFY, x_anon_key="x") == "4010"
        assert await toss.code(VERIFY) == "4010"
        toss.phone.partner.observable.update(unknown_key="401")
        answer = await toss.ask(VERIFY, x_anon_key="x")
        assert (answer.status_code, answer.content) == (401, b"")

    with_toss(tmp_path, act)


def test_the_key_of_a_sandbox_app_is_not_known(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.environment.observable.update(operational=Operational.SANDBOX)
        key = await toss.phone.identity.anonymous_hash()
        assert await toss.code(VERIFY, x_anon_key=key) == "4010"

    with_toss(tmp_path, act)


def test_a_code_of_the_page_gives_its_key_once_within_five_minutes(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        code, late = await toss.phone.login.key_code(), await toss.phone.login.key_code()
        key = await toss.phone.identity.anonymous_hash()
        assert await toss.get(EXCHANGE, {"code": code}) == {"anonKey": key}
        assert await toss.code(EXCHANGE, {"code": code}) == "4011"
        toss.time.advance(ms=300_000)
        assert await toss.code(EXCHANGE, {"code": late}) == "4011"

    with_toss(tmp_path, act)


def test_a_code_of_toss_login_is_none(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        code, _ = await toss.phone.login.authorize()
        assert await toss.code(EXCHANGE, {"code": code}) == "4011"

    with_toss(tmp_path, act)
