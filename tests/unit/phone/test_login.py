from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, TypeVar

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.environment import Operational
from aitdesk.phone.login import Consent, IssuedCode, KeyCode, Term
from aitdesk.phone.prompts import Answer
from memory_vault import MemoryVault
from rig import HASH, FakeTime, make_shell, quiet

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from aitdesk.phone import SimulatedPhone

T = TypeVar("T")

NOW_MS = 1_767_225_600_000
TERMS = (
    Term(title="Terms"),
    Term(title="Letters", is_required=False),
    Term(title="Facts"),
    Term(title="Calls", is_required=False),
)
AGREED = ("Terms", "Facts")


def answering(shell: SimulatedPhone, wanted: Awaitable[T], *answers: Answer) -> T:
    async def run() -> T:
        asking = asyncio.ensure_future(wanted)
        for answer in answers:
            await quiet()
            shell.prompts.answer(shell.prompts.waiting[0].id, answer, by="sheet")
        return await asyncio.wait_for(asking, 1)

    return asyncio.run(run())


def logged_in(*, vault: MemoryVault | None = None, time: FakeTime | None = None) -> SimulatedPhone:
    shell = make_shell(vault=vault, time=time)
    shell.prompts.observable.update(default="deny")  # nothing is to be asked any more
    asyncio.run(shell.login.consents.put("toss", Consent(agreed=AGREED, at_ms=0)))
    return shell


def new_code(shell: SimulatedPhone) -> str:
    return asyncio.run(shell.login.authorize())[0]


def refused(shell: SimulatedPhone, code: str) -> str:
    with pytest.raises(ApiError) as failure:
        asyncio.run(shell.login.redeem(code))
    assert failure.value.code == "invalid_grant"
    return failure.value.message.removeprefix(f"{code} ")


@pytest.mark.parametrize(
    ("picked", "agreed"),
    [
        ([], ("Terms", "Facts")),
        (["term-3"], ("Terms", "Facts", "Calls")),
        (["term-3", "term-1"], ("Terms", "Letters", "Facts", "Calls")),
        (["term-0", "term-9", {}], ("Terms", "Facts")),
    ],
)
def test_the_consent_holds_what_is_required_and_what_was_picked(
    picked: list[object], agreed: tuple[str, ...]
) -> None:
    shell = make_shell()
    shell.login.observable.update(terms=TERMS)
    answering(shell, shell.login.authorize(), Answer("agree", {"picked": picked}))  # type: ignore[dict-item]  # a page may send anything
    assert asyncio.run(shell.login.consents.all()) == {"toss": Consent(agreed=agreed, at_ms=NOW_MS)}


@pytest.mark.parametrize("values", [{}, {"picked": "term-1"}])
def test_an_answer_without_a_choice_of_terms_agrees_to_the_required_ones(
    values: dict[str, str],
) -> None:
    shell = make_shell()
    shell.login.observable.update(terms=TERMS)
    answering(shell, shell.login.authorize(), Answer("agree", {**values}))
    found = asyncio.run(shell.login.consents.get("toss"))
    assert found == Consent(agreed=AGREED, at_ms=NOW_MS)


def test_a_refusal_is_asked_again_the_next_time() -> None:
    shell = make_shell()
    with pytest.raises(ApiError) as failure:
        answering(shell, shell.login.authorize(), Answer("refuse"))
    answering(shell, shell.login.authorize(), Answer("agree"))
    assert (failure.value.code, asyncio.run(shell.login.is_linked())) == ("APP_LOGIN", True)


def test_two_logins_at_once_ask_once() -> None:
    shell = make_shell()

    async def both() -> int:
        found = await asyncio.gather(shell.login.authorize(), shell.login.authorize())
        return len(set(found))

    assert answering(shell, both(), Answer("agree")) == 2


def test_the_consent_outlives_the_run() -> None:
    vault = MemoryVault()
    logged_in(vault=vault)
    shell = make_shell(vault=vault)
    assert (asyncio.run(shell.login.is_linked()), len(new_code(shell))) == (True, 45)


@pytest.mark.parametrize(
    ("operational", "referrer"), [(Operational.TOSS, "DEFAULT"), (Operational.SANDBOX, "SANDBOX")]
)
def test_the_referrer_tells_where_the_login_happened(
    operational: Operational, referrer: str
) -> None:
    shell = make_shell(operational=operational)
    shell.prompts.observable.update(default="allow")
    code, told = asyncio.run(shell.login.authorize())
    assert (re.fullmatch(r"aitdesk-code-[\w-]{32}", code) is not None, told) == (True, referrer)


def test_every_login_has_a_code_of_its_own() -> None:
    shell = logged_in()
    assert len({new_code(shell) for _ in range(100)}) == 100


def test_a_code_is_redeemed_once() -> None:
    shell = logged_in()
    code = new_code(shell)
    redeemed = asyncio.run(shell.login.redeem(code))
    assert (redeemed, refused(shell, code)) == (
        IssuedCode(
            referrer="DEFAULT", agreed=AGREED, expires_at_ms=NOW_MS + 600_000, is_redeemed=True
        ),
        "was redeemed already",
    )


