"""JSON in and out of control."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from aitdesk.errors import ControlError
from aitdesk.text.well_formed import well_formed, well_formed_tree
from aitdesk.validation.validation_errors import find_mistakes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from aitdesk.validation.validation_errors import Mistake
    from aitdesk.value import Json

_B = TypeVar("_B")

_DEEPEST = 64
_MOST_VALUES = 10_000
_LONGEST_MESSAGE = 2_000


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a request brings."""


def json_response(value: object, status: int = 200) -> Response:
    """Return a value as an answer; a text that UTF-8 cannot hold is made well formed."""
    try:
        content = msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair, which only a page's text can hold
        content = msgspec.json.encode(well_formed_tree(msgspec.to_builtins(value)))
    return Response(
        content,
        status,
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )


def error_response(error: ControlError) -> Response:
    """Return a failure as an answer; `mistakes` has every single one where there are many."""
    told: dict[str, object] = {"code": error.code, "message": _clip(error.message)}
    if error.mistakes:
        told["mistakes"] = [_clip(each) for each in error.mistakes]
    return json_response({"error": told}, error.status)


async def read_body(request: Request, wanted: type[_B]) -> _B:
    """Return the body as the wanted type; an empty one is an empty object.

    Raises ControlError with all that is wrong with it.
    """
    text = await read_bytes(request)
    try:
        value: Json = msgspec.json.decode(text or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        message = f"the body is no JSON: {problem}"
        raise ControlError(message, status=400, code="NO_JSON") from None
    except RecursionError:
        raise _too_deep() from None
    _check_size(value)
    check(find_mistakes(value, wanted))
    return msgspec.convert(value, wanted)


async def read_bytes(request: Request) -> bytes:
    """Return the body. Raises ControlError for one that is too large or does not end."""
    try:
        return await request.body()
    except ClientDisconnect:  # nobody is there to hear of it
        raise ControlError("the body did not end", status=400, code="NO_JSON") from None


def check(mistakes: list[Mistake]) -> None:
    """Raise ControlError when there is any."""
    if mistakes:
        lines = tuple(mistake.line() for mistake in mistakes)
        message = lines[0] if len(lines) == 1 else f"{lines[0]} (and {len(lines) - 1} more)"
        raise ControlError(message, status=422, code="INVALID", mistakes=lines)


def _check_size(value: Json) -> None:
    """Raise ControlError for what is too deep or too much to be looked through."""
    level = [value]
    count, depth = 1, 0
    while level := [inner for each in level for inner in _inside(each)]:
        count, depth = count + len(level), depth + 1
        if depth > _DEEPEST:
            raise _too_deep()
        if count > _MOST_VALUES:
            message = f"the body has more than {_MOST_VALUES:,} values"
            raise ControlError(message, status=413, code="TOO_LARGE")


def _inside(value: Json) -> Iterable[Json]:
    match value:
        case list():
            return value
        case dict():
            return value.values()
        case _:
            return ()


def _too_deep() -> ControlError:
    message = f"the body is nested deeper than {_DEEPEST} levels"
    return ControlError(message, status=400, code="TOO_DEEP")


def _clip(text: str) -> str:
    # A message quotes what was asked, which may be as long as a body.
    text = well_formed(text)
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"
