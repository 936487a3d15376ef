"""Everything that control can be asked, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from aitdesk.control import bodies, page, parts, phone, record, server_side, steering
from aitdesk.control.answer import json_response
from aitdesk.control.schema import document

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.reach import Reach

Act: TypeAlias = "Callable[[Reach, Request], Awaitable[Response]]"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing to ask: how, with what, and what comes of it."""

    method: str
    path: str
    act: Act
    body: Any = None  # a Struct, or what msgspec takes for a type and Python does not
    """The type of the body, None when there is none."""

    query: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The first line of the function's docstring."""
        return (self.act.__doc__ or "").partition("\n")[0]


async def get_schema(reach: Reach, _: Request) -> Response:
    """Tell this surface and the state's parts as an OpenAPI document with their JSON Schemas."""
    return json_response(document(ENDPOINTS, reach.session.shell.parts()))


ENDPOINTS = (
    Endpoint("GET", "/session", parts.get_session),
    Endpoint("GET", "/state", parts.get_state),
    Endpoint("GET", "/state/{part}", parts.get_part),
    Endpoint("PATCH", "/state", parts.patch_state, bodies.StatePatch),
    Endpoint("POST", "/reset", parts.post_reset, bodies.ResetBody),
    Endpoint("GET", "/schema", get_schema),
    Endpoint("GET", "/prompts", phone.get_prompts),
    Endpoint("POST", "/prompts/expected", steering.post_expected, bodies.ExpectedBody),
    Endpoint("POST", "/prompts/{id}", phone.post_prompt, bodies.AnswerBody),
    Endpoint("PUT", "/answers/{name}", steering.put_answer, bodies.GivenBody),
    Endpoint("DELETE", "/answers/{name}", steering.delete_answer),
    Endpoint("POST", "/events", phone.post_event, bodies.EventBody),
    Endpoint("POST", "/press", phone.post_press, bodies.PressBody),
    Endpoint("PUT", "/device/insets", phone.put_insets, bodies.InsetsBody),
    Endpoint("POST", "/navigate", phone.post_navigate, bodies.NavigateBody),
    Endpoint("POST", "/reload", steering.post_reload),
    Endpoint("POST", "/visibility", steering.post_visibility, bodies.VisibilityBody),
    Endpoint("POST", "/clock", steering.post_clock, bodies.ClockBody),
    Endpoint("POST", "/settle", steering.post_settle, bodies.SettleBody),
    Endpoint("POST", "/windows", steering.post_window, bodies.WindowBody),
    Endpoint("POST", "/close", phone.post_close),
    Endpoint("GET", "/journal", record.get_journal, query=("after", "limit", "wait_ms")),
    Endpoint("GET", "/page", page.get_page, query=("timeout_ms", "colors")),
    Endpoint("GET", "/screenshot", phone.get_screenshot),
    Endpoint("POST", "/orders/{id}/refund", server_side.post_refund),
    Endpoint("POST", "/orders/{id}/renewal", server_side.post_renewal, bodies.RenewalBody),
    Endpoint("POST", "/login/redeem", server_side.post_redeem, bodies.RedeemBody),
    Endpoint("POST", "/login/unlink", server_side.post_unlink),
)