def test_of_two_that_redeem_a_code_at_once_one_succeeds() -> None:
    shell = logged_in()
    code = new_code(shell)

    async def both() -> list[object]:
        tries = [shell.login.redeem(code), shell.login.redeem(code)]
        return list(await asyncio.gather(*tries, return_exceptions=True))

    kinds = sorted(type(each).__name__ for each in asyncio.run(both()))
    assert kinds == ["ApiError", "IssuedCode"]


@pytest.mark.parametrize(("passed_ms", "is_valid"), [(599_999, True), (600_000, False)])
def test_a_code_expires(passed_ms: int, *, is_valid: bool) -> None:
    time = FakeTime()
    shell = logged_in(time=time)
    code = new_code(shell)
    time.advance(ms=passed_ms)
    if is_valid:
        assert asyncio.run(shell.login.redeem(code)).is_redeemed
    else:
        assert refused(shell, code) == "has expired"


def test_expired_codes_are_cleared_away_with_the_next_login() -> None:
    time = FakeTime()
    shell = logged_in(time=time)
    new_code(shell)
    time.advance(ms=600_000)
    code = new_code(shell)
    assert list(asyncio.run(shell.login.codes.all())) == [code]


def test_a_code_that_was_never_issued_is_refused() -> None:
    assert refused(logged_in(), "made-up") == "was never issued, or its login was unlinked"


def test_unlinking_forgets_the_consent_and_every_code() -> None:
    shell = logged_in()
    code = new_code(shell)
    asyncio.run(shell.login.unlink())
    assert (asyncio.run(shell.login.is_linked()), refused(shell, code)) == (
        False,
        "was never issued, or its login was unlinked",
    )


def test_the_sheet_says_that_it_is_a_test_and_what_is_agreed_to() -> None:
    shell = make_shell(locale="en-US")
    shell.login.observable.update(terms=TERMS)
    shell.prompts.observable.update(default="allow")
    sheets = list[object]()
    shell.prompts.settled.listen(lambda settled: sheets.append(settled.prompt.sheet))
    new_code(shell)
    text = str(sheets)
    wanted = ["This is a test login", "Log in to “My App” with Toss?", *[t.title for t in TERMS]]
    assert [each for each in wanted if each not in text] == []


def key_code(shell: SimulatedPhone) -> str:
    return asyncio.run(shell.login.key_code())


def test_a_code_for_the_anonymous_key_is_a_new_one_each_time_and_asks_nothing() -> None:
    shell = make_shell()
    shell.login.observable.update(is_configured=False)
    codes = {key_code(shell) for _ in range(100)}
    fitting = [code for code in codes if re.fullmatch(r"aitdesk-key-code-[\w-]{32}", code)]
    assert (len(fitting), shell.prompts.waiting) == (100, [])


def test_a_code_for_the_anonymous_key_is_redeemed_once() -> None:
    shell = make_shell()
    code = key_code(shell)
    redeemed = asyncio.run(shell.login.redeem(code))
    assert (redeemed, refused(shell, code)) == (
        KeyCode(anon_key=HASH, expires_at_ms=NOW_MS + 300_000, is_redeemed=True),
        "was redeemed already",
    )


@pytest.mark.parametrize(("passed_ms", "is_valid"), [(299_999, True), (300_000, False)])
def test_a_code_for_the_anonymous_key_expires_after_five_minutes(
    passed_ms: int, *, is_valid: bool
) -> None:
    time = FakeTime()
    shell = make_shell(time=time)
    code = key_code(shell)
    time.advance(ms=passed_ms)
    if is_valid:
        assert asyncio.run(shell.login.redeem(code)).is_redeemed
    else:
        assert refused(shell, code) == "has expired"


def test_its_lifetime_is_part_of_the_state() -> None:
    time = FakeTime()
    shell = make_shell(time=time)
    shell.login.observable.update(key_code_lifetime_ms=1)
    code = key_code(shell)
    time.advance(ms=1)
    assert refused(shell, code) == "has expired"


def test_unlinking_a_login_leaves_the_codes_for_the_anonymous_key() -> None:
    shell = logged_in()
    code = key_code(shell)
    asyncio.run(shell.login.unlink())
    assert asyncio.run(shell.login.redeem(code)).is_redeemed


def test_a_code_of_one_kind_is_never_one_of_the_other() -> None:
    shell = logged_in()
    codes = [new_code(shell), key_code(shell)]
    redeemed = [asyncio.run(shell.login.redeem(code)) for code in codes]
    assert [type(each) for each in redeemed] == [IssuedCode, KeyCode]


def test_a_code_for_the_anonymous_key_outlives_the_run() -> None:
    vault = MemoryVault()
    code = key_code(make_shell(vault=vault))
    assert asyncio.run(make_shell(vault=vault).login.redeem(code)).is_redeemed
