"""What every call passes: faults, rates, the body, and what only its table knows."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from jsonschema import Draft202012Validator

from aitdesk.api.fault_names import find_fault_mistakes, full_registry
from aitdesk.errors import StoreError
from aitdesk.partner.endpoints import partner_endpoints
from aitdesk.phone.partner_catalog import endpoint_rows, failure_rows
from memory_vault import MemoryVault
from partner_answers import BODIES, ask, shaped, told
from partner_rig import Toss, Tree, with_toss
from rig import FakeTime, make_shell, quiet

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone.partner_catalog import EndpointRow

ROWS = endpoint_rows()
FAILURES = [(row, each) for row in ROWS for each in failure_rows(row.name)]


async def asleep(toss: Toss) -> None:
    """Wait until the phone's clock is waited for."""
    while not toss.time.sleepers:  # noqa: ASYNC110  # over a real socket
        await asyncio.sleep(0.001)


def misfit(document: Tree, row: EndpointRow, answer: httpx.Response) -> str | None:
    """Return what of an answer is not as the served document describes it."""
    described = document["paths"][row.path][row.method.lower()]["responses"]
    if str(answer.status_code) not in described:
        return f"no {answer.status_code}"
    if not answer.content:
        return None
    schema = described[str(answer.status_code)]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    problems = Draft202012Validator(whole).iter_errors(answer.json())
    return next((each.message for each in problems), None)


def test_every_endpoint_of_the_table_is_answered() -> None:
    assert {each.row for each in partner_endpoints().values()} == set(ROWS)


def test_every_failure_of_the_table_can_be_asked_for_and_has_its_shape(tmp_path: Path) -> None:
    async def act(toss: Toss) -> list[Tree]:
        toss.phone.partner.observable.update(messages_to_one_a_minute=100)
        wrong: list[Tree] = []
        document = (await toss.client.get(f"{toss.address.url}/openapi.json")).json()
        for row, failure in FAILURES:
            toss.phone.faults.observable.update(outcomes={f"partner:{row.name}": failure.key})
            asking = asyncio.create_task(ask(toss, row))
            while not asking.done():
                await asyncio.sleep(0.001)
                if toss.time.sleepers:
                    toss.time.advance(ms=failure.after_ms)
            found, odd = told(await asking), misfit(document, row, await asking)
            if found != shaped(failure) or odd is not None:
                wrong.append((row.name, failure.key, found, odd))
        return wrong

    assert with_toss(tmp_path, act) == []


def test_another_certificate_than_the_mini_apps_is_4050_everywhere(tmp_path: Path) -> None:
    async def act(toss: Toss) -> list[Tree]:
        toss.phone.app = replace(toss.phone.app, name="their-app")
        return [told(await ask(toss, row)) for row in ROWS]

    assert with_toss(tmp_path, act) == [(200, ("FAIL", None, "4050"))] * len(ROWS)


def test_a_fault_ends_after_its_times(tmp_path: Path) -> None:
    async def act(toss: Toss) -> list[str]:
        toss.phone.faults.observable.update(outcomes={"partner:get-key": "4110:2"})
        about = await toss.about()
        path = "promotion/execute-promotion/get-key"
        answers = [(await toss.ask(path, **about)).json() for _ in range(3)]
        return [each["resultType"] for each in answers]

    assert with_toss(tmp_path, act) == ["FAIL", "FAIL", "SUCCESS"]


@pytest.mark.parametrize("status", ["500", "503", "429"])
def test_a_fault_may_be_a_status_of_http(tmp_path: Path, status: str) -> None:
    async def act(toss: Toss) -> tuple[int, Tree]:
        toss.phone.faults.observable.update(outcomes={"partner:verify": status})
        return told(await toss.ask("users/anon-key/verify"))

    assert with_toss(tmp_path, act) == (int(status), None)


def test_a_timeout_takes_its_seconds_of_the_phones_clock_and_then_nothing_comes(
    tmp_path: Path,
) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.faults.observable.update(outcomes={"partner:verify": "timeout-7"})
        asking = asyncio.create_task(toss.ask("users/anon-key/verify"))
        await asleep(toss)
        toss.time.advance(ms=6_999)
        await quiet()
        assert not asking.done()
        toss.time.advance(ms=1)
        with pytest.raises(httpx.RemoteProtocolError):
            await asking
        assert toss.calls() == [("verify", None, "timeout")]

    with_toss(tmp_path, act)


