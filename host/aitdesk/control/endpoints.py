"""Everything that control can be asked, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.control import actions, journal, page, phone, requests, server_side, state
from aitdesk.control.answer import json_response
from aitdesk.control.endpoint import Endpoint
from aitdesk.control.schema import document

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import Reach


async def get_schema(reach: Reach, _: Request) -> Response:
    """Tell this surface and the state's parts as an OpenAPI document with their JSON Schemas."""
    return json_response(document(ENDPOINTS, reach.session.shell.parts()))


ENDPOINTS = (
    Endpoint("GET", "/session", state.get_session),
    Endpoint("GET", "/state", state.get_state),
    Endpoint("GET", "/state/{part}", state.get_part),
    Endpoint("PATCH", "/state", state.patch_state, requests.StatePatch),
    Endpoint("POST", "/reset", state.post_reset, requests.ResetBody),
    Endpoint("GET", "/schema", get_schema),
    Endpoint("GET", "/prompts", phone.get_prompts),
    Endpoint("POST", "/prompts/expected", actions.post_expected, requests.ExpectedBody),
    Endpoint("POST", "/prompts/{id}", phone.post_prompt, requests.AnswerBody),
    Endpoint("PUT", "/answers/{name}", actions.put_answer, requests.GivenBody),
    Endpoint("DELETE", "/answers/{name}", actions.delete_answer),
    Endpoint("POST", "/events", phone.post_event, requests.EventBody),
    Endpoint("POST", "/press", phone.post_press, requests.PressBody),
    Endpoint("PUT", "/device/insets", phone.put_insets, requests.InsetsBody),
    Endpoint("POST", "/navigate", phone.post_navigate, requests.NavigateBody),
    Endpoint("POST", "/reload", actions.post_reload),
    Endpoint("POST", "/visibility", actions.post_visibility, requests.VisibilityBody),
    Endpoint("POST", "/clock", actions.post_clock, requests.ClockBody),
    Endpoint("POST", "/settle", actions.post_settle, requests.SettleBody),
    Endpoint("POST", "/windows", actions.post_window, requests.WindowBody),
    Endpoint("POST", "/close", phone.post_close),
    Endpoint("GET", "/journal", journal.get_journal, query=("after", "limit", "wait_ms")),
    Endpoint("GET", "/page", page.get_page, query=("timeout_ms", "colors")),
    Endpoint("GET", "/screenshot", phone.get_screenshot),
    Endpoint("POST", "/orders/{id}/refund", server_side.post_refund),
    Endpoint("POST", "/orders/{id}/renewal", server_side.post_renewal, requests.RenewalBody),
    Endpoint("POST", "/login/redeem", server_side.post_redeem, requests.RedeemBody),
    Endpoint("POST", "/login/unlink", server_side.post_unlink),
)
