"""The session and its state through control."""

from __future__ import annotations

import os
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from aitdesk.api.fault_names import fault_notes, find_fault_mistakes
from aitdesk.control import requests, responses
from aitdesk.control.answer import check, json_response, read_body
from aitdesk.errors import ControlError
from aitdesk.phone.entry import origin_of
from aitdesk.phone.state import apply_to_observables, apply_to_records, kept_records
from aitdesk.phone.state_errors import find_state_mistakes
from aitdesk.validation.validation_errors import Mistake, near

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import ControlContext
    from aitdesk.session.session import Session
    from aitdesk.value import Json


async def get_session(context: ControlContext, _: Request) -> Response:
    """Tell what runs: app, phone, addresses, process."""
    session, shell = context.session, context.session.shell
    app, navigation = shell.app, shell.navigation
    return json_response(
        responses.SessionResponse(
            aitdesk_version=version("aitdesk"),
            pid=os.getpid(),
            app=responses.ShownApp(
                name=app.name,
                display_name=app.display_name,
                sdk_version=app.sdk_version,
                deployment_id=app.deployment_id,
                scheme=shell.scheme,
            ),
            device=shell.device.profile.name,
            origin=origin_of(session.home_url),
            entry_url=session.entry_url,
            url=navigation.stack[navigation.index] if navigation.stack else None,
            loads=session.loads,
            pending_calls=session.dispatch.pending,
            is_ended=session.ended.is_set(),
        )
    )


async def get_state(context: ControlContext, _: Request) -> Response:
    """Tell the whole state."""
    return json_response(await context.session.shell.snapshot())


async def get_part(context: ControlContext, request: Request) -> Response:
    """Tell one part of the state."""
    parts = context.session.shell.parts()
    name = request.path_params["part"]
    if name not in parts:
        raise ControlError(f"no part {name}{near(name, parts)}", status=404, code="UNKNOWN_PART")
    return json_response(await parts[name].snapshot())


async def patch_state(context: ControlContext, request: Request) -> Response:
    """Change the state: all of a merge patch, or nothing where any of it does not fit."""
    patch: dict[str, Json] = {**await read_body(request, requests.StatePatch)}
    async with context.patching:
        await apply_patch(context.session, patch)
    parts = context.session.shell.parts()
    state = {name: await parts[name].snapshot() for name in patch}
    notes = fault_notes(_outcomes(patch), context.session.registry)
    return json_response(responses.PatchResponse(state=state, notes=tuple(notes)))


async def apply_patch(session: Session, patch: dict[str, Json]) -> None:
    """Change the state: all of a merge patch, or nothing. Raises ControlError for mistakes."""
    parts = session.shell.parts()
    mistakes = find_state_mistakes(parts, patch, kept=await kept_records(parts, patch))
    wrong = find_fault_mistakes(_outcomes(patch), session.registry)
    mistakes += [Mistake(("faults", "outcomes", name), text) for name, text in wrong.items()]
    check(mistakes)
    try:
        await apply_to_records(parts, patch)  # these alone can fail
        apply_to_observables(parts, patch)
    except msgspec.ValidationError as problem:
        message = f"the state changed meanwhile, and the patch fits no more: {problem}"
        raise ControlError(message, status=409, code="CHANGED") from None


async def post_reset(context: ControlContext, request: Request) -> Response:
    """Let parts, or the whole state, be as they began."""
    body = await read_body(request, requests.ResetBody)
    parts = context.session.shell.parts()
    wanted = tuple(parts) if body.parts is None else body.parts
    check(
        [
            Mistake(("parts", index), f"no part {name}{near(name, parts)}")
            for index, name in enumerate(wanted)
            if name not in parts
        ]
    )
    async with context.patching:
        for name in wanted:
            await parts[name].reset()
    return json_response(responses.ResetResponse(reset=wanted))


def _outcomes(patch: Json) -> dict[str, str]:
    faults = patch.get("faults") if isinstance(patch, dict) else None
    outcomes = faults.get("outcomes") if isinstance(faults, dict) else None
    said = outcomes if isinstance(outcomes, dict) else {}
    return {name: outcome for name, outcome in said.items() if isinstance(outcome, str)}
