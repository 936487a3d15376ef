"""JSON in and out of control."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
from starlette.responses import Response

from aitdesk.errors import ControlError
from aitdesk.mistakes import find_mistakes

if TYPE_CHECKING:
    from starlette.requests import Request

    from aitdesk.mistakes import Mistake
    from aitdesk.value import Json

_B = TypeVar("_B")


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a request brings."""


def json_response(value: object, status: int = 200) -> Response:
    """Return a value as an answer."""
    return Response(
        msgspec.json.encode(value),
        status,
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )


def error_response(error: ControlError) -> Response:
    """Return a failure as an answer; `mistakes` has every single one where there are many."""
    told: dict[str, object] = {"code": error.code, "message": error.message}
    if error.mistakes:
        told["mistakes"] = error.mistakes
    return json_response({"error": told}, error.status)


async def read_body(request: Request, wanted: type[_B]) -> _B:
    """Return the body as the wanted type; an empty one is an empty object.

    Raises ControlError with all that is wrong with it.
    """
    text = await request.body()
    try:
        value: Json = msgspec.json.decode(text or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        message = f"the body is no JSON: {problem}"
        raise ControlError(message, status=400, code="NO_JSON") from None
    check(find_mistakes(value, wanted))
    return msgspec.convert(value, wanted)


def check(mistakes: list[Mistake]) -> None:
    """Raise ControlError when there is any."""
    if mistakes:
        lines = tuple(mistake.line() for mistake in mistakes)
        message = lines[0] if len(lines) == 1 else f"{lines[0]} (and {len(lines) - 1} more)"
        raise ControlError(message, status=422, code="INVALID", mistakes=lines)
