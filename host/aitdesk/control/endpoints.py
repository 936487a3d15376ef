"""Everything that control can be asked, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitdesk.control import actions, journal, page, phone, requests, responses, server_side, state
from aitdesk.control.answer import json_response
from aitdesk.control.endpoint import Endpoint
from aitdesk.control.schema import document
from aitdesk.phone.login import IssuedCode, KeyCode
from aitdesk.phone.order import Order

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import ControlContext


async def get_schema(context: ControlContext, _: Request) -> Response:
    """Tell this surface and the state's parts as an OpenAPI document with their JSON Schemas."""
    return json_response(document(ENDPOINTS, context.session.shell.parts()))


ENDPOINTS = (
    Endpoint("GET", "/session", state.get_session, (responses.SessionResponse,)),
    Endpoint("GET", "/state", state.get_state, (responses.StateParts,)),
    Endpoint("GET", "/state/{part}", state.get_part, (Any,)),
    Endpoint("PATCH", "/state", state.patch_state, (responses.PatchResponse,), requests.StatePatch),
    Endpoint("POST", "/reset", state.post_reset, (responses.ResetResponse,), requests.ResetBody),
    Endpoint("GET", "/schema", get_schema, (responses.SchemaResponse,)),
    Endpoint("GET", "/prompts", phone.get_prompts, (responses.PromptsResponse,)),
    Endpoint(
        "POST",
        "/prompts/expected",
        actions.post_expected,
        (responses.ExpectedResponse,),
        requests.ExpectedBody,
    ),
    Endpoint(
        "POST",
        "/prompts/{id}",
        phone.post_prompt,
        (responses.AnsweredResponse,),
        requests.AnswerBody,
    ),
    Endpoint(
        "PUT", "/answers/{name}", actions.put_answer, (responses.GivenResponse,), requests.GivenBody
    ),
    Endpoint("DELETE", "/answers/{name}", actions.delete_answer, (responses.ForgottenResponse,)),
    Endpoint("POST", "/events", phone.post_event, (responses.EventResponse,), requests.EventBody),
    Endpoint("POST", "/press", phone.post_press, (responses.PressResponse,), requests.PressBody),
    Endpoint(
        "PUT", "/device/insets", phone.put_insets, (responses.InsetsResponse,), requests.InsetsBody
    ),
    Endpoint(
        "POST",
        "/navigate",
        phone.post_navigate,
        (responses.NavigateResponse,),
        requests.NavigateBody,
    ),
    Endpoint("POST", "/reload", actions.post_reload, (responses.ReloadResponse,)),
    Endpoint(
        "POST",
        "/visibility",
        actions.post_visibility,
        (responses.VisibilityResponse,),
        requests.VisibilityBody,
    ),
    Endpoint("POST", "/clock", actions.post_clock, (responses.ClockResponse,), requests.ClockBody),
    Endpoint(
        "POST", "/settle", actions.post_settle, (responses.SettleResponse,), requests.SettleBody
    ),
    Endpoint(
        "POST", "/windows", actions.post_window, (responses.WindowResponse,), requests.WINDOW_BODY
    ),
    Endpoint("POST", "/close", phone.post_close, (responses.CloseResponse,)),
    Endpoint(
        "GET",
        "/journal",
        journal.get_journal,
        (responses.JournalResponse,),
        query=("after", "limit", "wait_ms"),
    ),
    Endpoint(
        "GET", "/page", page.get_page, (responses.PageResponse,), query=("timeout_ms", "colors")
    ),
    Endpoint("GET", "/screenshot", phone.get_screenshot, ()),
    Endpoint("POST", "/orders/{id}/refund", server_side.post_refund, (Order,)),
    Endpoint(
        "POST", "/orders/{id}/renewal", server_side.post_renewal, (Order,), requests.RenewalBody
    ),
    Endpoint(
        "POST", "/login/redeem", server_side.post_redeem, (IssuedCode, KeyCode), requests.RedeemBody
    ),
    Endpoint(
        "POST",
        "/login/unlink",
        server_side.post_unlink,
        (responses.UnlinkResponse,),
        requests.UnlinkBody,
    ),
    Endpoint(
        "POST",
        "/orders/{id}/change",
        server_side.post_change,
        (responses.ChangeResponse,),
        requests.ChangeBody,
    ),
    Endpoint(
        "POST",
        "/partner",
        server_side.post_partner,
        (responses.PartnerResponse,),
        requests.PartnerPortBody,
    ),
    Endpoint(
        "GET",
        "/partner/users",
        server_side.get_partner_users,
        (responses.PartnerUsersResponse,),
    ),
)
