"""A mini-app with its own server: the plugin starts it and Toss's beside the page."""

from __future__ import annotations

import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from plugin.conftest import REPOSITORY, SDK_PAGE

if TYPE_CHECKING:
    from plugin.conftest import Inner

pytest_plugins = ["pytester"]

WEBAPP = REPOSITORY / "webapp"
NODE = f"node {WEBAPP / 'partner-example-node' / 'server.mjs'}"
PYTHON = f"{sys.executable} {WEBAPP / 'partner-example-python' / 'server.py'}"
ASK = '''
import pytest

ASK = """async ([url, path, body, token]) => {
  const answer = await fetch(url + path, {
    method: body === null ? "GET" : "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: body === null ? undefined : JSON.stringify(body),
  });
  return [answer.status, await answer.json()];
}"""
BUY = """([url, token]) => new Promise((resolve) => sdk.IAP.createOneTimePurchaseOrder({
  options: { sku: "aitdesk.test.coins", processProductGrant: async ({ orderId }) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const body = JSON.stringify({ orderId });
    const answer = await fetch(`${url}/grant`, { method: "POST", headers, body });
    return (await answer.json()).granted === true;
  } },
  onEvent: ({ type }) => { if (type === "success") resolve(type); },
  onError: ({ code }) => resolve(code),
}))"""

def ask(miniapp, server, path, body=None, token=""):
    return miniapp.page.evaluate(ASK, [server.url, path, body, token])

def sign_in(miniapp, server):
    code = miniapp.page.evaluate("() => sdk.appLogin()")
    return ask(miniapp, server, "/sign-in", code)[1]["token"]

@pytest.fixture
def miniapp(new_miniapp):
    return new_miniapp(prompts="allow")
'''


def run(inner: Inner, code: str, server: str = NODE) -> pytest.RunResult:
    return inner.run(ASK, f"--aitdesk-server={server}", then=dedent(code), target=SDK_PAGE)


@pytest.mark.parametrize("server", [NODE, PYTHON], ids=["express", "fastapi"])
def test_the_example_goes_from_the_page_to_toss_and_back(inner: Inner, server: str) -> None:
    result = run(
        inner,
        """
        def test_it(miniapp, partner, aitdesk_server):
            token = sign_in(miniapp, aitdesk_server)
            assert miniapp.page.evaluate(BUY, [aitdesk_server.url, token]) == "success"
            (order,) = partner.orders.values()
            assert order["status"] == "COMPLETED"
            reward = ask(miniapp, aitdesk_server, "/reward", {"amount": 10}, token)
            assert reward == [200, {"result": "SUCCESS"}]
            again = ask(miniapp, aitdesk_server, "/reward", {"amount": 10}, token)
            assert again == [409, {"code": "4113"}]
            items = ask(miniapp, aitdesk_server, "/items", None, token)
            assert items == [200, {"items": ["aitdesk.test.coins"]}]

            url = f"{aitdesk_server.url}/toss/unlink"
            miniapp.shell.set(partner={"unlink_url": url, "unlink_authorization": "id:secret"})
            (me,) = partner.users
            with partner.expect_callback("unlink") as told:
                partner.unlink("WITHDRAWAL_TERMS")
            body = {"userKey": str(me["user_key"]), "referrer": "WITHDRAWAL_TERMS"}
            assert (told.status, told.body, me["is_linked"]) == (200, body, True)
            gone = ask(miniapp, aitdesk_server, "/items", None, token)
            assert gone == [401, {"code": "SIGN_IN"}]
            assert [each["name"] for each in partner.calls()][:3] == [
                "generate-token", "login-me", "get-order-status",
            ]

        def test_that_toss_may_refuse(miniapp, partner, aitdesk_server):
            code = miniapp.page.evaluate("() => sdk.appLogin()")
            partner.fail("generate-token", "503", times=1)
            assert ask(miniapp, aitdesk_server, "/sign-in", code)[0] == 502
            partner.fail("generate-token", "invalid_grant", times=1)
            assert ask(miniapp, aitdesk_server, "/sign-in", code)[0] == 401
            token = ask(miniapp, aitdesk_server, "/sign-in", code)[1]["token"]
            found = ask(miniapp, aitdesk_server, "/grant", {"orderId": "x"}, token)
            assert found == [409, {"code": "NOT_FOUND"}]
            assert len(partner.calls("generate-token")) == 3
    """,
        server=server,
    )
    result.assert_outcomes(passed=2)


def test_a_test_that_awaits_has_the_server_and_toss_too(inner: Inner) -> None:
    result = run(
        inner,
        """
        import asyncio

        SUBSCRIBE = '''() => new Promise((resolve) => sdk.IAP.createSubscriptionPurchaseOrder({
          options: { sku: "aitdesk.test.monthly", offerId: null, processProductGrant: () => true },
          onEvent: ({ type }) => { if (type === "success") resolve(type); },
          onError: ({ code }) => resolve(code),
        }))'''

        async def goes_on(app, partner_of, server_of):
            async with app as miniapp:
                partner = await partner_of(miniapp)
                async with server_of(partner) as server:
                    await partner.fail("generate-token", "503", times=1)
                    code = await miniapp.page.evaluate("() => sdk.appLogin()")
                    asked = [server.url, "/sign-in", code, ""]
                    answers = [await miniapp.page.evaluate(ASK, asked) for _ in range(2)]
                    assert [status for status, _ in answers] == [502, 200]
                    names = [each["name"] for each in await partner.calls()]
                    assert names == ["generate-token", "generate-token", "login-me"]
                    url = f"{server.url}/no-such-place"
                    await miniapp.shell.set(partner={"notification_url": url})
                    async with partner.expect_callback("subscription") as told:
                        assert await miniapp.page.evaluate(SUBSCRIBE) == "success"
                    assert told.body["changeReason"] == "CREATED"
                    (order_id,) = await partner.orders()
                    async with partner.expect_callback("subscription") as told:
                        await partner.change(order_id, "EXTENDED")
                    assert (told.body["changeReason"], told.status) == ("EXTENDED", 404)
                    (me,) = await partner.users()
                    assert me["is_linked"]
                    await partner.answer("generate-token")
                    await miniapp.shell.set(partner={"unlink_url": url})
                    async with partner.expect_callback("unlink") as told:
                        await partner.unlink()
                    assert told.body["referrer"] == "UNLINK"

        def test_it(async_new_miniapp, async_partner, async_aitdesk_server):
            app = async_new_miniapp(prompts="allow")
            asyncio.run(goes_on(app, async_partner, async_aitdesk_server))

        def test_that_time_is_told(miniapp, partner, aitdesk_server):
            url = f"{aitdesk_server.url}/no-such-place"
            miniapp.shell.set(partner={"notification_url": url})
            with partner.expect_callback("subscription") as told:
                assert miniapp.page.evaluate(SUBSCRIBE) == "success"
            assert told.body["changeReason"] == "CREATED"
            with partner.expect_callback("subscription") as told:
                miniapp.shell.clock.advance(seconds=40 * 86_400)
            assert told.body["changeReason"] == "RENEWED"

        def test_that_shows_what_the_server_wrote(aitdesk_server):
            raise AssertionError
    """,
    )
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*aitdesk server*", "*partner API: https://127.0.0.1:*"])


def test_a_server_that_does_not_start_says_what_it_wrote(inner: Inner) -> None:
    result = run(
        inner,
        """
        def test_it(aitdesk_server):
            pass
    """,
        server="node -e \"console.log('no-database');process.exit(3)\"",
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ended: 3*", "*no-database*"])
