"""What control answers is what it says it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from aitdesk.control.endpoints import ENDPOINTS
from control_rig import controlled
from rig import call

if TYPE_CHECKING:
    from control_rig import Caller, Tree

_ORDER: Final = {
    "order_id": "1", "sku": "s", "type": "CONSUMABLE", "display_name": "n",
    "display_amount": "1,000원", "amount_krw": 1000, "status": "COMPLETED", "paid_at_ms": 1,
}  # fmt: skip

_CODE: Final = {"referrer": "SANDBOX", "agreed": ["t"], "expires_at_ms": 4_000_000_000_000}
_EDGES: Final = {"top": 1, "right": 2, "bottom": 3, "left": 4}
# In the order in which each finds what it needs; the last finds it over.
REQUESTS: Final[tuple[tuple[str, str, str, object], ...]] = (
    ("GET", "/session", "/session", None),
    ("GET", "/schema", "/schema", None),
    ("PATCH", "/state", "/state", {"orders": {"1": _ORDER}, "codes": {"c": _CODE}}),
    ("GET", "/state", "/state", None),
    ("GET", "/partner/users", "/partner/users", None),
    ("GET", "/state/{part}", "/state/network", None),
    ("GET", "/prompts", "/prompts", None),
    ("GET", "/page", "/page?colors=1", None),
    ("GET", "/journal", "/journal", None),
    ("POST", "/prompts/{id}", "/prompts/{open}", {"choice": "close"}),
    ("POST", "/prompts/expected", "/prompts/expected", {"kind": "share", "choice": "allow"}),
    ("PUT", "/answers/{name}", "/answers/share", {"value": 1}),
    ("DELETE", "/answers/{name}", "/answers/share", None),
    ("POST", "/events", "/events", {"name": "backEvent"}),
    ("POST", "/press", "/press", {"button": "home"}),
    ("PUT", "/device/insets", "/device/insets", _EDGES),
    ("POST", "/navigate", "/navigate", {"path": "/x"}),
    ("POST", "/reload", "/reload", None),
    ("POST", "/visibility", "/visibility", {"is_visible": False}),
    ("POST", "/clock", "/clock", {"advance_ms": 1}),
    ("POST", "/orders/{id}/refund", "/orders/1/refund", None),
    ("POST", "/login/redeem", "/login/redeem", {"code": "c"}),
    ("POST", "/login/unlink", "/login/unlink", None),
    ("POST", "/reset", "/reset", {"parts": ["network"]}),
    ("POST", "/close", "/close", None),
    ("POST", "/settle", "/settle", None),
)
NOT_ASKED: Final = {
    ("GET", "/screenshot"),  # a picture
    ("POST", "/windows"),  # opened by the process that is served
    ("POST", "/orders/{id}/renewal"),  # answers what a refund does
    ("POST", "/orders/{id}/change"),  # of a subscription, and in test_control_partner
    ("POST", "/partner"),  # needs a place for certificates, as in test_control_partner
}


async def everything(caller: Caller) -> list[tuple[str, str, Tree]]:
    """Ask for everything once, and return how, where and what came."""
    await caller.send(call("share", {"message": "m"}))
    (prompt,) = caller.rig.shell.prompts.waiting
    answers = []
    for method, path, asked, body in REQUESTS:
        if path == "/settle":
            caller.rig.session.closed()
        answer = await caller(method, asked.replace("{open}", prompt.id), body)
        answers.append((method, path, answer))
    assert [answer.json for _, _, answer in answers if answer.status != 200] == []
    return [(method, path, answer.json) for method, path, answer in answers]


def test_every_answer_is_of_the_shape_that_the_schema_gives_it() -> None:
    answers = controlled(everything)
    ((_, _, document),) = [each for each in answers if each[1] == "/schema"]
    wrong = [
        f"{method} {path}: {problem.json_path} {problem.message}"
        for method, path, value in answers
        for problem in validator(document, method, path).iter_errors(value)
    ]
    assert wrong == []


def test_every_request_is_tried_against_the_schema() -> None:
    tried = {(method, path) for method, path, _, _ in REQUESTS}
    assert {(each.method, each.path) for each in ENDPOINTS} - tried == NOT_ASKED


def validator(document: Tree, method: str, path: str) -> Draft202012Validator:
    """Return what an answer is held to; references lead into the document."""
    answer = document["paths"][path][method.lower()]["responses"]["200"]
    schema: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})
