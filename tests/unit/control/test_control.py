from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aitdesk.api.decorators import HandlerKind as NameKind
from aitdesk.control.endpoints import ENDPOINTS
from aitdesk.journal import EntryKind
from aitdesk.phone.app import AppFacts, DeclaredPermission
from control_rig import Caller, Tree, ask, controlled, error
from rig import ORIGIN, call, failed, make_rig, rejected, resolved, subscribe, talk, told

if TYPE_CHECKING:
    from aitdesk.control.endpoint import Endpoint

CLIPBOARD = AppFacts("my-app", "My App", permissions=(DeclaredPermission("clipboard", "read"),))
DOCS = Path(__file__).parents[3] / "host" / "docs" / "control.md"


# What the page gets.


def test_a_question_is_told_and_answered_in_the_persons_place() -> None:
    async def act(caller: Caller) -> Tree:
        await caller.send(call("requestPermission", {"name": "clipboard", "access": "read"}))
        open_ = (await caller("GET", "/prompts")).json["prompts"]
        path = f"/prompts/{open_[0]['id']}"
        wrong = (await caller("POST", path, {"choice": "perhaps"})).status
        right = (await caller("POST", path, {"choice": "allow"})).status
        await caller.send(call("getPermission", {"name": "clipboard", "access": "read"}))
        late = (await caller("POST", path, {"choice": "allow"})).status
        shown = [(each["kind"], each["for_call"], each["sheet"]["layout"]) for each in open_]
        return shown, (wrong, right, late), caller.rig.got()

    assert controlled(act, rig=make_rig(app=CLIPBOARD)) == (
        [("permission", "requestPermission", "alert")],
        (422, 200, 404),
        [resolved("requestPermission", "allowed"), resolved("getPermission", "allowed")],
    )


def test_an_answer_by_control_is_journaled_as_such() -> None:
    rig = make_rig(app=CLIPBOARD)

    async def act(caller: Caller) -> None:
        await caller.send(call("requestPermission", {"name": "clipboard", "access": "read"}))
        await caller("POST", "/prompts/prompt-1", {"choice": "deny"})

    controlled(act, rig=rig)
    (answered,) = (each for each in rig.recorded(EntryKind.PROMPT) if each["step"] == "answered")
    assert (answered["choice"], answered["by"]) == ("deny", "control")


@pytest.mark.parametrize(
    ("body", "got"),
    [
        ({"name": "backEvent"}, told("backEvent")),
        ({"name": "backEvent", "payload": None}, told("backEvent", None)),
        ({"name": "backEvent", "payload": {"a": [1]}}, told("backEvent", {"a": [1]})),
        (
            {"name": "backEvent", "error": "ODD"},
            failed("backEvent", "backEvent: ODD (asked for)", code="ODD"),
        ),
    ],
)
def test_an_event_reaches_the_pages_subscriptions(body: Tree, got: Tree) -> None:
    async def act(caller: Caller) -> Tree:
        nobody = (await caller("POST", "/events", body)).json
        await caller.send(subscribe("backEvent"))
        one = (await caller("POST", "/events", body)).json
        return nobody, one, caller.rig.got()

    assert controlled(act) == ({"told": 0}, {"told": 1}, [got])


def test_an_event_that_is_not_there_is_told() -> None:
    status, found = ask("POST", "/events", {"name": "backEvnt"})
    assert (status, found["error"]["message"]) == (
        404,
        "no event backEvnt; did you mean backEvent?",
    )


def test_an_event_behind_a_closed_gate_reaches_nobody() -> None:
    rig = make_rig(toss_version="1.0.0")
    gated = [
        each.mark.name
        for each in rig.session.registry.all()
        if each.mark.kind is NameKind.EVENT and not each.mark.gate.is_open(rig.shell)
    ]

    async def act(caller: Caller) -> Tree:
        await caller.send(subscribe(gated[0]))
        return (await caller("POST", "/events", {"name": gated[0]})).json

    assert controlled(act, rig=rig) == {"told": 0}


@pytest.mark.parametrize(
    ("button", "done"),
    [("back", ["close"]), ("home", [f"load {ORIGIN}/"]), ("close", ["close"])],
)
def test_a_button_does_what_it_does_on_the_phone(button: str, done: list[str]) -> None:
    rig = make_rig()
    ask("POST", "/press", {"button": button}, rig=rig)
    assert [each for each in rig.chrome.done if each.startswith(("close", "load"))] == done


def test_back_goes_to_the_page_first() -> None:
    async def act(caller: Caller) -> Tree:
        await caller.send(subscribe("backEvent"))
        await caller("POST", "/press", {"button": "back"})
        await caller.send(call("nothing"))
        return caller.rig.got()

    assert controlled(act) == [told("backEvent")]


def test_the_safe_area_changes() -> None:
    rig = make_rig()
    edges = {"top": 1, "right": 2, "bottom": 3, "left": 4}
    told_ = ask("PUT", "/device/insets", edges, rig=rig)
    assert (told_, rig.shell.device.insets.edges()) == ((200, edges), edges)


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ({"path": "/next?a=1#b"}, f"{ORIGIN}/next?a=1#b"),
        ({"path": "/"}, f"{ORIGIN}/"),
        (
            {"scheme": "intoss://my-app/items/7?from=push"},
            f"{ORIGIN}/items/7?from=push&_deploymentId={AppFacts('a', 'a').deployment_id}",
        ),
    ],
)
def test_the_page_goes_where_it_is_sent(body: object, url: str) -> None:
    rig = make_rig()
    assert (ask("POST", "/navigate", body, rig=rig), rig.chrome.done) == (
        (200, {"url": url}),
        [f"load {url}"],
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"path": "next"},
        {"path": "/", "scheme": "intoss://my-app"},
        {"path": "//example.com/"},
        {"scheme": "https://example.com/"},
        {"scheme": "javascript:alert(1)"},
    ],
)
def test_the_page_goes_nowhere_else(body: object) -> None:
    rig = make_rig()
    status, found = ask("POST", "/navigate", body, rig=rig)
    assert (status, found["error"]["code"], rig.chrome.done) == (422, "INVALID", [])


