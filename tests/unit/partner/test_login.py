from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aitdesk.partner.cipher import cipher_key
from aitdesk.partner.people import People
from aitdesk.phone.identity import derive_user_key
from partner_rig import Toss, with_toss

if TYPE_CHECKING:
    from pathlib import Path

GENERATE = "user/oauth2/generate-token"
REFRESH = "user/oauth2/refresh-token"
ME = "user/oauth2/login-me"
REMOVE = "user/oauth2/access/remove-by-access-token"
REMOVE_KEY = "user/oauth2/access/remove-by-user-key"
INVALID = (400, {"error": "invalid_grant"})
SCOPES = (
    "user_key user_ci user_birthday user_nationality user_name user_phone user_gender user_email"
)


async def invalid(toss: Toss, path: str, body: object = None, **more: Any) -> bool:  # noqa: ANN401
    answer = await toss.ask(path, body, **more)
    return (answer.status_code, answer.json()) == INVALID


def bearer(tokens: dict[str, str]) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens['accessToken']}"}


def test_a_code_of_the_page_gives_tokens_once(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        code, referrer = await toss.phone.login.authorize()
        body = {"authorizationCode": code, "referrer": referrer}
        tokens = await toss.get(GENERATE, body)
        assert tokens == {
            "tokenType": "Bearer",
            "accessToken": tokens["accessToken"],
            "refreshToken": tokens["refreshToken"],
            "expiresIn": 3599,
            "scope": SCOPES,
        }
        assert await invalid(toss, GENERATE, body)

    with_toss(tmp_path, act)


def test_a_code_is_invalid_after_ten_minutes_of_the_phones_clock(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        code, referrer = await toss.phone.login.authorize()
        toss.time.advance(ms=600_000)
        assert await invalid(toss, GENERATE, {"authorizationCode": code, "referrer": referrer})

    with_toss(tmp_path, act)


def test_a_code_is_invalid_unknown_or_with_another_referrer(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        code, _ = await toss.phone.login.authorize()
        assert await invalid(toss, GENERATE, {"authorizationCode": "x", "referrer": "DEFAULT"})
        assert await invalid(toss, GENERATE, {"authorizationCode": code, "referrer": "SANDBOX"})
        await toss.get(GENERATE, {"authorizationCode": code, "referrer": "DEFAULT"})

    with_toss(tmp_path, act)


def test_login_me_tells_the_person_with_enciphered_facts(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        me = await toss.get(ME, method="GET", **bearer(await toss.log_in()))
        cipher = AESGCM(await cipher_key(toss.phone.vault, app="my-app"))
        opened = {
            name: cipher.decrypt((raw := b64decode(me[name]))[:12], raw[12:], b"TOSS").decode()
            for name in ("name", "phone", "birthday", "gender", "nationality", "email")
        }
        assert opened == {
            "name": "김가짜",
            "phone": "01000000000",
            "birthday": "19000101",
            "gender": "FEMALE",
            "nationality": "LOCAL",
            "email": "nobody@example.com",
        }
        plain = {
            name: me[name] for name in ("userKey", "scope", "agreedTerms", "callingCode", "di")
        }
        assert plain == {
            "userKey": await toss.phone.identity.user_key(),
            "scope": SCOPES.replace(" ", ","),
            "agreedTerms": ["terms-1", "terms-2", "terms-3"],
            "callingCode": "82",
            "di": None,
        }

    with_toss(tmp_path, act)


def test_facts_without_a_scope_are_null(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(scopes=("user_key", "user_name"))
        me = await toss.get(ME, method="GET", **bearer(await toss.log_in()))
        assert [name for name in me if me[name] is None] == [
            "callingCode", "phone", "birthday", "ci", "di", "gender", "nationality", "email",
        ]  # fmt: skip

    with_toss(tmp_path, act)


def test_an_access_token_ends_after_an_hour_and_a_refresh_token_gives_another(
    tmp_path: Path,
) -> None:
    async def act(toss: Toss) -> None:
        tokens = await toss.log_in()
        toss.time.advance(ms=3_600_000)
        assert await invalid(toss, ME, method="GET", **bearer(tokens))
        body = {"refreshToken": tokens["refreshToken"]}
        others = await toss.get(REFRESH, body)
        await toss.get(ME, method="GET", **bearer(others))
        assert await invalid(toss, REFRESH, body)

    with_toss(tmp_path, act)


def test_a_refresh_token_ends_after_14_days(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        tokens = await toss.log_in()
        toss.time.advance(ms=14 * 86_400_000)
        assert await invalid(toss, REFRESH, {"refreshToken": tokens["refreshToken"]})
        assert await invalid(toss, REFRESH, {"refreshToken": tokens["accessToken"]})

    with_toss(tmp_path, act)


def test_a_removal_by_token_ends_the_login_for_the_page_and_calls_nobody_back(
    tmp_path: Path,
) -> None:
    async def act(toss: Toss) -> None:
        told: list[str] = []
        toss.phone.login.unlinked.listen(told.append)
        tokens = await toss.log_in()
        key = await toss.phone.identity.user_key()
        assert await toss.get(REMOVE, **bearer(tokens)) == {"userKey": key}
        assert (await toss.phone.login.is_linked(), told) == (False, [])
        assert await invalid(toss, ME, method="GET", **bearer(tokens))
        assert await invalid(toss, REFRESH, {"refreshToken": tokens["refreshToken"]})

    with_toss(tmp_path, act)


def test_a_removal_by_key_ends_the_login_of_whoever_has_it(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        await toss.log_in()
        key = await toss.phone.identity.user_key()
        assert await toss.code(REMOVE_KEY, {"userKey": 1}) == "USER_KEY_NOT_FOUND"
        assert await toss.get(REMOVE_KEY, {"userKey": key}) == {"userKey": key}
        assert await toss.code(REMOVE_KEY, {"userKey": key}) == "USER_NOT_FOUND"
        assert not await toss.phone.login.is_linked()

    with_toss(tmp_path, act)


def test_no_token_and_one_of_nobody_are_invalid(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        for path, method in ((ME, "GET"), (REMOVE, "POST")):
            assert await invalid(toss, path, method=method)
            assert await invalid(toss, path, method=method, authorization="Bearer x")

    with_toss(tmp_path, act)


def test_the_journal_tells_who_a_call_was_about(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        tokens = await toss.log_in()
        await toss.get(ME, method="GET", **bearer(tokens))
        await toss.ask(GENERATE, {"authorizationCode": "x", "referrer": "DEFAULT"})
        assert toss.calls() == [
            ("generate-token", "default", "SUCCESS"),
            ("login-me", "default", "SUCCESS"),
            ("generate-token", None, "invalid_grant"),
        ]

    with_toss(tmp_path, act)


def test_a_code_is_of_whoever_logged_in_on_this_install(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        other = People(toss.phone).of("b")
        other.prompts.observable.update(default="allow")
        code, referrer = await other.login.authorize()
        tokens = await toss.get(GENERATE, {"authorizationCode": code, "referrer": referrer})
        me = await toss.get(ME, method="GET", **bearer(tokens))
        assert me["userKey"] == await other.identity.user_key()
        assert toss.calls() == [("generate-token", "b", "SUCCESS"), ("login-me", "b", "SUCCESS")]

    with_toss(tmp_path, act)


def test_a_user_key_is_of_one_mini_app_and_one_person() -> None:
    secret = bytes(range(32))
    people = [("my-app", "a"), ("my-app", "b"), ("their-app", "a"), ("my-appa", "")]
    keys = [derive_user_key(secret, app=app, user=user) for app, user in people]
    assert keys == [derive_user_key(secret, app=app, user=user) for app, user in people]
    assert (len(set(keys)), {len(str(key)) for key in keys}) == (4, {9})
