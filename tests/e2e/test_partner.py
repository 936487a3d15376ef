"""The round trip through the real SDK: page, the mini-app's server, partner API, and back."""

from __future__ import annotations

import os
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import expect

from e2e.command import AITDESK
from e2e.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

PREFIX = "/api-partner/v1/apps-in-toss"
COINS = "aitdesk.test.coins"
BUY = """(sku) => {
  window.order = new Promise((resolve) => sdk.IAP.createOneTimePurchaseOrder({
    options: { sku, processProductGrant: ({ orderId }) => {
      resolve(orderId);
      return new Promise((granted) => { window.grant = granted; });
    } },
    onEvent: ({ type }) => { window.ended = type; },
    onError: ({ code }) => { window.ended = code; },
  }));
}"""
# As a server in Node opens a field: nothing of this package is asked.
OPEN = """
const [key, aad, field] = process.argv.slice(1);
const raw = Buffer.from(field, "base64");
const cipher = require("node:crypto")
  .createDecipheriv("aes-256-gcm", Buffer.from(key, "base64"), raw.subarray(0, 12));
cipher.setAAD(Buffer.from(aad, "utf8"));
cipher.setAuthTag(raw.subarray(-16));
const text = cipher.update(raw.subarray(12, -16), undefined, "utf8") + cipher.final("utf8");
process.stdout.write(text);
"""


@dataclass(frozen=True)
class OwnServer:
    """The mini-app's server, as far as it asks Toss's."""

    miniapp: MiniApp
    where: dict[str, Any]
    client: httpx.Client

    def ask(self, path: str, body: object = None, *, pay: bool = False, **headers: str) -> Any:  # noqa: ANN401
        """Ask and return `success`."""
        said = {name.replace("_", "-"): text for name, text in headers.items()}
        url = self.where["pay_url" if pay else "url"] + PREFIX + path
        method = "GET" if path.endswith("login-me") else "POST"
        answer = self.client.request(method, url, json=body, headers=said).json()
        assert answer["resultType"] == "SUCCESS", answer
        return answer["success"]

    def log_in(self) -> dict[str, Any]:
        """Let the page log in, redeem its code, and return who it is."""
        code = self.miniapp.page.evaluate("() => sdk.appLogin()")
        tokens = self.ask("/user/oauth2/generate-token", code)
        me: dict[str, Any] = self.ask(
            "/user/oauth2/login-me", authorization=f"Bearer {tokens['accessToken']}"
        )
        return me

    def about(self) -> dict[str, Any]:
        """Return the header that names the page's person."""
        return {"x_toss_user_key": str(self.log_in()["userKey"])}


@pytest.fixture
def server(new_miniapp: Opener, sdk_page: str) -> Iterator[OwnServer]:
    """A server of the mini-app whose person goes along with everything."""
    miniapp = new_miniapp(target=sdk_page, prompts="allow")
    expect(miniapp.page.locator("#status")).to_have_text("ready")
    where = miniapp.shell.ask("POST", "/partner", {})
    context = ssl.create_default_context(cafile=where["ca"])
    context.load_cert_chain(where["certificate"], where["key"])
    with httpx.Client(verify=context, trust_env=False) as client:
        yield OwnServer(miniapp, where, client)


def test_the_page_logs_in_the_server_redeems_and_its_removal_is_seen_by_the_page(
    server: OwnServer,
) -> None:
    page = server.miniapp.page
    me = server.log_in()
    linked = [page.evaluate("() => sdk.getIsTossLoginIntegratedService()")]
    removed = server.ask("/user/oauth2/access/remove-by-user-key", {"userKey": me["userKey"]})
    linked.append(page.evaluate("() => sdk.getIsTossLoginIntegratedService()"))
    assert (linked, removed) == ([True, False], {"userKey": me["userKey"]})


def test_a_name_is_opened_by_node(server: OwnServer) -> None:
    me = server.log_in()
    home = Path(server.where["ca"]).parents[3]
    name = server.miniapp.shell.ask("GET", "/session")["app"]["name"]
    shown = subprocess.run(
        [AITDESK, "partner", "encryption", name],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "AITDESK_HOME": str(home)},
    ).stdout
    key, aad = (line.split()[1] for line in shown.splitlines())
    opened = subprocess.run(
        ["node", "-e", OPEN, key, aad, me["name"]], capture_output=True, check=True, text=True
    )
    assert opened.stdout == "김가짜"


