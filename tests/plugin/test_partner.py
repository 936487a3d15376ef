"""A mini-app with its own server: the plugin starts it and Toss's beside the page."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from plugin.conftest import REPOSITORY, SDK_PAGE

if TYPE_CHECKING:
    import pytest

    from plugin.conftest import Inner

pytest_plugins = ["pytester"]

SERVER = REPOSITORY / "webapp" / "partner-example-node" / "server.mjs"
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


def run(inner: Inner, code: str, server: str = f"node {SERVER}") -> pytest.RunResult:
    return inner.run(ASK, f"--aitdesk-server={server}", then=dedent(code), target=SDK_PAGE)


def test_the_example_goes_from_the_page_to_toss_and_back(inner: Inner) -> None:
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
    """,
    )
    result.assert_outcomes(passed=1)


def test_the_example_survives_what_toss_refuses(inner: Inner) -> None:
    result = run(
        inner,
        """
        def test_it(miniapp, partner, aitdesk_server):
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
    )
    result.assert_outcomes(passed=1)


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


def test_what_the_server_wrote_is_shown_where_a_test_fails(inner: Inner) -> None:
    result = run(
        inner,
        """
        def test_it(aitdesk_server):
            raise AssertionError
    """,
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*aitdesk server*", "*partner API: https://127.0.0.1:*"])