def test_too_many_calls_a_minute_are_4095_and_say_how_long_to_wait(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(calls_a_minute=2)
        toss.time.advance(ms=15_000)
        body = {"orderId": "x"}
        for _ in range(2):
            await toss.get("order/get-order-status", body)
        error = (await toss.ask("order/get-order-status", body)).json()["error"]
        assert (error["errorCode"], error["data"]) == ("4095", {"retryAfterSeconds": 45})
        await toss.get(
            "users/anon-key/verify", x_anon_key=await toss.phone.identity.anonymous_hash()
        )
        toss.time.advance(ms=45_000)
        await toss.get("order/get-order-status", body)

    with_toss(tmp_path, act)


def test_one_person_gets_ten_messages_a_minute(tmp_path: Path) -> None:
    async def act(toss: Toss) -> list[str]:
        about, body = await toss.about(), BODIES["send-message"]
        answers = [await toss.ask("messenger/send-message", body, **about) for _ in range(11)]
        return [each.json()["resultType"] for each in answers]

    assert with_toss(tmp_path, act) == ["SUCCESS"] * 10 + ["FAIL"]


@pytest.mark.parametrize("text", ["{", "[]", "1", "3 x", "\ud800", "[" * 100_000])
def test_what_is_no_object_is_a_400_for_every_endpoint_with_a_body(
    tmp_path: Path, text: str
) -> None:
    async def act(toss: Toss) -> set[tuple[int, Tree]]:
        found = set()
        for row in ROWS:
            if row.name in BODIES:
                base = toss.address.pay_url if row.host == "pay" else toss.address.url
                about = {"x-toss-user-key": str(await toss.phone.identity.user_key())}
                content = text.encode("utf-8", "surrogatepass")
                answer = await toss.client.post(base + row.path, content=content, headers=about)
                found.add(told(answer))
        return found

    assert with_toss(tmp_path, act) == {(400, ("FAIL", None, "4000"))}


def test_what_the_disk_cannot_do_is_said_in_the_shape_of_toss(tmp_path: Path) -> None:
    vault = MemoryVault()

    async def act(toss: Toss) -> tuple[int, Tree, Tree]:
        vault.problem = StoreError("no disk")
        answer = await toss.ask("users/anon-key/exchange", {"code": "x"})
        return *told(answer), answer.json()["error"]["reason"]

    time = FakeTime()
    found = with_toss(tmp_path, act, phone=make_shell(vault=vault, time=time), time=time)
    assert found == (500, ("INTERNAL_ERROR", None, "INTERNAL_ERROR"), "no disk")


def test_one_code_redeemed_by_32_at_once_succeeds_once(tmp_path: Path) -> None:
    async def act(toss: Toss) -> int:
        code, referrer = await toss.phone.login.authorize()
        body = {"authorizationCode": code, "referrer": referrer}
        path = "user/oauth2/generate-token"
        answers = await asyncio.gather(*(toss.ask(path, body) for _ in range(32)))
        return sum("accessToken" in each.text for each in answers)

    assert with_toss(tmp_path, act) == 1


def test_every_endpoint_unfailed_answers_as_the_document_describes_it(tmp_path: Path) -> None:
    async def act(toss: Toss) -> list[Tree]:
        document = (await toss.client.get(f"{toss.address.url}/openapi.json")).json()
        answers = [(row, await ask(toss, row)) for row in ROWS]
        return [
            (row.name, odd)
            for row, answer in answers
            if (odd := misfit(document, row, answer)) is not None
        ]

    assert with_toss(tmp_path, act) == []


def test_the_document_describes_every_endpoint(tmp_path: Path) -> None:
    async def act(toss: Toss) -> Tree:
        return (await toss.client.get(f"{toss.address.url}/openapi.json")).json()

    document = with_toss(tmp_path, act)
    described = {(path, how.upper()) for path, each in document["paths"].items() for how in each}
    assert (document["openapi"], described) == ("3.1.0", {(row.path, row.method) for row in ROWS})


def test_a_fault_may_name_an_endpoint_and_no_other() -> None:
    outcomes = {"partner:login-me": "500", "partner:log-in": "500"}
    assert list(find_fault_mistakes(outcomes, full_registry())) == ["partner:log-in"]
