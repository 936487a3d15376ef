"""What a person does with the phone, and what happens to it, through control."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import msgspec
from starlette.responses import Response

from aitdesk.api.decorators import HandlerKind
from aitdesk.control import requests, responses
from aitdesk.control.answer import json_response, read_body
from aitdesk.errors import ConfigError, ControlError, PromptError
from aitdesk.phone.device import Insets
from aitdesk.phone.entry import entry_url, origin_of
from aitdesk.phone.faults import injected
from aitdesk.phone.prompts import Answer
from aitdesk.validation.validation_errors import near
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from starlette.requests import Request

    from aitdesk.control.context import ControlContext
    from aitdesk.phone.prompts import Prompt


async def get_prompts(context: ControlContext, _: Request) -> Response:
    """Tell what a person is asked now, oldest first."""
    waiting = context.session.shell.prompts.waiting
    return json_response(responses.PromptsResponse(prompts=tuple(map(shown_prompt, waiting))))


async def post_prompt(context: ControlContext, request: Request) -> Response:
    """Answer a question in the person's place."""
    body = await read_body(request, requests.AnswerBody)
    prompts, prompt_id = context.session.shell.prompts, request.path_params["id"]
    is_open = any(each.id == prompt_id for each in prompts.waiting)
    try:
        prompts.answer(prompt_id, Answer(body.choice, body.values), by="control")
    except PromptError as problem:
        status, code = (422, "NO_SUCH_CHOICE") if is_open else (404, "NOT_OPEN")
        raise ControlError(str(problem), status=status, code=code) from None
    return json_response(responses.AnsweredResponse(answered=prompt_id))


async def post_event(context: ControlContext, request: Request) -> Response:
    """Tell the page's subscriptions of an event, and say how many there were."""
    body = await read_body(request, requests.EventBody)
    events = context.session.registry.names(HandlerKind.EVENT)
    if body.name not in events:
        message = f"no event {body.name}{near(body.name, sorted(events))}"
        raise ControlError(message, status=404, code="UNKNOWN_EVENT")
    context.session.told(f"control fires {body.name}")
    if body.error is not None:
        told = context.session.dispatch.fire(body.name, injected(body.name, body.error))
    else:
        payload = UNDEFINED if body.payload is msgspec.UNSET else body.payload
        told = context.session.dispatch.fire(body.name, payload)
    return json_response(responses.EventResponse(told=told))


async def post_press(context: ControlContext, request: Request) -> Response:
    """Press a button of the phone."""
    body = await read_body(request, requests.PressBody)
    session = context.session
    match body.button:
        case "back":
            session.pressed_back()
        case "home":
            session.pressed_home()
        case "close":
            session.pressed_close()
        case "accessory":
            session.pressed_accessory()
        case "swipe_back":
            session.swiped_back()
    return json_response(responses.PressResponse(pressed=body.button))


async def put_insets(context: ControlContext, request: Request) -> Response:
    """Change the safe area of the phone, in pixels, as a turn or a call would."""
    body = await read_body(request, requests.InsetsBody)
    context.session.told("control changes the safe area")
    device = context.session.shell.device
    device.set_insets(Insets(body.top, body.right, body.bottom, body.left))
    return json_response(responses.InsetsResponse(**device.insets.edges()))


async def post_navigate(context: ControlContext, request: Request) -> Response:
    """Let the page go to a path of the mini-app, or to where an entry link leads."""
    body = await read_body(request, requests.NavigateBody)
    session = context.session
    origin = origin_of(session.home_url)
    try:
        if body.scheme is not None:
            deployment_id = session.shell.app.deployment_id
            url = entry_url(origin, scheme=body.scheme, deployment_id=deployment_id)
        else:
            url = urljoin(session.home_url, body.path)
        is_own = origin_of(url) == origin
    except ConfigError as problem:
        message = str(problem).removeprefix("--")
        raise ControlError(message, status=422, code="INVALID") from None
    if not is_own:
        raise ControlError(f"{url} is not of {origin}", status=422, code="INVALID")
    session.told(f"control sends the page to {url}")
    session.chrome.load(url)
    return json_response(responses.NavigateResponse(url=url))


async def post_close(context: ControlContext, _: Request) -> Response:
    """End the mini-app, and the run with it."""
    loop = asyncio.get_running_loop()
    loop.call_soon(context.session.shell.navigation.close)  # the answer leaves first
    return json_response(responses.CloseResponse())


async def get_screenshot(context: ControlContext, _: Request) -> Response:
    """Take a picture of the window, a PNG."""
    if context.session.ended.is_set():
        raise ControlError("the window is closed", status=409, code="CLOSED")
    picture = await context.session.screenshot()
    return Response(picture, media_type="image/png", headers={"cache-control": "no-store"})


def shown_prompt(prompt: Prompt) -> responses.ShownPrompt:
    """Return a question as JSON, its pictures left out."""
    sheet = msgspec.to_builtins(prompt.sheet, builtin_types=(bytes,))
    return responses.ShownPrompt(
        id=prompt.id, kind=prompt.kind, for_call=prompt.for_call, sheet=_without_bytes(sheet)
    )


def _without_bytes(value: Any) -> Any:  # noqa: ANN401  # what msgspec makes of a sheet
    match value:
        case dict():
            return {
                name: _without_bytes(each)
                for name, each in value.items()
                if not isinstance(each, bytes)
            }
        case list() | tuple():
            return [_without_bytes(each) for each in value if not isinstance(each, bytes)]
        case _:
            return value
