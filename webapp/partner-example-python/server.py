"""The server of a mini-app, with Toss's partner API behind it: sign-in, purchases that are granted
and restored, a promotion, and the unlink callback. FastAPI, and httpx for mTLS.

PORT is where it listens. What points it at Toss, or at aitdesk, is the environment: base URL,
client certificate and key, CA. In production leave the first out, and give the console's files.
"""

from __future__ import annotations

import os
import ssl
from base64 import b64encode
from typing import Annotated, Any
from uuid import uuid4

import httpx
import uvicorn
from fastapi import Body, Depends, FastAPI, Header, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

BASE = os.environ.get("AITDESK_PARTNER_URL", "https://apps-in-toss-api.toss.im")
PREFIX = "/api-partner/v1/apps-in-toss"
PROMOTION = os.environ.get("PROMOTION_CODE", "TEST_AITDESK")
UNLINK_VALUE = os.environ.get("UNLINK_VALUE", "id:secret")

trust = ssl.create_default_context(cafile=os.environ.get("AITDESK_PARTNER_CA"))
trust.load_cert_chain(os.environ["AITDESK_PARTNER_CERTIFICATE"], os.environ["AITDESK_PARTNER_KEY"])
client = httpx.AsyncClient(verify=trust, base_url=BASE + PREFIX, timeout=10, trust_env=False)
sessions: dict[str, str] = {}  # token of ours -> userKey
granted: dict[str, tuple[str, str]] = {}  # orderId -> userKey, sku


class Refused(Exception):
    """What the page is told, and under which status."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


async def toss(method: str, path: str, body: object = None, **headers: str) -> Any:
    """Ask Toss. A failure comes with HTTP 200, resultType tells; login's own has no envelope."""
    said = {name.replace("_", "-"): text for name, text in headers.items()}
    try:
        answer = await client.request(method, path, json=body, headers=said)
    except httpx.HTTPError as problem:
        raise Refused(502, "TOSS_UNREACHABLE") from problem
    if answer.status_code >= 500 or not answer.content:
        raise Refused(502, f"TOSS_{answer.status_code}")
    told = answer.json()
    if told.get("resultType") == "SUCCESS":
        return told["success"]
    if told["error"] == "invalid_grant":
        raise Refused(401, "invalid_grant")
    raise Refused(409, told["error"]["errorCode"])


async def session(authorization: Annotated[str, Header()] = "") -> str:
    """Return whose session asks."""
    user_key = sessions.get(authorization.removeprefix("Bearer "))
    if user_key is None:
        raise Refused(401, "SIGN_IN")
    return user_key


async def from_toss(authorization: Annotated[str, Header()] = "") -> None:
    """Let in only who says the value that the console registered."""
    if authorization != f"Basic {b64encode(UNLINK_VALUE.encode()).decode()}":
        raise Refused(401, "NOT_TOSS")


UserKey = Annotated[str, Depends(session)]
Text = Annotated[str, Body(embed=True)]
app = FastAPI()
# In production name the two origins of the mini-app: NAME.apps and NAME.private-apps.tossmini.com.
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "POST"],
    allow_headers=["authorization", "content-type"],
    allow_private_network=True,
)


@app.exception_handler(Refused)
async def refused(_: Request, problem: Refused) -> JSONResponse:
    return JSONResponse({"code": problem.code}, problem.status)


@app.post("/sign-in")
async def sign_in(authorizationCode: Text, referrer: Text) -> dict[str, str]:
    code = {"authorizationCode": authorizationCode, "referrer": referrer}
    tokens = await toss("POST", "/user/oauth2/generate-token", code)
    bearer = f"Bearer {tokens['accessToken']}"
    me = await toss("GET", "/user/oauth2/login-me", authorization=bearer)
    token = str(uuid4())
    sessions[token] = str(me["userKey"])
    return {"token": token}


@app.post("/grant")
async def grant(orderId: Text, user_key: UserKey) -> dict[str, bool]:
    """Grant an order once, also one that was paid while this server was away."""
    body = {"orderId": orderId}
    found = await toss("POST", "/order/get-order-status", body, x_toss_user_key=user_key)
    # Before it is granted a paid order reads PAYMENT_COMPLETED, not PURCHASED.
    if found["status"] not in {"PAYMENT_COMPLETED", "PURCHASED"}:
        raise Refused(409, found["status"])
    granted.setdefault(orderId, (user_key, found["sku"]))
    return {"granted": True}


@app.get("/items")
async def items(user_key: UserKey) -> dict[str, list[str]]:
    return {"items": [sku for owner, sku in granted.values() if owner == user_key]}


@app.post("/reward")
async def reward(amount: Annotated[int, Body(embed=True)], user_key: UserKey) -> dict[str, str]:
    path = "/promotion/execute-promotion"
    key = (await toss("POST", f"{path}/get-key", x_toss_user_key=user_key))["key"]
    body = {"promotionCode": PROMOTION, "key": key}
    await toss("POST", path, {**body, "amount": amount}, x_toss_user_key=user_key)
    path = "/promotion/execution-result"
    return {"result": await toss("POST", path, body, x_toss_user_key=user_key)}


@app.post("/toss/unlink", dependencies=[Depends(from_toss)])
async def unlink(userKey: Text) -> dict[str, str]:
    """A person left: nothing of theirs stays."""
    for token in [each for each, owner in sessions.items() if owner == userKey]:
        del sessions[token]
    for order in [each for each, (owner, _) in granted.items() if owner == userKey]:
        del granted[order]
    return {}


if __name__ == "__main__":
    print(f"partner API: {BASE}", flush=True)
    uvicorn.run(app, port=int(os.environ.get("PORT", "3000")), log_level="warning")