def test_closing_ends_the_mini_app() -> None:
    rig = make_rig()
    assert (ask("POST", "/close", rig=rig), rig.chrome.done) == ((200, {"closed": True}), ["close"])


def test_a_picture_is_a_png() -> None:
    async def act(caller: Caller) -> Tree:
        answer = await caller("GET", "/screenshot")
        return answer.status, answer.headers["content-type"]

    assert controlled(act) == (200, "image/png")


def test_a_closed_window_has_no_picture() -> None:
    rig = make_rig()
    rig.session.stop()
    assert ask("GET", "/screenshot", rig=rig) == error(409, "CLOSED", "the window is closed")


def test_a_fault_that_is_asked_for_reaches_the_page() -> None:
    async def act(caller: Caller) -> Tree:
        faults = {"outcomes": {"getClipboardText": "ODD:1"}}
        await caller("PATCH", "/state", {"faults": faults})
        await caller.send(call("getClipboardText"))
        return caller.rig.got(), (await caller("GET", "/state/faults")).json

    message = "getClipboardText: ODD (asked for)"
    assert controlled(act) == (
        [rejected("getClipboardText", message, code="ODD")],
        {"outcomes": {}},
    )


# What happens at the server.


def test_an_unknown_order_cannot_be_paid_back() -> None:
    assert ask("POST", "/orders/x/refund") == error(404, "UNKNOWN_ORDER", "no order x")


def test_an_order_is_paid_back_once() -> None:
    order = {
        "order_id": "1", "sku": "s", "type": "CONSUMABLE", "display_name": "n",
        "display_amount": "1,000원", "amount_krw": 1000, "status": "COMPLETED", "paid_at_ms": 1,
    }  # fmt: skip

    async def act(caller: Caller) -> Tree:
        await caller("PATCH", "/state", {"orders": {"1": order}})
        first = await caller("POST", "/orders/1/refund")
        second = await caller("POST", "/orders/1/refund")
        return first.status, first.json["status"], second.status

    assert controlled(act) == (200, "REFUNDED", 409)


def test_a_code_is_redeemed_once() -> None:
    code = {"referrer": "SANDBOX", "agreed": ["t"], "expires_at_ms": 4_000_000_000_000}

    async def act(caller: Caller) -> Tree:
        await caller("PATCH", "/state", {"codes": {"c": code}})
        first = await caller("POST", "/login/redeem", {"code": "c"})
        second = await caller("POST", "/login/redeem", {"code": "c"})
        return first.json["agreed"], (second.status, second.json["error"]["code"])

    assert controlled(act) == (["t"], (409, "invalid_grant"))


def test_the_agreement_to_login_is_taken_back() -> None:
    async def act(caller: Caller) -> Tree:
        await caller("PATCH", "/state", {"logins": {"login": {"agreed": [], "at_ms": 1}}})
        await caller("POST", "/login/unlink")
        return await caller.rig.shell.login.is_linked()

    assert controlled(act) is False


# What it says of itself.


def test_the_session_is_told() -> None:
    rig = make_rig()
    rig.session.visited(f"{ORIGIN}/path", can_go_forward=False)
    status, found = ask("GET", "/session", rig=rig)
    assert (status, found["app"]["name"], found["origin"], found["url"], found["pid"]) == (
        200, "my-app", ORIGIN, f"{ORIGIN}/path", os.getpid(),
    )  # fmt: skip


def test_the_schema_describes_every_endpoint_and_every_part() -> None:
    rig = make_rig()
    _, found = ask("GET", "/schema", rig=rig)
    asked = {(method.upper(), path) for path, each in found["paths"].items() for method in each}
    state = found["components"]["schemas"]["State"]["properties"]
    assert (asked, set(state)) == (
        {(each.method, each.path) for each in ENDPOINTS}
        | {("GET", f"/state/{name}") for name in rig.shell.parts()},
        set(rig.shell.parts()),
    )


def test_every_reference_of_the_schema_leads_somewhere() -> None:
    _, found = ask("GET", "/schema")
    names = set(re.findall(r"#/components/schemas/(\w+)", str(found)))
    assert names - set(found["components"]["schemas"]) == set()


def test_every_endpoint_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    assert [each for each in ENDPOINTS if f"`{each.method} {each.path}`" not in text] == []


@pytest.mark.parametrize(
    "endpoint", [each for each in ENDPOINTS if each.body], ids=lambda e: e.path
)
def test_a_body_with_an_unknown_member_is_refused(endpoint: Endpoint) -> None:
    path = re.sub(r"\{\w+\}", "1", endpoint.path)
    status, found = ask(endpoint.method, path, {"zzz": 1})
    assert (status, found["error"]["code"]) == (422, "INVALID")


def test_a_body_that_is_no_json_is_refused() -> None:
    status, found = ask("PATCH", "/state", b"{")
    assert (status, found["error"]["code"]) == (400, "NO_JSON")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/state", 405), ("POST", "/journal", 405)],
)
def test_what_cannot_be_asked_is_told_as_json(method: str, path: str, status: int) -> None:
    told_ = ask(method, path)
    message = f"nothing answers {method} {path}: GET /schema lists what does"
    assert told_ == error(status, "NO_SUCH_REQUEST", message)


def test_control_changes_nothing_for_a_page_without_it() -> None:
    rig = make_rig()
    assert talk(rig, call("getAnonymousKey")) != []
