"""What a test does that no person could: other answers, a clock that jumps, another phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from aitdesk.api.decorators import HandlerKind
from aitdesk.control import requests, responses
from aitdesk.control.answer import json_response, read_body
from aitdesk.control.state import apply_patch
from aitdesk.errors import ApiError, ConfigError, ControlError
from aitdesk.phone.answers import Given
from aitdesk.phone.prompts import Answer
from aitdesk.phone.state import keep_as_initial
from aitdesk.session.page_idle import settled
from aitdesk.validation.validation_errors import near
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import ControlContext
    from aitdesk.session.session import Session
    from aitdesk.value import Json, Value


async def post_expected(context: ControlContext, request: Request) -> Response:
    """Answer the next question of a kind, or the one that is open; each answer is given once."""
    body = await read_body(request, requests.ExpectedBody)
    context.session.shell.prompts.expect(body.kind, Answer(body.choice, body.values))
    return json_response(responses.ExpectedResponse(expected=body.kind))


async def put_answer(context: ControlContext, request: Request) -> Response:
    """Answer a call by its wire name in the handler's place, from now on or so many times."""
    body = await read_body(request, requests.GivenBody)
    name, known = request.path_params["name"], context.session.registry.names(HandlerKind.METHOD)
    if name not in known:
        message = f"no call {name}{near(name, sorted(known))}"
        raise ControlError(message, status=404, code="UNKNOWN_CALL")
    context.session.shell.answers.given[name] = Given(_result(body), body.times)
    return json_response(responses.GivenResponse(given=name))


async def delete_answer(context: ControlContext, request: Request) -> Response:
    """Let the handler answer again."""
    name = request.path_params["name"]
    gone = context.session.shell.answers.given.pop(name, None)
    return json_response(responses.ForgottenResponse(was_given=gone is not None))


async def post_clock(context: ControlContext, request: Request) -> Response:
    """Let the phone's time jump ahead; the page's own timers are not the phone's."""
    body = await read_body(request, requests.ClockBody)
    clock = context.session.shell.clock
    context.session.told(f"control lets {body.advance_ms} ms pass")
    clock.advance(body.advance_ms)
    return json_response(responses.ClockResponse(now_ms=clock.now_ms()))


async def post_visibility(context: ControlContext, request: Request) -> Response:
    """Send the mini-app into the background, or bring it back."""
    body = await read_body(request, requests.VisibilityBody)
    context.session.told("in the front" if body.is_visible else "in the background")
    context.session.chrome.set_visible(is_visible=body.is_visible)
    return json_response(responses.VisibilityResponse(is_visible=body.is_visible))


async def post_reload(context: ControlContext, _: Request) -> Response:
    """Load the page again."""
    context.session.told("control reloads the page")
    context.session.chrome.reload()
    return json_response(responses.ReloadResponse())


async def post_settle(context: ControlContext, request: Request) -> Response:
    """Wait until nothing is under way, and tell what the page still waits for, null for nothing."""
    body = await read_body(request, requests.SettleBody)
    waiting = await settled(context.session, limit_ms=body.timeout_ms)
    return json_response(responses.SettleResponse(waiting=waiting))


async def post_window(context: ControlContext, request: Request) -> Response:
    """Open another phone with the same mini-app; it has a control of its own."""
    body = await read_body(request, requests.WINDOW_BODY)
    if context.opens is None:
        message = "this run has one window: start it with `aitdesk serve --test`"
        raise ControlError(message, status=409, code="ONE_WINDOW")

    async def arrange(session: Session) -> None:
        patch: dict[str, Json] = {**body.state}
        await apply_patch(session, patch)
        await keep_as_initial(session.shell.parts(), patch)

    try:
        opened = await context.opens(body, arrange)
    except ConfigError as problem:
        raise ControlError(str(problem), status=422, code="INVALID") from None
    return json_response(opened)


def _result(body: requests.GivenBody) -> Value | ApiError:
    if body.error is not None:
        error = body.error
        return ApiError(error.message, code=error.code, name=error.name, data=error.more)
    return UNDEFINED if body.value is msgspec.UNSET else cast("Json", body.value)
