"""What a page must get: the shapes of the SDK's types, the failures of the table, or nothing."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from aitdesk.phone.error_catalog import ANY_NAME, Row, find, table
from e2e.contract.around import TOSS
from e2e.contract.cases import QUIET, SHAPES

if TYPE_CHECKING:
    from aitdesk.value import Json
    from e2e.contract.around import Around
    from e2e.contract.cases import Case
    from e2e.contract.desk import Desk

FENCE: Final = "getStorageItem"
"""What the page calls to know that the host has come to everything before it."""

AGE: Final = "getDeclaredAgeRange"


def check(desk: Desk, case: Case, around: Around, *, is_public: bool) -> None:
    """Run a case there and fail unless the page gets, and sends, what it should."""
    closed = 0 if case.shape.get("below") == "silent" else 1
    count = None if around.opens(case.shape) else closed
    got = desk.run(case, desk.arrange(around), is_wire=not is_public, count=count)
    check_success(case, around, got, is_public=is_public)
    _check_sent(case, desk.entries())


def check_together(desk: Desk, case: Case, around: Around) -> None:
    """Do the same with what leaves others alone, in one go for all of a place."""
    rows = {each.way_in(desk.sdk): each.kind for each in QUIET}
    ran = desk.run_together(around, rows, case.way_in(desk.sdk))
    check_success(case, around, ran.got, is_public=case.is_public_in(desk.sdk))
    _check_sent(case, ran.entries)


def check_success(case: Case, around: Around, got: Any, *, is_public: bool) -> None:  # noqa: ANN401
    """Fail unless the page got what the phone gives there: a value, nothing, or a refusal."""
    shape = case.shape
    if case.name.startswith(AGE) and around.platform == "android":  # in the sandbox, too
        way = "false" if case.kind == "constant" else "OS_TOO_OLD"
    elif not around.opens(shape):
        way = shape["below"]
    elif around.operational != TOSS and "in_sandbox" in shape:
        way = shape["in_sandbox"]
    else:
        check_shape(case, got, told=case.told if is_public else case.told_on_wire)
        return
    assert got == _given(case, way)


def check_shape(case: Case, got: Any, *, told: tuple[str, ...] | int) -> None:  # noqa: ANN401
    """Fail unless the value, or every payload, fits the shape, and as many came as should."""
    shape = case.shape
    if case.kind == "event":
        assert [each["is"] for each in got] == ["told"] * (
            told if isinstance(told, int) else len(told)
        ), got
        for each in got:
            _check_value(each, schemas=shape.get("payloads", []), shape=shape)
        if not isinstance(told, int):
            assert [each["value"]["type"] for each in got] == list(told)
    elif shape.get("absent"):
        assert got == {"is": "threw", "message": f"{case.name} is not a constant handler"}
    else:
        assert got["is"] == ("read" if case.kind == "constant" else "resolved"), got
        _check_value(got, schemas=[shape["value"]] if "value" in shape else [], shape=shape)


def fits(value: Json, schema: dict[str, Any]) -> bool:
    """Tell whether a value fits a schema of tests/contract/shapes.json."""
    return bool(_validator(json.dumps(schema)).is_valid(value))


@cache
def _validator(schema: str) -> Draft202012Validator:
    # Making one costs more than what it is asked for.
    return Draft202012Validator({"$defs": SHAPES["$defs"], **json.loads(schema)})


def without_null(value: Json) -> Json:
    """Return a value without members that are null, and without nulls at the end of a list."""
    if isinstance(value, dict):
        return {name: without_null(each) for name, each in value.items() if each is not None}
    if isinstance(value, list):
        kept = [without_null(each) for each in value]
        while kept and kept[-1] is None:
            kept.pop()
        return kept
    return value


def wire_error(name: str, row: Row, *, is_asked_for: bool = False) -> dict[str, Any]:
    """Return a failure of the table as a page sees one that came over the bridge."""
    more = " (asked for)" if is_asked_for and row.wording == "ours" else ""
    code = {"code": row.key} if row.has_code else {}
    message = row.message.replace("{name}", name) + more
    return {
        "name": row.name,
        "message": message,
        "userInfo": {},
        "__isError": True,
        "is_a": [],
        **code,
    }


def failed(case: Case, error: dict[str, Any]) -> Any:  # noqa: ANN401  # a method's or an event's
    """Return what a page gets where the call or the subscription fails."""
    if case.kind == "method":
        return {"is": "rejected", "error": error}
    return [{"is": "failed", "error": error}]


def swallowed(case: Case, row: Row) -> Any:  # noqa: ANN401  # None where the call just fails
    """Return what the page gets where the native shell makes a value of a failure."""
    if row.is_value:
        return {"is": "resolved", "value": row.key}
    if case.name in {"getAnonymousKey", "getUserKeyForGame"}:
        return {"is": "resolved", "value": "ERROR"}
    if case.name not in {"grantPromotionReward", "grantPromotionRewardForGame"}:
        return None
    if not row.key.isdecimal():
        return {"is": "resolved", "value": "ERROR"}
    message = f"{row.message} (asked for)"
    return {"is": "resolved", "value": {"errorCode": row.key, "message": message}}


def from_sdk(error: dict[str, Any]) -> dict[str, Any]:
    """Return a refused permission as the SDK itself makes it, in the page."""
    function = error["name"].removesuffix(" permission error")
    classes = [f"{function[0].upper()}{function[1:]}PermissionError"]
    if function == "getCurrentLocation":  # two names of one class
        classes.append("StartUpdateLocationPermissionError")
    return {"name": error["name"], "message": error["message"], "is_a": classes}


def row_of(name: str, key: str) -> Row:
    """Return the row of a failure."""
    row = find(name, key)
    assert row is not None, f"{name} has no failure {key}"
    return row


def is_documented(case: Case, got: Any) -> bool:  # noqa: ANN401  # whatever the page got
    """Tell whether it is a value, or a failure that the name is known to have."""
    if got["is"] not in {"rejected", "failed"}:
        return bool(got["is"] in {"resolved", "told"})
    error = got["error"]
    rows = [row for (name, _), row in table().items() if name in {case.name, ANY_NAME}]
    if "code" in error:
        return error["code"] in {row.key for row in rows if row.has_code}
    return (error["name"], error["message"]) in {(row.name, row.message) for row in rows}


def _check_sent(case: Case, entries: list[dict[str, Any]]) -> None:
    """Fail unless the name itself came to the host, with what the SDK's types say."""
    if case.kind == "constant":
        return
    kind = "call" if case.kind == "method" else "subscribe"
    (entry, *_) = (each for each in entries if {**each, "kind": kind, "name": case.name} == each)
    member = "args" if case.kind == "method" else "options"
    if member in case.shape:
        assert fits(entry[member], case.shape[member]), entry[member]


def _given(case: Case, way: str) -> Any:  # noqa: ANN401  # a method's or an event's
    is_read = {"is": "read" if case.kind == "constant" else "resolved"}
    match way:
        case "undefined":
            return is_read
        case "false":
            return {**is_read, "value": False}
        case "silent":
            return []
        case key:
            return failed(case, wire_error(case.name, row_of(case.name, key)))


def _check_value(
    got: dict[str, Any], *, schemas: list[dict[str, Any]], shape: dict[str, Any]
) -> None:
    if "value" not in got:
        assert shape.get("undefined"), f"undefined is none of {schemas}"
        return
    assert any(fits(got["value"], schema) for schema in schemas), f"{got} fits none of {schemas}"