def test_an_order_of_the_page_is_paid_until_the_page_grants_it(server: OwnServer) -> None:
    page = server.miniapp.page
    page.evaluate(BUY, COINS)
    order_id = page.evaluate("() => order")
    states = [server.ask("/order/get-order-status", {"orderId": order_id})["status"]]
    page.evaluate("() => grant(true)")
    page.wait_for_function("() => window.ended")
    states.append(server.ask("/order/get-order-status", {"orderId": order_id})["status"])
    server.miniapp.shell.refund(order_id)
    states.append(server.ask("/order/get-order-status", {"orderId": order_id})["status"])
    assert states == ["PAYMENT_COMPLETED", "PURCHASED", "REFUNDED"]


def test_the_anonymous_key_of_the_page_is_known_and_names_its_person(server: OwnServer) -> None:
    key = server.miniapp.page.evaluate("() => sdk.getAnonymousKey()")["hash"]
    assert server.ask("/users/anon-key/verify", x_anon_key=key) is True
    reward = server.ask("/promotion/execute-promotion/get-key", x_anon_key=key)["key"]
    body = {"promotionCode": "TEST_AITDESK", "key": reward, "amount": 10}
    server.ask("/promotion/execute-promotion", body, x_anon_key=key)
    granting = "(params) => sdk.grantPromotionReward({ params })"
    wanted = {"promotionCode": "TEST_AITDESK", "amount": 10}
    assert server.miniapp.page.evaluate(granting, wanted)["errorCode"] == "4113"


def test_the_page_confirms_only_what_the_server_was_given(server: OwnServer) -> None:
    about = server.about()
    order = {"orderNo": "1", "productDesc": "Coffee", "amount": 10, "amountTaxFree": 0}
    token = server.ask("/pay/make-payment", {**order, "isTestPayment": True}, pay=True, **about)
    paying = "(params) => sdk.checkoutPayment({ params })"
    unknown = server.miniapp.page.evaluate(paying, {"payToken": "x"})
    known = server.miniapp.page.evaluate(paying, token)
    body = {**token, "isTestPayment": True}
    taken = server.ask("/pay/execute-payment", body, pay=True, **about)
    assert (unknown["success"], known, taken["mode"]) == (False, {"success": True}, "TEST")


def test_a_message_shows_on_the_phone_and_leads_where_it_says(server: OwnServer) -> None:
    shell, page, about = server.miniapp.shell, server.miniapp.page, server.about()
    name = shell.ask("GET", "/session")["app"]["name"]
    template = {"title": "Hello {{name}}", "link": f"intoss://{name}/?from=message"}
    shell.set(partner={"templates": {"HELLO": template}}, prompts={"kinds": {"message": "ask"}})
    body = {"templateSetCode": "HELLO", "context": {"name": "Kim"}}
    server.ask("/messenger/send-message", body, **about)
    expect(server.miniapp.sheet).to_contain_text("Hello Kim")
    with page.expect_navigation(url="**from=message**"):
        server.miniapp.sheet.get_by_test_id("aitdesk-choice-open").click()


def test_the_servers_are_told_when_the_person_leaves(server: OwnServer) -> None:
    site = Site({})
    try:
        shell, me = server.miniapp.shell, server.log_in()
        shell.set(partner={"unlink_url": f"{site.url}/unlink", "unlink_method": "GET"})
        shell.ask("POST", "/login/unlink", {"reason": "WITHDRAWAL_TOSS"})
        entry = shell.await_entry("partner", name="callback:unlink")
    finally:
        site.close()
    told = {"userKey": str(me["userKey"]), "referrer": "WITHDRAWAL_TOSS"}
    assert (entry["request"], entry["status"]) == (told, 404)


def test_the_journal_has_page_and_server_on_one_line_of_time(server: OwnServer) -> None:
    server.log_in()
    names = [
        (entry["kind"], entry["name"], entry.get("user"))
        for entry in server.miniapp.shell.journal()
        if entry["kind"] == "partner" or entry.get("name") == "appLogin"
    ]
    assert names == [
        ("call", "appLogin", None),
        ("partner", "generate-token", "default"),
        ("partner", "login-me", "default"),
    ]
