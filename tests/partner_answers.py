"""How each endpoint of the partner API is asked, and the telling part of what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_rig import PREFIX

if TYPE_CHECKING:
    import httpx

    from aitdesk.phone.partner_catalog import EndpointRow, FailureRow
    from partner_rig import Toss, Tree

BODIES: dict[str, Tree] = {
    "generate-token": {"authorizationCode": "x", "referrer": "DEFAULT"},
    "refresh-token": {"refreshToken": "x"},
    "remove-by-user-key": {"userKey": 1},
    "exchange": {"code": "x"},
    "get-order-status": {"orderId": "x"},
    "execute-promotion": {"promotionCode": "x", "key": "x", "amount": 1},
    "execution-result": {"promotionCode": "x", "key": "x"},
    "send-message": {"templateSetCode": "x", "context": {}},
    "send-bulk-message": {"templateSetCode": "x", "contextList": [{"userKey": 1, "context": {}}]},
    "send-test-message": {"templateSetCode": "x", "deploymentId": "x", "context": {}},
    "make-payment": {
        "orderNo": "1",
        "productDesc": "x",
        "amount": 1,
        "amountTaxFree": 0,
        "isTestPayment": True,
    },
    "execute-payment": {"payToken": "x", "isTestPayment": True},
    "refund-payment": {"payToken": "x", "reason": "x", "isTestPayment": True},
    "get-payment-status": {"payToken": "x", "isTestPayment": True},
}


async def ask(
    toss: Toss, row: EndpointRow, *, body: object = None, **headers: str
) -> httpx.Response:
    """Ask an endpoint as it wants to be asked, of the phone's person unless a header says whom."""
    path = row.path.removeprefix(f"{PREFIX}/")
    if row.who == "recipient" and not headers:
        headers = await toss.about()
    said = BODIES.get(row.name) if body is None else body
    return await toss.ask(path, said, method=row.method, pay=row.host == "pay", **headers)


def shaped(row: FailureRow) -> tuple[int, Tree]:  # noqa: PLR0911  # one a shape
    """Return status and the telling part of a failure."""
    match row.shape:
        case "bare":
            return 400, {"error": "invalid_grant"}
        case "http":
            return row.status, None
        case "kind":
            return row.status, (row.key, None, row.key)
        case "timeout":
            return 200, ("HTTP_TIMEOUT", None, "HTTP_TIMEOUT")
        case "order":
            return 200, ("SUCCESS", {"orderId": "x", "status": row.key}, None)
        case "result":
            return 200, ("SUCCESS", row.key, None)
        case "fail" | "limit" | "validation":
            return row.status, ("FAIL", None, row.key)


def told(answer: httpx.Response) -> tuple[int, Tree]:
    """Return status and the telling part of an answer."""
    if not answer.content:
        return answer.status_code, None
    said = answer.json()
    if "resultType" not in said:
        return answer.status_code, said
    code = None if said["error"] is None else said["error"]["errorCode"]
    return answer.status_code, (said["resultType"], said["success"], code)
